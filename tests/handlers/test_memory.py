"""An open interview that nobody is answering costs rows, not memory."""

import gc

from survey.tree import Node
from tests.support.conversation import Phone


def nodes() -> int:
    return sum(isinstance(one, Node) for one in gc.get_objects())


def test_a_turn_leaves_nothing_of_its_interview_even_before_the_collector_comes(at_area: Phone) -> None:
    at_area.say("trợ giúp")
    gc.collect()
    before = nodes()
    gc.disable()
    try:
        for text in ("40", "sửa 16", "không hiểu", "38"):
            at_area.say(text)
        assert nodes() == before
    finally:
        gc.enable()
