"""Whether a form can classify households: what a ruleset judges must have a place in it."""

from survey.review.evidence import Trace, hint
from survey.review.ruleset import Ruleset
from survey.xform import Form


def lacking(form: Form, ruleset: Ruleset) -> tuple[str, ...]:
    """What the form does not say, each with the hint that would say it; nothing where it can be used for reviews."""
    trace = Trace.of(form)
    parts = [
        f"{one.name} (bind::rasoat:indicator={one.key})"
        for one in ruleset.indicators
        if one.key not in trace.indicators
    ]
    if trace.score_a is None:
        parts.append("điểm A (bind::rasoat:score=a)")
    roles = {hint(one, "member") for one in form.model.shape.definitions() if one.repeats}
    parts += [f"{what} (bind::rasoat:member={role})" for role, what in _MEMBER.items() if role not in roles]
    return tuple(parts)


_MEMBER = {"name": "họ tên thành viên", "sex": "giới tính", "birth_year": "năm sinh", "relation": "quan hệ với chủ hộ"}
