"""What must be cleared away before a number is read: politeness, doubt, ranges, texts that say nothing."""

import re
from collections.abc import Collection, Sequence

from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import normalise, same_word, same_words, words

LONGEST = 200
"""Characters of the longest text that is read as one value."""

_BEFORE = frozenset({"dạ", "vâng", "là", "thưa"})
_AFTER = frozenset({"ạ", "nhé", "nha", "thôi"})
_ADDRESSED = frozenset({"em", "e", "anh", "chị", "cô", "chú", "bác"})
_EXACT_BEFORE = frozenset({"đúng", "chẵn", "tròn"})
_EXACT_AFTER = frozenset({"chẵn", "tròn"})
_ROUGH = (
    *("khoảng", "tầm", "gần", "hơn", "trên", "dưới", "cỡ", "chừng", "xấp", "ước", "áng", "phỏng", "vài", "mấy", "dăm"),
    *("đâu", "độ", "ngoài", "quá", "chắc", "hình", "ít", "nhiều", "non", "cả"),
)
_SPAN = ("đến", "tới", "hoặc", "hay", "từ")
_UNKNOWN = ("không rõ", "không biết", "không nhớ", "chưa rõ", "chưa biết", "ko rõ", "ko biết", "k biết", "quên")
_RANGE = re.compile(r"[0-9][^\W\d_]*\s*[-~/]\s*[0-9]")
_END = re.compile(r"(?<!\.)\.$|!+$")
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
_DOUBT = re.compile(r"[~≈<>≤≥±?]|\.\.|…|[0-9]\+")


def polite_core(text: str) -> str:
    """The text in lower case without "dạ", "ạ" and a final full stop; whatever remains has to be understood in full."""
    parts = _END.sub("", normalise(text).lower()).split()
    if len(parts) > 2 and parts[-1] in _ADDRESSED and parts[-2] in _AFTER:
        del parts[-1]
    _strip(parts, (), _AFTER)
    _strip(parts, _BEFORE, ())
    return _END.sub("", " ".join(parts))


def _strip(parts: list[str], before: Collection[str], after: Collection[str]) -> None:
    """Drop words of `before` in front and of `after` at the end, as long as something remains."""
    while len(parts) > 1 and parts[0].rstrip(",") in before:
        del parts[0]
    while len(parts) > 1 and parts[-1] in after:
        del parts[-1]


def says_unknown(text: str) -> bool:
    """Whether the person says that they do not know."""
    said = words(text)
    return any(same_words(said, phrase.split()) for phrase in _UNKNOWN)


def is_rough(said: Sequence[str]) -> bool:
    """Whether words such as "khoảng" or "hơn" make a figure inexact; "tam" counts as "tầm" only in front ("hai muoi tam" is 28)."""
    return any(
        same_word(word, rough) and (place == 0 or word != "tam") for place, word in enumerate(said) for rough in _ROUGH
    )


def uncapped(text: str) -> str:
    """The text with the figures on key caps ("1️⃣") as plain ones, each for itself."""
    return _KEYCAP.sub(r"\1 ", text)


def sized(text: str) -> Read[str]:
    """Refuse what is empty or too long to be one value."""
    short = normalise(uncapped(text[: LONGEST * 4]))
    if not short:
        return Refused("text.empty")
    if len(short) > LONGEST or len(text) > LONGEST * 4:
        return Refused("text.long", {"most": str(LONGEST)})
    return Value(short)


def exact_statement(text: str) -> Read[str]:
    """The core of a text that claims one exact figure, or why it does not."""
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = polite_core(short.value)
    said = words(core)
    if says_unknown(core):
        return Refused("number.unknown")
    if core.startswith("-") or said[:1] == ["âm"]:
        return Refused("number.negative", {"text": core})
    if _DOUBT.search(core) or is_rough(said):
        return Refused("number.approximate", {"text": core})
    if _RANGE.search(core) or any(same_word(word, span) for word in said[1:] for span in _SPAN):
        return Refused("number.range", {"text": core})
    exact = core.split()
    _strip(exact, _EXACT_BEFORE, _EXACT_AFTER)
    return Value(" ".join(exact))
