"""Values as ODK stores them, whatever was typed or put there."""

import pytest

from survey.xform import Instance
from survey.xform.form.lexical import canonical
from tests.survey.xform.support.forms import NOW, form, one


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("int", "007", "7"),
        ("int", "2.9", "2"),
        ("int", "abc", ""),
        ("decimal", "10", "10.0"),
        ("decimal", "0.50", "0.5"),
        ("decimal", "1,5", ""),
        ("date", "2025-11-03", "2025-11-03"),
        ("geopoint", "15.1 108.8", "15.1 108.8"),
        ("geopoint", "15.1", ""),
        ("geopoint", "95 108", ""),
        ("string", " a ", " a "),
    ],
)
def test_values_are_stored_in_odks_form(kind: str, typed: str, stored: str) -> None:
    found = form(instance="<a/>", binds=f'<bind nodeset="/data/a" type="{kind}"/>', body='<input ref="/data/a"/>')
    instance = Instance.new(found, NOW)
    instance.set(one(instance, "data/a"), typed)
    assert one(instance, "data/a").value == stored


@pytest.mark.parametrize(
    ("type_", "value", "stored"),
    [
        ("date", "2020-01-02T10:00:00", "2020-01-02"),
        ("date", "1900-01-01 00:00:00", "1900-01-01"),
        ("date", "2025-13-01", ""),
        ("date", "hôm nay", ""),
        ("date", "18262.4", "2020-01-01"),
        ("dateTime", "2020-01-02", "2020-01-02T00:00:00.000"),
        ("dateTime", "2020-01-02 10:00", "2020-01-02T10:00"),
        ("dateTime", "2020-01-02T10:00:00.000+07:00", "2020-01-02T10:00:00.000+07:00"),
        ("dateTime", "18262.5", "2020-01-01T12:00:00.000"),
        ("dateTime", "x", ""),
        ("time", "07:05", "07:05"),
        ("time", "07:05:00.000+07:00", "07:05:00.000+07:00"),
        ("time", "7:5", ""),
        ("time", "25:00", ""),
    ],
)
def test_a_value_of_another_type_is_converted_or_nothing(type_: str, value: str, stored: str) -> None:
    assert canonical(value, type_) == stored
