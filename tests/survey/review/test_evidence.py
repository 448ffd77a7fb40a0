"""What an interview says of a household counts only as far as it was asked."""

import pytest

from survey.review.evidence import Trace
from survey.xform import Form, Instance
from tests.survey.xform.support.forms import NOW, form, one

ASKED = "relevant=\"/data/asked = 'yes'\""


def household() -> Form:
    return form(
        instance="<asked/><answer/><job/><a/><w/>",
        binds=f"""<bind nodeset="/data/job" calculate="/data/answer" rasoat:indicator="job" {ASKED}/>
        <bind nodeset="/data/a" type="int" rasoat:score="a" {ASKED}/>
        <bind nodeset="/data/w" calculate="if(/data/answer = 'thieu_hut', 1, 0)" rasoat:warning="Xem lại." {ASKED}/>""",
        body='<input ref="/data/asked"/><input ref="/data/answer"/><input ref="/data/a"/>',
    )


@pytest.mark.parametrize(
    ("asked", "finding", "points", "warnings"), [("yes", "thieu_hut", 120, ["w"]), ("no", "", None, [])]
)
def test_what_is_off_the_path_counts_no_more(asked: str, finding: str, points: int | None, warnings: list[str]) -> None:
    instance = Instance.new(household(), NOW)
    for path, value in (("asked", "yes"), ("answer", "thieu_hut"), ("a", "120"), ("asked", asked)):
        instance.set(one(instance, f"/data/{path}"), value)
    trace = Trace.of(instance.form)
    assert trace.findings(instance) == {"job": finding}
    assert trace.points(instance) == points
    assert [caution.name for caution in trace.open_warnings(instance)] == warnings
