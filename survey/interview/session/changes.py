"""What one reply changes: facts for the database, in the order in which they happened."""

from dataclasses import dataclass

from survey.state import AnswerKey, ItemPath, Stored


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """An answer is now `stored`; `before` is what it was. `reason`: why nobody was asked, one of `passing.REASONS`."""

    key: AnswerKey
    stored: Stored
    before: Stored | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """A roster item was added by the person, at the end of its repeat."""

    path: ItemPath
    order: int


@dataclass(frozen=True, slots=True)
class ItemRemoved:
    """A roster item was taken off the list; its answers are kept. `reason` is one of `roster.REASONS`."""

    path: ItemPath
    reason: str


Change = AnswerChanged | ItemAdded | ItemRemoved
