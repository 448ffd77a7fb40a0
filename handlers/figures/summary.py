"""/tonghop: the true state of the review in one message, live."""

import re
from datetime import datetime, time, timedelta

from chat import Button
from handlers.figures.tally import Tally, tally
from handlers.talk.buttons import buttons_to, tap
from handlers.talk.context import Context, Response
from handlers.talk.wording import VIETNAM, clock_text
from handlers.tasks.tasks import near_lines
from storage.records import Category, Outcome, Role, Round, SummaryRow, Unit
from survey.programme.plan import choose_plan
from survey.read import fold, read_group
from survey.review import choose_ruleset
from survey.written import day_text, percent, vietnamese_number, weekday


def summary(ctx: Context, argument: str) -> Response:
    """The commune, or one group where one is named ("/tonghop 6"); of several communes each in a line, one in full where it is named."""
    communes = ctx.work.units.communes()
    named = next((one for one in communes if len(communes) > 1 and argument.strip() in {one.code, one.name}), None)
    commune = named or (communes[0] if len(communes) == 1 else None)
    if commune is None and not argument.strip():
        return _communes(ctx, communes)
    current = _round_of(ctx, commune)
    if current is None:
        return ctx.close(ctx.texts("summary.no_round"))
    if named is None and argument.strip():
        return _group(ctx, current, argument)
    assert commune is not None, "a round belongs to one"
    return _of_commune(ctx, commune, current)


def _round_of(ctx: Context, commune: Unit | None) -> Round | None:
    return ctx.work.rounds.current_of(commune.code, ctx.today) if commune is not None else ctx.round()


def _communes(ctx: Context, communes: tuple[Unit, ...]) -> Response:
    """How far each is."""
    lines = [ctx.texts("summary.communes", at=clock_text(ctx.now))]
    for one in communes:
        current = _round_of(ctx, one)
        rows = ctx.work.summary.round(current.id) if current is not None else ()
        lines.append(_group_line(ctx, one, list(rows)) if current is not None else _idle_line(ctx, one))
    return ctx.close("\n".join(lines), _group_rows(list(communes)), listed=True)


def _idle_line(ctx: Context, one: Unit) -> str:
    return ctx.texts("summary.commune_idle", name=one.name)


def _of_commune(ctx: Context, commune: Unit, current: Round) -> Response:
    rows = ctx.work.summary.round(current.id)
    whole = tally(rows)
    lines = [ctx.texts("summary.head", commune=commune.name, at=clock_text(ctx.now))]
    lines += _progress(ctx, current, whole)
    lines += _rates(ctx, commune, whole)
    lines += near_lines(ctx)
    if choose_plan(ctx.services.plans, ctx.today) is None:
        lines.append(ctx.texts("summary.no_plan", year=ctx.today.year))
    if choose_ruleset(ctx.services.rulesets, ctx.today) is None:
        lines.append(ctx.texts("households.no_ruleset", year=ctx.today.year))
    groups = [unit for unit in ctx.work.units.all() if unit.parent == commune.code]
    lines.append(ctx.texts("summary.groups"))
    lines += [_group_line(ctx, unit, [row for row in rows if row.unit == unit.code]) for unit in groups]
    lines.append(ctx.texts("summary.source", source=commune.source, year=commune.year))
    lines.append(ctx.texts("summary.how"))
    return ctx.close("\n".join(lines), _group_rows(groups), listed=True)


def typed(ctx: Context, text: str) -> Response | None:
    """A leader names a group ("tổ 6"); None where it is something else."""
    current = ctx.round()
    if current is not None and _find(ctx, text) is not None:
        return _group(ctx, current, text)
    if re.fullmatch(r"to (?:dan pho )?\d+", fold(text).strip()):
        return ctx.stay(ctx.no_group(text))
    return None


def _progress(ctx: Context, current: Round, whole: Tally) -> list[str]:
    start = datetime.combine(ctx.today, time(), VIETNAM)
    today = ctx.work.summary.submitted_between(current.id, start, start + timedelta(days=1))
    lines = [
        ctx.texts(
            "summary.review",
            done=whole.done,
            total=whole.total,
            share=_share(ctx, whole.done, whole.total),
            today=today,
            ends=_ends(ctx, current),
        ),
        ctx.texts(
            "summary.states",
            drafts=whole.drafts,
            untouched=whole.untouched,
            appointments=whole.appointments,
        ),
    ]
    lines += [
        _checking_line(ctx, whole),
        _visits_line(ctx, whole),
        *_moved_lines(ctx, whole),
        _categories_line(ctx, whole),
    ]
    lines += [ctx.texts("summary.unclear", n=whole.unclear)] if whole.unclear else []
    return [line for line in lines if line]


def _ends(ctx: Context, current: Round) -> str:
    """The last day of the round, or since when it is over."""
    over = (ctx.today - current.ends).days
    day = f"{weekday(current.ends)} {day_text(current.ends)}"
    return ctx.texts("summary.ended", day=day, n=over) if over > 0 else ctx.texts("summary.ends", day=day)


def _checking_line(ctx: Context, whole: Tally) -> str:
    """How far the checking is; "" before it begins."""
    if not whole.checked + whole.returned:
        return ""
    waiting = whole.done - whole.checked
    return ctx.texts("summary.checking", checked=whole.checked, waiting=waiting, returned=whole.returned)


def _visits_line(ctx: Context, whole: Tally) -> str:
    """Visits that ended without an interview, by outcome; "" where there were none."""
    elsewhere = {Outcome.APPOINTMENT, Outcome.MOVED, Outcome.RELOCATED}
    counts = [(one, n) for one, n in whole.outcomes.items() if n and one not in elsewhere]
    listed = " · ".join(f"{ctx.texts(f'outcome.{one.value}')} {n}" for one, n in counts)
    return ctx.texts("summary.visits", listed=listed) if listed else ""


def _moved_lines(ctx: Context, whole: Tally) -> list[str]:
    """Households that are said to have moved: they count as before, and somebody has to look after each."""
    moved, relocated = whole.outcomes[Outcome.MOVED], whole.outcomes[Outcome.RELOCATED]
    lines = [ctx.texts("summary.moved", n=moved)] if moved else []
    return lines + ([ctx.texts("summary.relocated", n=relocated)] if relocated else [])


def _categories_line(ctx: Context, whole: Tally) -> str:
    """How much of the list is done, by last year's class."""
    return ctx.texts(
        "summary.categories",
        poor_done=whole.last_done[Category.POOR],
        poor=whole.last[Category.POOR],
        near_done=whole.last_done[Category.NEAR_POOR],
        near=whole.last[Category.NEAR_POOR],
    )


def _rates(ctx: Context, commune: Unit, whole: Tally) -> list[str]:
    """Rates over ALL households of the unit, with numerator and denominator, against the plan's targets."""
    lines = []
    for category in (Category.POOR, Category.NEAR_POOR):
        key = category.value
        now, last = whole.now[category], whole.last[category]
        lines.append(
            ctx.texts(
                f"summary.rate_{key}",
                rate=_share(ctx, now, commune.households_total),
                now=now,
                all=vietnamese_number(commune.households_total),
                target=_target(ctx, f"{key}_rate"),
                less=last - now,
                wanted=_target(ctx, f"{key}_reduction"),
            )
        )
    return lines


def _target(ctx: Context, key: str) -> str:
    plan = choose_plan(ctx.services.plans, ctx.today)
    target = plan.target(key) if plan is not None else None
    if target is None:
        return ctx.texts("summary.no_target")
    return vietnamese_number(target.value) if target.unit == "households" else percent(target.value)


def _share(ctx: Context, part: int, whole: int) -> str:
    """A share as it is read; over nothing never a zero that nobody counted."""
    return percent(100 * part / whole) if whole else ctx.texts("summary.no_figure")


def _group_line(ctx: Context, unit: Unit, rows: list[SummaryRow]) -> str:
    one = tally(rows)
    return ctx.texts(
        "summary.group_line",
        name=unit.name,
        done=one.done,
        total=one.total,
        untouched=one.untouched,
    )


def _group_rows(groups: list[Unit]) -> tuple[tuple[Button, ...], ...]:
    buttons = [tap(unit.name, f"/tonghop {unit.code}") for unit in groups]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def _find(ctx: Context, text: str) -> Unit | None:
    """The group that is meant."""
    groups = {unit.code: unit for unit in ctx.work.units.all() if unit.kind == "group"}
    code = read_group({unit.code: unit.name for unit in groups.values()}, text)
    return groups[code] if code is not None else None


def _group(ctx: Context, current: Round, argument: str) -> Response:
    unit = _find(ctx, argument)
    if unit is None:
        return ctx.stay(ctx.no_group(argument))
    if unit.parent is not None and unit.parent != current.unit:
        current = ctx.work.rounds.current_of(unit.parent, ctx.today) or current
    one = tally(ctx.work.summary.round(current.id, unit.code))
    last = ctx.work.summary.last_submission(current.id).get(unit.code)
    people = [p.name for p in ctx.work.people.all() if unit.code in p.units and p.has(Role.COLLABORATOR)]
    lines = [
        ctx.texts(
            "summary.group",
            name=unit.name,
            done=one.done,
            total=one.total,
            drafts=one.drafts,
            untouched=one.untouched,
            appointments=one.appointments,
            closed=one.closed,
            people=", ".join(people),
            last=clock_text(last) if last else ctx.texts("summary.never"),
            poor=one.now[Category.POOR],
            near_poor=one.now[Category.NEAR_POOR],
        ),
        _checking_line(ctx, one),
        *_moved_lines(ctx, one),
    ]
    return ctx.stay("\n".join(filter(None, lines)), buttons_to(ctx.texts, "summary"))
