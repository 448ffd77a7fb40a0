"""The shipped form under the shipped ruleset, loaded once."""

from pathlib import Path

import pytest

from survey.review import Ruleset, Trace, load_ruleset
from survey.sheet import to_xform
from survey.xform import Form, load_form
from tests.content.households import TODAY, Household, NewHousehold

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return load_ruleset((CONTENT / "rulesets" / "nd07-2021.toml").read_bytes())


@pytest.fixture(scope="session")
def form(ruleset: Ruleset) -> Form:
    content = (CONTENT / "forms" / "phieu-ra-soat-2022-2025.md").read_bytes()
    return load_form(to_xform("phieu-ra-soat-2022-2025.md", content, "md"), {"nguong.csv": ruleset.threshold_csv()})


@pytest.fixture(scope="session")
def trace(form: Form) -> Trace:
    return Trace.of(form)


@pytest.fixture
def household(form: Form, trace: Trace) -> NewHousehold:
    """Make a household on a day; it has no member yet."""
    return lambda today=TODAY: Household(form, trace, today)


@pytest.fixture
def home(household: NewHousehold) -> Household:
    """A grown head of household in order, in a house in order."""
    one = household()
    one.member("1971-05-20")
    return one
