"""Yes and no, where they are clear."""

from survey.read.keyed import retried
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import normalise, same_words, words
from survey.read.statement import LONGEST, polite_core, sized

_YES = (
    *("có", "dạ có", "vâng", "dạ vâng", "ừ", "ừa", "đúng", "đúng rồi", "dạ đúng", "phải", "dạ phải", "rồi", "có rồi"),
    *("đã có", "đồng ý", "được", "ok", "oke", "okay", "yes", "có chứ", "có đồng ý", "phải rồi", "được rồi"),
    *(
        "ờ",
        "ờ có",
        "ừ có",
        "ừ đúng",
        "ừ ừ",
        "ờ ờ",
        "uk",
        "uki",
        "oki",
        "okie",
        "yep",
        "đc",
        "có luôn",
        "vẫn có",
        "cũng có",
    ),
    *("đúng vậy", "phải vậy", "dĩ nhiên", "tất nhiên", "đương nhiên", "có có", "nhất trí"),
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
    *(
        "không còn",
        "ko còn",
        "k còn",
        "hết rồi không còn",
        "hổng",
        "hổng có",
        "hổng còn",
        "hông còn",
        "hok",
        "hok có",
        "khg",
        "kô",
    ),
    *("có đâu", "đâu có", "đâu có đâu", "làm gì có", "lấy đâu có", "không có đâu", "không đâu", "chưa đâu"),
    *(
        "chưa có đâu",
        "có gì đâu",
        "chẳng có",
        "chả có",
        "không hề",
        "không hề có",
        "không bao giờ",
        "chưa bao giờ",
        "vẫn chưa",
    ),
    *("vẫn chưa có", "vẫn không", "cũng không", "cũng chưa", "không có luôn", "nope", "không nhất trí", "khum có"),
)
_NONE = (
    *(
        "không có",
        "không còn",
        "hổng",
        "hổng có",
        "hông có",
        "hổng còn",
        "hok có",
        "có đâu",
        "đâu có",
        "đâu có đâu",
        "làm gì có",
    ),
    *(
        "lấy đâu có",
        "không có đâu",
        "chưa có đâu",
        "có gì đâu",
        "chẳng có",
        "chả có",
        "không hề có",
        "vẫn chưa có",
        "khum có",
    ),
)
# Without diacritics these are other words too: "dung" is also "đừng", "vang" is also "vắng", "roi", "da", "u".
_UNSURE = frozenset(
    [
        *(
            "dung",
            "vang",
            "roi",
            "da",
            "u",
            "ua",
            "hong",
            "dung roi",
            "da vang",
            "da dung",
            "sai roi",
            "o",
            "u u",
            "o o",
        ),
        *("co dau", "dau co", "dau co dau", "hong co", "hong con", "van chua", "van co", "u co"),
        *("o co", "u dung", "dung vay", "cung co", "co luon"),
    ]
)
_TO_WHOM = frozenset({"em", "e", "anh", "chị", "cô", "chú", "bác"})
"""Who is spoken to, behind the answer: "có em", "không chị ạ"."""


def read_yesno(text: str) -> Read[bool]:
    """True for a clear yes, False for a clear no; doubt, double negation and anything longer are refused."""
    return retried(text, _yes_or_no)


def _yes_or_no(text: str) -> Read[bool]:
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = _without_addressee(polite_core(short.value))
    # "vâng, không" agrees and denies at once.
    if "vâng" in words(short.value) and core != "vâng":
        return _unclear(text)
    # "có, đồng ý" says one thing twice; "không, có" says two.
    answers = {_phrase(piece.split()) for piece in core.split(",")}
    answer = answers.pop() if len(answers) == 1 else None
    return _unclear(text) if answer is None else Value(answer)


def _phrase(said: list[str]) -> bool | None:
    """What so many words say, signs among them; None where that is neither yes nor no."""
    if said != words(" ".join(said)) or " ".join(said) in _UNSURE:
        return None
    for answer, phrases in ((True, _YES), (False, _NO)):
        if any(same_words(said, phrase.split()) for phrase in phrases):
            return answer
    return None


def says_none(text: str) -> bool:
    """Whether a text says that there is none, and says it of nothing else: "đâu có", "hổng có ạ"."""
    said = words(_without_addressee(polite_core(text[:LONGEST])))
    return any(same_words(said, phrase.split()) for phrase in _NONE) and " ".join(said) not in _UNSURE


def _without_addressee(core: str) -> str:
    *before, last = core.split() or [""]
    return polite_core(" ".join(before)) if before and last in _TO_WHOM else core


def _unclear(text: str) -> Refused:
    return Refused("yesno.unclear", {"text": normalise(text)[:40]})
