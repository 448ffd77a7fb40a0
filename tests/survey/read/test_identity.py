"""The figures of a card against the person who carries it."""

from survey.read import (
    cccd_warnings,
)


def test_the_figures_of_a_card_are_compared_with_the_person() -> None:
    assert cccd_warnings("051087001234", 1987, "nam", {"051"}) == []
    assert cccd_warnings("051187001234", 1987, "nu") == []
    assert cccd_warnings("051209001234", 2009, "nam") == []
    assert cccd_warnings("051309001234", 2009, "nu") == []
    assert cccd_warnings("051087001234", None, None) == []
    assert cccd_warnings("051087001234", 1988, "nu", {"062"}) == [
        "cccd.warn_province",
        "cccd.warn_sex",
        "cccd.warn_year",
    ]
    assert cccd_warnings("051287001234", 1987, "nam") == ["cccd.warn_year"]
