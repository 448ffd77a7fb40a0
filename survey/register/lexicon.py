"""The words of lists (names of columns, classes, roles) as data: content/register/danh-sach.toml."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from survey.content.mistakes import ContentError, Mistake
from survey.content.tables import Table, read_tables
from survey.read import fold
from survey.read.spelling import is_plain, normalise, spell

FILE = "register/danh-sach.toml"

COLUMNS = [
    "number",
    "sequence",
    "order",
    "head",
    "name",
    "relation",
    "sex",
    "birth",
    "birth_male",
    "birth_female",
    "ethnicity",
    "cccd",
    "unit",
    "commune",
    "address",
    "category",
    "poor",
    "near_poor",
    "score_a",
    "score_b",
    "year",
    "phone",
    "role",
    "title",
    "duty",
    "households_total",
    "area",
    "known",
]
"""What a column may hold, by the keys of the file."""

VALUES = ["poor", "near_poor", "not_poor", "nam", "nu", "rural", "urban", "commune", "head", "marks", "totals", "signs"]
ROLES = ["collaborator", "checker", "official", "leader", "admin", "observer"]
MOST_KEPT = 4096
"""Of what a list says again and again ("Hộ nghèo"), so many are worked out once."""

_BRACKETS = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[^\w✓✔*]+")


@lru_cache(MOST_KEPT)
def words_of(text: str) -> str:
    """A cell or heading as its words: small letters, one blank between them, nothing of brackets and signs ("Số CCCD/CMND (nếu có)" -> "số cccd cmnd")."""
    return " ".join(_SIGNS.sub(" ", _BRACKETS.sub(" ", normalise(text)).replace("_", " ")).split()).lower()


class Phrases:
    """Which key a phrase belongs to; wrong marks make another phrase, none at all are forgiven ("nam" is "nam" before it is "năm")."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._spelt: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        for key, listed in phrases.items():
            for phrase in map(words_of, listed):
                self._spelt.setdefault(_spelt(phrase), key)
                self._plain.setdefault(fold(phrase), key)

    def get(self, text: str) -> str | None:
        """The key of exactly these words."""
        said = words_of(text)
        found = self._spelt.get(_spelt(said))
        return found if found or not is_plain(said) else self._plain.get(said)

    @cached_property
    def longest_first(self) -> tuple[tuple[str, str], ...]:
        """(phrase, key), long phrases before the short ones that they hold."""
        return tuple(sorted(self._spelt.items(), key=lambda one: -len(one[0])))

    def within(self, text: str) -> str | None:
        """The key of the longest phrase that stands in the text as whole words."""
        said = f" {_spelt(words_of(text))} "
        return next((key for phrase, key in self.longest_first if f" {phrase} " in said), None)


@lru_cache(MOST_KEPT)
def _spelt(words: str) -> str:
    return " ".join(map(spell, words.split()))


@dataclass(frozen=True)
class Lexicon:
    """What the words in a list stand for. `columns`, `roles`, `duties`: by their keys; `values`: phrases by key."""

    columns: Phrases
    values: Mapping[str, Phrases]
    roles: Phrases
    duties: Phrases
    provinces: frozenset[str]
    written: bytes = field(default=b"", repr=False)
    """The file itself, for a process that reads lists elsewhere."""

    def says(self, key: str, text: str) -> bool:
        """Whether a cell says this value ("poor", "nam", "totals" …)."""
        return self.values[key].get(text) is not None


def load_lexicon(files: Mapping[str, bytes]) -> Lexicon:
    """From the one file of content/register/. Raises ContentError with every mistake."""
    name, *more = sorted(files) or [FILE]
    if name not in files:
        raise ContentError([Mistake(name, "", "không có tệp này.", "Lấy lại từ bản cài đặt.")])
    tables = read_tables(name, files[name])
    columns, values, roles = (_listed(tables.table(key), keys) for key, keys in _PARTS.items())
    duties = tables.table("duties")
    found = {key: duties.texts(key) for key in duties.values}
    cards = tables.table("cccd")
    cards.remarks("reference", "confidence")
    provinces = frozenset(cards.texts("provinces"))
    tables.mistakes += [Mistake(other, "", f"{name} đã có các từ này.", "Giữ lại một tệp.") for other in more]
    tables.settle()
    by_value = {key: Phrases({key: listed}) for key, listed in values.items()}
    return Lexicon(Phrases(columns), by_value, Phrases(roles), Phrases(found), provinces, files[name])


_PARTS = {"columns": COLUMNS, "values": VALUES, "roles": ROLES}


def _listed(table: Table, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {key: table.texts(key) for key in keys}
