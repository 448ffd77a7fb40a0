"""The guide shows the table of rights as it is."""

from tests.house.support.rights_page import PAGE, page


def test_the_table_of_rights_in_the_guide_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.house.support.rights_page"
