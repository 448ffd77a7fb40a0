"""Who is to be invited: "mời ông Rin", "cấp mã cho Rin"."""

from survey.read.called import TITLES
from survey.read.request import after_phrase
from survey.read.spelling import fold

_INVITING = (
    *(f"{act} {code} cho" for act in ("cấp", "tạo", "gửi", "lấy", "cho") for code in ("mã mời", "mã")),
    *("mã mời cho", "mã cho", "mời người", "mời"),
)


def read_invited(text: str) -> str | None:
    """The words of a name or the key, without a title; None where the text invites nobody."""
    tails = (after_phrase(text, (phrase,)) for phrase in _INVITING)
    words = (next((tail for tail in tails if tail), None) or "").split()
    return " ".join(words[1:] if len(words) > 1 and fold(words[0]) in TITLES else words) or None
