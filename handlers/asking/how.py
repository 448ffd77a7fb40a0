"""How a question may be answered, said below it where the form's author has not said it himself."""

from handlers.asking.view import View, hint_of
from survey.interview.answers.group import example_type
from survey.interview.answers.numbers import bounds, local
from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import is_listed
from survey.interview.path.passing import wanted_by
from survey.interview.path.pending import Places
from survey.interview.path.screens import Spot
from survey.xform import Control

_TYPED = frozenset({"date", "month", "year", "time", "dateTime", "geopoint", "geotrace", "geoshape", "barcode"})


def how_lines(view: View, spot: Spot) -> list[str]:
    """What to type or send for this question, as lines of their own; none where that goes without saying."""
    control = spot.question.control
    hint = hint_of(view, spot)
    if control.kind == "range":
        return [_range(view, control)]
    if control.kind == "trigger":
        return [view.texts("how.trigger")]
    if wanted_by(spot.question):
        return [view.texts(f"how.{wanted_by(spot.question)}")]
    if control.is_select:
        return _choosing(view, spot, hint)
    kind = example_type(control)
    if kind in {"geotrace", "geoshape"} and isinstance(view.position.pending, Places):
        return [view.texts("how.more_places", n=len(view.position.draft))]
    return [view.texts(f"how.{kind}")] if kind in _TYPED and not hint else []


def _choosing(view: View, spot: Spot, hint: str) -> list[str]:
    control = spot.question.control
    choices = choices_of(view.session, spot)
    if not choices:
        return [view.texts("value.no_choices")]
    if control.kind == "rank":
        example = ",".join(str(index) for index in range(len(choices), 0, -1))
        return [view.texts("how.rank", example=example)]
    if not is_listed(control, choices):
        return [] if view.position.pending else [view.texts("ask.type_name", n=len(choices))]
    return [view.texts("ask.many")] if control.kind == "select" and not hint else []


def _range(view: View, control: Control) -> str:
    start, end, step = bounds(control)
    low, high = local(min(start, end)), local(max(start, end))
    if step == 1:
        return view.texts("how.range", low=low, high=high)
    return view.texts("how.range_step", low=low, high=high, step=local(step), following=local(min(start, end) + step))


def part_how(view: View, spot: Spot) -> str:
    """The same in brackets behind one of several questions of a screen."""
    control = spot.question.control
    if control.kind == "range":
        start, end, step = bounds(control)
        low, high = local(min(start, end)), local(max(start, end))
        key = "part.range" if step == 1 else "part.range_step"
        return view.texts(key, low=low, high=high, step=local(step))
    if wanted_by(spot.question):
        return view.texts("part.sent")
    if control.is_select:
        return "" if is_listed(control, choices_of(view.session, spot)) else view.texts("part.name")
    kind = example_type(control)
    return view.texts(f"part.{kind}") if kind in {"date", "month", "year", "time", "dateTime"} else ""
