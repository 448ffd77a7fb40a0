"""How a household came onto the list of poor and near-poor households or off it, from what it was year by year (the columns of Mẫu 7.2 and 7.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from survey.review.classify import Category


class Passage(StrEnum):
    """From one year that is known to the next."""

    POOR_TO_NEAR = "poor_to_near"
    """Thoát nghèo, trở thành hộ cận nghèo."""
    POOR_TO_NONE = "poor_to_none"
    """Thoát nghèo, vượt chuẩn cận nghèo."""
    NEAR_TO_POOR = "near_to_poor"
    NEAR_TO_NONE = "near_to_none"
    """Thoát cận nghèo."""
    POOR_AGAIN = "poor_again"
    """Tái nghèo: off the list, and poor in some year before."""
    NEW_POOR = "new_poor"
    """Nghèo phát sinh."""
    NEAR_AGAIN = "near_again"
    """Tái cận nghèo."""
    NEW_NEAR = "new_near"


@dataclass(frozen=True, slots=True)
class Passed:
    """In this year."""

    year: int
    passage: Passage


_DOWN = {
    (Category.POOR, Category.NEAR_POOR): Passage.POOR_TO_NEAR,
    (Category.POOR, Category.NOT_POOR): Passage.POOR_TO_NONE,
    (Category.NEAR_POOR, Category.POOR): Passage.NEAR_TO_POOR,
    (Category.NEAR_POOR, Category.NOT_POOR): Passage.NEAR_TO_NONE,
}
_BACK = {
    Category.POOR: (Passage.NEW_POOR, Passage.POOR_AGAIN),
    Category.NEAR_POOR: (Passage.NEW_NEAR, Passage.NEAR_AGAIN),
}


def passages(years: Iterable[tuple[int, Category]]) -> Iterator[Passed]:
    """The oldest year first. Of the first year that is known nothing is said: what the household was before it, nobody knows."""
    was: list[Category] = []
    for year, category in sorted(years):
        if was and category is not was[-1]:
            passage = _DOWN.get((was[-1], category)) or _BACK[category][category in was]
            yield Passed(year, passage)
        was.append(category)
