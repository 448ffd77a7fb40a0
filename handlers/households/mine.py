"""My households: the list with its states, finding one by number or name, and opening it."""

from collections.abc import Iterable
from datetime import date

from chat import Button
from handlers.households import replying
from handlers.households.opening import open_household, reopen
from handlers.interview import visits
from handlers.rounds import finding, telling
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.tasks.appointments import is_missed
from handlers.unclear import meaning
from storage.records import Assignment, AssignmentState, Household, Numbered, NumberedKind, Round
from survey.read import Control, called_so, control_word, looks_like_name, read_check, read_slip, word_of
from survey.review import choose_ruleset
from survey.workflow.states import BEGUN, DONE, WAITING
from survey.written import day_text, short_day_text, weekday

PAGE = 12
MOST_SEARCHED = 100
_ORDER = {
    AssignmentState.RETURNED: 0,
    AssignmentState.DRAFT: 1,
    AssignmentState.NOT_STARTED: 2,
    AssignmentState.SUBMITTED: 3,
    AssignmentState.CHECKED: 4,
    AssignmentState.CLOSED: 5,
}


def listing(ctx: Context, argument: str) -> Response:
    """What is open first, due appointments above all; `/danhsach 2` is the second page."""
    rounds = ctx.rounds()
    if not rounds:
        return ctx.close(ctx.texts("households.no_round"))
    mine = sorted(finding.of_me(ctx), key=lambda one: _rank(one, ctx.today))
    if not mine:
        return ctx.close(ctx.texts("households.none"))
    pages = (len(mine) + PAGE - 1) // PAGE
    page = min(max(int(argument) if argument.isdecimal() else 1, 1), pages)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    marks = finding.marks(ctx, rounds)
    lines = [
        _head(ctx, mine, rounds),
        *replying.lines(ctx),
        *(line(ctx, one) + marks.get(one.round_id, "") for one in shown),
    ]
    lines.append(
        ctx.texts("households.how", pages=ctx.texts("households.pages", page=page, pages=pages) if pages > 1 else "")
    )
    rows = [(open_button(one),) for one in shown if one.state in WAITING][:6]
    if page < pages:
        rows.append((tap(ctx.texts("button.next_page"), f"/danhsach {page + 1}"),))
    return ctx.close("\n".join(lines), tuple(rows), listed=True, numbers=_numbered(one.household for one in shown))


def _numbered(households: Iterable[Household]) -> Numbered:
    """A household's number is its own, on whatever list it stands."""
    return Numbered(NumberedKind.HOUSEHOLD, {one.number: str(one.id) for one in households})


def _ends(ctx: Context, held: Round, mark: str) -> str:
    day = f"{weekday(held.ends)} {day_text(held.ends)}{mark}"
    return ctx.texts("households.ended" if held.ends < ctx.today else "households.ends", day=day)


def _rank(one: Assignment, today: date) -> tuple[int, date, int, int]:
    open_now = one.state in WAITING
    due = one.appointment_on if open_now and one.appointment_on and one.appointment_on <= today else None
    return (0 if due else 1, due or today, _ORDER[one.state], one.household.number)


def _head(ctx: Context, mine: list[Assignment], rounds: tuple[Round, ...]) -> str:
    done = sum(one.state in DONE for one in mine)
    drafts = sum(one.state in BEGUN for one in mine)
    theirs = [held for held in rounds if any(one.round_id == held.id for one in mine)]
    marks = finding.marks(ctx, rounds)
    ends = " ".join(_ends(ctx, held, marks.get(held.id, "")) for held in theirs)
    return ctx.texts("households.head", total=len(mine), done=done, drafts=drafts, ends=ends)


def line(ctx: Context, one: Assignment) -> str:
    """One line of the list ("12. Phạm Văn Dắt, tổ 3 – đang làm") with last year's class and what the last visit ended in."""
    state = ctx.texts(f"state.{one.state.value}")
    if one.outcome is not None and one.state in {AssignmentState.NOT_STARTED, AssignmentState.CLOSED}:
        state = ctx.texts(f"outcome.{one.outcome.value}")
    elif one.outcome is not None and one.state in BEGUN:
        state += ", " + ctx.texts(f"outcome.{one.outcome.value}")
    if one.appointment_on is not None and one.state in WAITING:
        missed = is_missed(ctx.work, one, ctx.today)
        key = "households.missed" if missed else "households.appointment"
        appointed = ctx.texts(key, day=f"{weekday(one.appointment_on)} {short_day_text(one.appointment_on)}")
        begun = one.state in BEGUN
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
    mine = finding.of_me(ctx)
    begun = [one for one in mine if one.state in BEGUN]
    done = sum(one.state in DONE for one in mine)
    progress = ctx.texts("start.progress", done=done, total=len(mine), year=current.year)
    return [
        progress,
        *replying.lines(ctx),
        *(_begun(ctx, one) for one in sorted(begun, key=lambda one: _ORDER[one.state])[:3]),
    ]


def _begun(ctx: Context, one: Assignment) -> str:
    key = "start.returned" if one.state is AssignmentState.RETURNED else "start.draft"
    return ctx.texts(key, number=one.household.number, name=one.household.head_name)


def typed(ctx: Context, text: str) -> Response | None:
    """Control words while nothing is open ("mở lại 12" opens a submission again, "vắng nhà" needs a household first), then that something is wrong in what
    was handed in; else a number or a name. None where it is none of these.
    """
    received = telling.typed(ctx, text)
    if received is not None:
        return received
    word = control_word(text, text_question_open=False)
    if word is not None and word.control is Control.REOPEN and (word.argument.isdecimal() or not word.argument):
        return _reopened(ctx, word.argument)
    if word is not None and word.control is Control.SUBMIT and ctx.dialog.found:
        # Sent again because the signal was bad: the household is in already.
        return review(ctx, str(ctx.dialog.found[0]))
    slip = read_slip(text) if not _of_checker(ctx, text) else None
    if slip is not None:
        return _mended(ctx, slip)
    if word is not None:
        return visits.elsewhere(ctx, word) if word.control in visits.WORDS else None
    return _sought(ctx, text)


def _of_checker(ctx: Context, text: str) -> bool:
    """Whether whoever also checks speaks of a household that somebody else handed in: "bỏ đạt 12: bấm nhầm" mends nothing of their own."""
    call = read_check(text) if ctx.may("command.kiemtra") else None
    return call is not None and bool(call.numbers)


def _reopened(ctx: Context, argument: str) -> Response:
    number = argument or "".join(str(one) for one in ctx.dialog.found[:1])
    return reopen(ctx, int(number)) if number else ctx.stay(ctx.texts("households.reopen_which"))


def _mended(ctx: Context, slip: str) -> Response:
    """Something is wrong in what was handed in: it is opened again, when that is meant."""
    number = int(slip) if slip else next(iter(ctx.dialog.found), None)
    if number is None:
        return ctx.stay(ctx.texts("households.reopen_which"))
    one = finding.of_number(ctx, number)
    if one is None or one.person_id != ctx.person.id:
        return review(ctx, str(number))
    if one.state is not AssignmentState.SUBMITTED:
        return _not_reopened(ctx, one)
    question = ctx.texts("households.reopen_sure", number=number, name=one.household.head_name)
    words = f"{word_of(Control.REOPEN)} {number}"
    return meaning.ask(ctx, words, question, ((tap(ctx.texts("button.reopen"), words),),))


def _not_reopened(ctx: Context, one: Assignment) -> Response:
    """Why there is nothing to open again; what is still being worked on is simply gone on with."""
    key = "checked" if one.state is AssignmentState.CHECKED else "not_submitted"
    return ctx.stay(ctx.texts(f"households.{key}", number=one.household.number))


def _sought(ctx: Context, text: str) -> Response | None:
    """A number opens that household, anything else searches the names; a search never opens by itself. None where nobody is called so."""
    if text.strip(" .#").isdecimal():
        return review(ctx, text.strip(" .#"))
    if not ctx.rounds():
        return ctx.stay(ctx.texts("households.no_round"))
    every = finding.search(ctx, text, MOST_SEARCHED)
    places = called_so(text, [one.household.head_name for one in every])
    if not places:
        return None
    found = [every[place].household for place in places]
    lines = [f"{one.number}. {one.head_name}, {one.unit_name}" for one in found[:10]]
    more = "\n" + ctx.texts("households.more") if len(found) > 10 else ""
    rows = tuple((tap(f"{one.number}. {one.head_name}", f"/rasoat {one.number}"),) for one in found[:6])
    text = ctx.texts("households.found", lines="\n".join(lines), more=more, first=found[0].number).strip()
    return ctx.close(text, rows, listed=True, found=ctx.dialog.found, numbers=_numbered(found[:10]))


def beyond(ctx: Context, text: str) -> Response | None:
    """Nobody is called so, where it looks like a name."""
    return _nobody(ctx, text) if looks_like_name(text) else None


def _nobody(ctx: Context, text: str) -> Response:
    return ctx.close(ctx.texts("households.not_found", text=text[:40]), found=ctx.dialog.found)


def review(ctx: Context, argument: str) -> Response:
    """Start or continue household `argument`; every reason against it is one sentence."""
    if choose_ruleset(ctx.services.rulesets, ctx.today) is None:
        return ctx.close(ctx.texts("households.no_ruleset", year=ctx.today.year))
    if not ctx.rounds():
        return ctx.close(ctx.texts("households.no_round"))
    number = argument.strip(" .#")
    if not number:
        return ctx.close(ctx.texts("households.which"))
    if not number.isdecimal():
        return _sought(ctx, argument) or _nobody(ctx, argument)
    one = finding.of_number(ctx, int(number)) if len(number) < 7 else None
    held = finding.round_of(ctx, one) if one is not None else None
    return open_household(ctx, held, one) if one is not None and held is not None else _unseen(ctx, number)


def _unseen(ctx: Context, number: str) -> Response:
    """A household that there is not, or whose place is not this person's: who looks after it is said, and nothing else."""
    there, keeper = finding.keeper(ctx, int(number)) if len(number) < 7 else (False, None)
    if not there:
        return ctx.stay(ctx.texts("households.no_number", number=number[:10]))
    owner = ctx.work.people.get(keeper) if keeper is not None else None
    key = "households.of_other" if owner else "households.of_nobody"
    return ctx.stay(ctx.texts(key, number=number, owner=owner.name if owner else ""))
