"""Telephone numbers and căn cước numbers."""

import re
from collections.abc import Collection

from survey.read.kinship import TITLES, kinship_at
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold
from survey.read.statement import polite_core, sized

_PHONE_LABEL = re.compile(r"^(?:sđt|sdt|đt|dt|số điện thoại|so dien thoai|số|so)\s*:?\s*")
_ID_LABEL = re.compile(
    r"^(?:số |so )?(?:cccd|cc|căn cước(?: công dân)?|can cuoc(?: cong dan)?|số|so)(?: số| so| là| la)?\s*:?\s*"
)
_NOTED = re.compile(
    r"(?P<before>[^\W\d_][^\d,;/&?*+]*[ :])?(?P<number>\+?[0-9][0-9 .-]{7,18}[0-9])(?P<behind>[ (-]\D*)?"
)
_NOTE_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"[\w\s().:-]*")
_WHOSE = frozenset({"của", "cua", "số", "so", "zalo", "máy", "may"})
_NOT_IT = frozenset(
    {
        "khong",
        "ko",
        "k",
        "hoac",
        "hay",
        "cu",
        "sai",
        "bo",
        "mat",
        "hong",
        "het",
        "chua",
        "da",
        "khac",
        "va",
        "thieu",
        "them",
    }
)
_LONGEST_NOTE = 4
"""Words of the longest note beside a number: "số của con trai".."""
_SEPARATORS = re.compile(r"[ .\-()]")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_FORMER_MOBILE = re.compile(r"01[0-9]{9}")


def read_phone(text: str) -> Read[str]:
    """A Vietnamese mobile (10 digits from 03, 05, 07, 08, 09) or landline number (11 digits from 02) as E.164."""
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = _PHONE_LABEL.sub("", _without_note(polite_core(short.value)))
    if re.search(r"[0-9]\s*[,;/&]\s*\+?[0-9]", core):
        return Refused("phone.several")
    compact = _SEPARATORS.sub("", core)
    if not re.fullmatch(r"\+?[0-9]+", compact):
        return Refused("phone.characters")
    national = _national(compact)
    if national is None:
        return Refused("phone.foreign")
    if _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national):
        return Value("+84" + national[1:])
    return _wrong_phone(national)


def _without_note(core: str) -> str:
    """The number alone, where what stands beside it says no more than whose it is: "0905 123 456 (con trai)"."""
    match = _NOTED.fullmatch(core)
    if match is None:
        return core
    notes = [note for note in (match["before"], match["behind"]) if note]
    return match["number"] if all(map(_tells_whose, notes)) else core


def _tells_whose(note: str) -> bool:
    said = _NOTE_WORD.findall(note)
    if (
        not said
        or len(said) > _LONGEST_NOTE
        or not _NOTE.fullmatch(note)
        or any(fold(word) in _NOT_IT for word in said)
    ):
        return False
    while len(said) > 1 and said[0] in _WHOSE:
        said = said[1:]
    return said[0] in {*_WHOSE, *TITLES} or kinship_at(said, 0) is not None


def _national(compact: str) -> str | None:
    """The number with its leading 0; None if it has another country's code."""
    for prefix in ("+84", "0084"):
        if compact.startswith(prefix):
            return "0" + compact.removeprefix(prefix)
    if compact.startswith(("+", "00")):
        return None
    return "0" + compact[2:] if compact.startswith("84") and len(compact) in {11, 12} else compact


def _wrong_phone(national: str) -> Refused:
    if _FORMER_MOBILE.fullmatch(national):
        return Refused("phone.former")
    if len(national) == 9 and national[0] in "35789":
        return Refused("phone.zero_missing", {"with_zero": "0" + national})
    if len(national) != 10:
        return Refused("phone.length", {"digits": str(len(national))})
    return Refused("phone.prefix", {"prefix": national[:2]})


def read_cccd(text: str) -> Read[str]:
    """A căn cước number: 12 digits, kept as text with its leading zero."""
    short = sized(text)
    if isinstance(short, Refused):
        return short
    compact = _SEPARATORS.sub("", _ID_LABEL.sub("", polite_core(short.value)))
    if not re.fullmatch("[0-9]+", compact):
        return Refused("cccd.characters")
    if len(compact) == 9:
        return Refused("cccd.former")
    return Value(compact) if len(compact) == 12 else Refused("cccd.length", {"digits": str(len(compact))})


def cccd_warnings(
    value: str, birth_year: int | None, sex: str | None, province_codes: Collection[str] = ()
) -> list[str]:
    """What in a 12-digit number does not fit the person: codes that warn and never block.

    Digits 1-3 are the province where the birth was registered, digit 4 century and sex (0 male and 1 female of 19xx, 2 and 3 of
    20xx, and so on), digits 5-6 the year of birth. `sex` is "nam" or "nu"; what is None is not compared.
    """
    warnings = []
    century, female = divmod(int(value[3]), 2)
    if province_codes and value[:3] not in province_codes:
        warnings.append("cccd.warn_province")
    if sex in {"nam", "nu"} and (sex == "nu") != bool(female):
        warnings.append("cccd.warn_sex")
    if birth_year is not None and birth_year != 1900 + 100 * century + int(value[4:6]):
        warnings.append("cccd.warn_year")
    return warnings
