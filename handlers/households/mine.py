"""My households: the list with its states, finding one by number or name, and opening it."""

from datetime import date

from chat import Button
from handlers.households.opening import open_household, reopen
from handlers.interview import visits
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.tasks.appointments import is_missed
from storage.records import Assignment, AssignmentState, Round
from survey.read import Control, control_word
from survey.review import choose_ruleset
from survey.workflow.states import DONE, WAITING
from survey.written import day_text, short_day_text, weekday

PAGE = 12
_ORDER = {
    AssignmentState.DRAFT: 0,
    AssignmentState.NOT_STARTED: 1,
    AssignmentState.SUBMITTED: 2,
    AssignmentState.CHECKED: 3,
    AssignmentState.CLOSED: 4,
}


def listing(ctx: Context, argument: str) -> Response:
    """What is open first, due appointments above all; `/danhsach 2` is the second page."""
    current = ctx.round()
    if current is None:
        return ctx.close(ctx.texts("households.no_round"))
    mine = sorted(ctx.work.assignments.of_person(current.id, ctx.person.id), key=lambda one: _rank(one, ctx.today))
    if not mine:
        return ctx.close(ctx.texts("households.none"))
    pages = (len(mine) + PAGE - 1) // PAGE
    page = min(max(int(argument) if argument.isdecimal() else 1, 1), pages)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    lines = [_head(ctx, mine, current), *(line(ctx, one) for one in shown)]
    lines.append(
        ctx.texts("households.how", pages=ctx.texts("households.pages", page=page, pages=pages) if pages > 1 else "")
    )
    rows = [(open_button(one),) for one in shown if one.state in WAITING][:6]
    if page < pages:
        rows.append((tap(ctx.texts("button.next_page"), f"/danhsach {page + 1}"),))
    return ctx.close("\n".join(lines), tuple(rows), listed=True)


def _rank(one: Assignment, today: date) -> tuple[int, date, int, int]:
    open_now = one.state in WAITING
    due = one.appointment_on if open_now and one.appointment_on and one.appointment_on <= today else None
    return (0 if due else 1, due or today, _ORDER[one.state], one.household.number)


def _head(ctx: Context, mine: list[Assignment], current: Round) -> str:
    done = sum(one.state in DONE for one in mine)
    drafts = sum(one.state is AssignmentState.DRAFT for one in mine)
    day = f"{weekday(current.ends)} {day_text(current.ends)}"
    ends = ctx.texts("households.ended" if current.ends < ctx.today else "households.ends", day=day)
    return ctx.texts("households.head", total=len(mine), done=done, drafts=drafts, ends=ends)


def line(ctx: Context, one: Assignment) -> str:
    """One line of the list ("12. Phạm Văn Dắt, tổ 3 – đang làm") with last year's class and what the last visit ended in."""
    state = ctx.texts(f"state.{one.state.value}")
    if one.outcome is not None and one.state in {AssignmentState.NOT_STARTED, AssignmentState.CLOSED}:
        state = ctx.texts(f"outcome.{one.outcome.value}")
    elif one.outcome is not None and one.state is AssignmentState.DRAFT:
        state += ", " + ctx.texts(f"outcome.{one.outcome.value}")
    if one.appointment_on is not None and one.state in WAITING:
        missed = is_missed(ctx.work, one, ctx.today)
        key = "households.missed" if missed else "households.appointment"
        appointed = ctx.texts(key, day=short_day_text(one.appointment_on))
        begun = one.state is AssignmentState.DRAFT
        state = f"{ctx.texts(f'state.{one.state.value}')}, {appointed}" if begun else appointed
    last = ctx.texts(f"category.short.{one.household.last_category.value}") if one.household.last_category else ""
    return f"{one.household.number}. {one.household.head_name}{f' ({last})' if last else ''} – {state}"


def open_button(one: Assignment) -> Button:
    number = one.household.number
    return tap(f"{number}. {one.household.head_name}", f"/rasoat {number}")


def lines(ctx: Context) -> list[str]:
    """For the greeting: how far this person's households are, and those that are begun; nothing where there is no round."""
    current = ctx.round()
    if current is None:
        return []
    mine = ctx.work.assignments.of_person(current.id, ctx.person.id)
    drafts = [one.household for one in mine if one.state is AssignmentState.DRAFT]
    done = sum(one.state in DONE for one in mine)
    progress = ctx.texts("start.progress", done=done, total=len(mine), year=current.year)
    return [progress, *(ctx.texts("start.draft", number=one.number, name=one.head_name) for one in drafts[:3])]


def typed(ctx: Context, text: str) -> Response:
    """Control words while nothing is open ("mở lại 12" opens a submission again, "vắng nhà" needs a household first); else a number or a name."""
    word = control_word(text, text_question_open=False)
    if word is None:
        return _sought(ctx, text)
    if word.control is Control.REOPEN:
        number = word.argument or "".join(str(one) for one in ctx.dialog.found[:1])
        if number.isdecimal():
            return reopen(ctx, int(number))
        return ctx.stay(ctx.texts("households.reopen_which"))
    if word.control is Control.SUBMIT and ctx.dialog.found:
        # Sent again because the signal was bad: the household is in already.
        return review(ctx, str(ctx.dialog.found[0]))
    if word.control in visits.WORDS:
        return visits.elsewhere(ctx, word)
    return ctx.stay(ctx.texts("turn.unknown"))


def _sought(ctx: Context, text: str) -> Response:
    """A number opens that household, anything else searches the names; a search never opens by itself."""
    if text.strip(" .#").isdecimal():
        return review(ctx, text.strip(" .#"))
    current = ctx.round()
    if current is None:
        return ctx.stay(ctx.texts("households.no_round"))
    found = [one.household for one in ctx.work.assignments.search(current.id, text, ctx.person.id, 11)]
    if not found:
        return ctx.close(ctx.texts("households.not_found", text=text[:40]), found=ctx.dialog.found)
    lines = [f"{one.number}. {one.head_name}, {one.unit_name}" for one in found[:10]]
    more = "\n" + ctx.texts("households.more") if len(found) > 10 else ""
    rows = tuple((tap(f"{one.number}. {one.head_name}", f"/rasoat {one.number}"),) for one in found[:6])
    text = ctx.texts("households.found", lines="\n".join(lines), more=more, first=found[0].number).strip()
    return ctx.close(text, rows, listed=True, found=ctx.dialog.found)


def review(ctx: Context, argument: str) -> Response:
    """Start or continue household `argument`; every reason against it is one sentence."""
    if choose_ruleset(ctx.services.rulesets, ctx.today) is None:
        return ctx.close(ctx.texts("households.no_ruleset", year=ctx.today.year))
    current = ctx.round()
    if current is None:
        return ctx.close(ctx.texts("households.no_round"))
    number = argument.strip(" .#")
    if not number:
        return ctx.close(ctx.texts("households.which"))
    if not number.isdecimal():
        return _sought(ctx, argument)
    one = ctx.work.assignments.of_number(current.id, int(number)) if len(number) < 7 else None
    if one is None:
        return ctx.stay(ctx.texts("households.no_number", number=number[:10]))
    return open_household(ctx, current, one)
