"""Stored answers that have no place in the tree now, and the highest numbers that items of a repeat have had."""

from survey.state import AnswerKey, ItemPath, Stored


class Numbers:
    """The highest number given so far among the items of a repeat: a removed number is not given again."""

    def __init__(self) -> None:
        self._highest: dict[tuple[ItemPath, str], int] = {}

    def note(self, path: ItemPath) -> None:
        """There is an item at `path`, or there was one."""
        for depth, (repeat, item_id) in enumerate(path):
            if item_id.isascii() and item_id.isdecimal():
                place, number = (path[:depth], repeat), int(item_id)
                if number > self._highest.get(place, 0):
                    self._highest[place] = number

    def highest(self, parent: ItemPath, repeat: str) -> int:
        """0 where none has had a number yet."""
        return self._highest.get((parent, repeat), 0)


class Aside:
    """Answers to unknown questions, of removed items and of items beyond a count, found by the item they belong to."""

    def __init__(self, numbers: Numbers) -> None:
        self.answers: dict[AnswerKey, Stored] = {}
        self._below: dict[ItemPath, dict[AnswerKey, None]] = {}
        self._numbers = numbers

    def put(self, key: AnswerKey, stored: Stored) -> None:
        """Lay an answer aside."""
        self.answers[key] = stored
        for depth in range(1, len(key.items) + 1):
            self._below.setdefault(key.items[:depth], {})[key] = None
        self._numbers.note(key.items)

    def take(self, key: AnswerKey) -> Stored:
        """An answer that has its place again."""
        for depth in range(1, len(key.items) + 1):
            del self._below[key.items[:depth]][key]
        return self.answers.pop(key)

    def below(self, path: ItemPath) -> list[AnswerKey]:
        """What waits for the item at `path`, or for one inside it, in the order in which it was laid aside."""
        return list(self._below.get(path, ()))
