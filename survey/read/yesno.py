"""Yes and no, where they are clear."""

from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import normalise, same_words, words
from survey.read.statement import polite_core, sized

_YES = (
    *("có", "dạ có", "vâng", "dạ vâng", "ừ", "ừa", "đúng", "đúng rồi", "dạ đúng", "phải", "dạ phải", "rồi", "có rồi"),
    *("đã có", "đồng ý", "được", "ok", "oke", "okay", "yes", "có chứ", "có đồng ý", "phải rồi", "được rồi"),
)
_NO = (
    *(
        "không",
        "ko",
        "k",
        "kh",
        "hông",
        "khum",
        "không có",
        "ko có",
        "k có",
        "hông có",
        "chưa",
        "chưa có",
        "dạ không",
        "dạ chưa",
    ),
    *(
        "không phải",
        "ko phải",
        "không đồng ý",
        "ko đồng ý",
        "k đồng ý",
        "sai",
        "sai rồi",
        "không đúng",
        "không được",
        "no",
    ),
)
# Without diacritics these are other words too: "dung" is also "đừng", "vang" is also "vắng", "roi", "da", "u".
_UNSURE = frozenset({"dung", "vang", "roi", "da", "u", "ua", "hong", "dung roi", "da vang", "da dung", "sai roi"})


def read_yesno(text: str) -> Read[bool]:
    """True for a clear yes, False for a clear no; doubt, double negation and anything longer are refused."""
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = polite_core(short.value)
    said = words(core)
    # "vâng, không" agrees and denies at once.
    contradictory = "vâng" in words(short.value) and core != "vâng"
    if contradictory or said != core.replace(",", " ").split() or " ".join(said) in _UNSURE:
        return _unclear(text)
    for answer, phrases in ((True, _YES), (False, _NO)):
        if any(same_words(said, phrase.split()) for phrase in phrases):
            return Value(answer)
    return _unclear(text)


def _unclear(text: str) -> Refused:
    return Refused("yesno.unclear", {"text": normalise(text)[:40]})
