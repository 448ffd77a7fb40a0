"""Generated forms in the measure of `make test`; `make proof` runs them in full."""

from tests.survey.xform.support.generated import run


def test_what_is_computed_step_by_step_is_what_computing_everything_gives_in_any_order() -> None:
    done = run(examples=80, seed=1)
    assert done.examples >= 70
    assert done.steps >= 1_700
