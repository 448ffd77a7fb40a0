"""Whether a form can classify households: what a ruleset judges must have a place in it."""

from dataclasses import dataclass

from survey.review.evidence import Trace, hint
from survey.review.ruleset import Ruleset
from survey.xform import Form


@dataclass(frozen=True, slots=True)
class Offers:
    """What a form says of a household: the indicators by key, điểm A, and of its members by role ("name", "sex", …)."""

    indicators: frozenset[str] = frozenset()
    score_a: bool = False
    member: frozenset[str] = frozenset()


def offers(form: Form) -> Offers:
    trace = Trace.of(form)
    roles = {hint(one, "member") for one in form.model.shape.definitions() if one.repeats}
    return Offers(frozenset(trace.indicators), trace.score_a is not None, frozenset(roles & _MEMBER.keys()))


def lacking(offered: Offers, ruleset: Ruleset) -> tuple[str, ...]:
    """What the form does not say, each with the hint that would say it; nothing where it can be used for reviews."""
    parts = [
        f"{one.name} (bind::rasoat:indicator={one.key})"
        for one in ruleset.indicators
        if one.key not in offered.indicators
    ]
    if not offered.score_a:
        parts.append("điểm A (bind::rasoat:score=a)")
    parts += [f"{what} (bind::rasoat:member={role})" for role, what in _MEMBER.items() if role not in offered.member]
    return tuple(parts)


_MEMBER = {"name": "họ tên thành viên", "sex": "giới tính", "birth_year": "năm sinh", "relation": "quan hệ với chủ hộ"}
