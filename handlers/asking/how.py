"""How a question may be answered, said below it where the form's author has not said it himself."""

from handlers.asking.view import View
from survey.interview.facts.spot import ChoicesFacts, Scale, SpotFacts, Way

_TYPED = frozenset({"date", "month", "year", "time", "dateTime", "geopoint", "geotrace", "geoshape", "barcode"})
_DATED = frozenset({"date", "month", "year", "time", "dateTime"})


def how_lines(view: View, spot: SpotFacts) -> list[str]:
    """What to type or send for this question, as lines of their own; none where that goes without saying."""
    if spot.scale is not None:
        return [_range(view, spot.scale)]
    if spot.way is Way.SEEN:
        return [view.texts("how.trigger")]
    if spot.way is Way.SENT:
        return [view.texts(f"how.{spot.kind}")]
    if spot.way is not Way.TYPED:
        return _choosing(view, spot.way, spot.choices, spot.hint)
    if spot.kind in {"geotrace", "geoshape"} and spot.points is not None:
        return [view.texts("how.more_points", n=spot.points)]
    return [view.texts(f"how.{spot.kind}")] if spot.kind in _TYPED and not spot.hint else []


def _choosing(view: View, way: Way, choices: ChoicesFacts, hint: str) -> list[str]:
    if not choices.count:
        return [view.texts("value.no_choices")]
    if way is Way.RANKED:
        return [view.texts("how.rank", example=",".join(choices.typed(one) for one in reversed(choices.offered)))]
    if not choices.listed:
        return _of_long_list(view, way, choices)
    return [view.texts("ask.many", example=_two_of(choices))] if way is Way.MANY and not hint else []


def _of_long_list(view: View, way: Way, choices: ChoicesFacts) -> list[str]:
    """A name is typed, or a number of what it left over; which other pages of that there are."""
    if choices.pages > 1:
        following = choices.page % choices.pages + 1
        return [view.texts("narrow.page", page=choices.page, last=choices.pages, following=following)]
    if choices.narrowed:
        return []
    return [view.texts("ask.type_names" if way is Way.MANY else "ask.type_name", n=choices.count)]


def _two_of(choices: ChoicesFacts) -> str:
    """The first and the third choice as they are typed together."""
    first, *others = choices.offered
    return ",".join([choices.typed(first), *(choices.typed(one) for one in (others[1:2] or others[:1]))])


def _range(view: View, scale: Scale) -> str:
    if scale.whole:
        return view.texts("how.range", low=scale.low, high=scale.high)
    return view.texts("how.range_step", low=scale.low, high=scale.high, step=scale.step, following=scale.second)


def part_how(view: View, spot: SpotFacts) -> str:
    """The same in brackets behind one of several questions of a screen."""
    if spot.scale is not None:
        key = "part.range" if spot.scale.whole else "part.range_step"
        return view.texts(key, low=spot.scale.low, high=spot.scale.high, step=spot.scale.step)
    if spot.way is Way.SENT:
        return view.texts("part.sent")
    if spot.way in {Way.ONE, Way.MANY, Way.RANKED}:
        return "" if spot.choices.listed else view.texts("part.name")
    return view.texts(f"part.{spot.kind}") if spot.kind in _DATED else ""
