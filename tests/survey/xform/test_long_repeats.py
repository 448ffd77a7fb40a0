"""A new item in a long list costs what it costs in a short one."""

import sys
from collections import Counter

from survey.xform import Instance
from tests.survey.xform.support.forms import NOW, repeat, roster, values


def computed(items: int) -> int:
    """How many results are worked out when one more item comes."""
    instance = Instance.new(roster(), NOW)
    members = repeat(instance.form, "member")
    for _ in range(items):
        instance.add_item(members)
    calls = Counter[str]()
    sys.setprofile(lambda frame, event, _: calls.update([frame.f_code.co_name] if event == "call" else []))
    try:
        instance.add_item(members)
    finally:
        sys.setprofile(None)
    return calls["_compute"]


def test_a_new_item_computes_nothing_in_the_others() -> None:
    assert computed(30) == computed(3)


def test_places_and_numbers_follow_an_item_that_is_taken_out_of_the_middle() -> None:
    instance = Instance.new(roster(), NOW)
    members = repeat(instance.form, "member")
    for _ in range(4):
        instance.add_item(members)
    instance.remove_item(instance.nodes(("data", "member"))[1])
    assert values(instance, "data/member/place") == ["1", "2", "3"]
    assert instance.add_item(members).item_id == "5"
    restored = Instance.restore(instance.form, instance.record(), NOW)
    assert values(restored, "data/member/place") == values(instance, "data/member/place") == ["1", "2", "3", "4"]
