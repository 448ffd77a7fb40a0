"""The page about storage says what storage is."""

from tests.house.support.storage_page import PAGE, page


def test_the_page_about_storage_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.house.support.storage_page"
