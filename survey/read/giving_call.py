"""Who is to review what: "giao tổ 6 cho Rin", "giao 12-40 cho Rin", "chia đều tổ 3", "giao hết theo tổ", "giao hộ của Xếp cho Rin"."""

import re
from dataclasses import dataclass

from survey.read.called import TITLES
from survey.read.place import GROUP_KIND
from survey.read.request import request_core
from survey.read.round_call import NUMBERS, expanded
from survey.read.spelling import fold


@dataclass(frozen=True, slots=True)
class GiveCall:
    """Which households: by number, of a group, or of a person (`of`); to whom (`to`), "" = to the people of the group; `evenly`: shared out.

    Nothing of these = those of nobody, each group's to its own people. `listing`: nothing is given, it is asked who has what.
    """

    numbers: tuple[int, ...] = ()
    group: str = ""
    of: str = ""
    to: tuple[str, ...] = ()
    evenly: bool = False
    listing: bool = False


_GROUP = rf"(?P<group>{GROUP_KIND} .+?)"
_HOUSEHOLDS = r"(?: (?:tat ca|toan bo|het|ca|cac|nhung|moi))*(?: (?:ho|nha))?(?: so)?"
_BY_GROUP = re.compile(
    rf"(?:giao|phan cong|chia)(?: lai)?{_HOUSEHOLDS}(?: deu)?(?: chua giao| con lai| chua co ai)?"
    rf"(?: theo(?: tung| cac)? {GROUP_KIND}| cho (?:cac )?(?:ra soat vien|nguoi)(?: cua)?(?: tung| cac)? {GROUP_KIND}| deu)"
)
_EVENLY = re.compile(rf"(?:chia|giao|phan cong)(?: lai)? deu{_HOUSEHOLDS}(?: cua)? {_GROUP}(?: cho (?P<to>.+))?")
_GIVE = re.compile(
    rf"(?:giao|phan cong|chuyen)(?: lai)?{_HOUSEHOLDS} (?:{NUMBERS}|(?:cua )?{_GROUP}|cua (?P<of>.+?))"
    r" (?:cho|sang cho|sang|qua|ve) (?P<to>.+)"
)
_LIST = re.compile(
    r"(?:(?:xem |bang |danh sach )?phan cong|(?:ho nao )?chua giao(?: ai| cho ai)?|ai duoc giao(?: bao nhieu| gi)?)?"
)
_AND = re.compile(r"\s*(?:,|;|\s(?:và|va|với|voi)\s)\s*", re.IGNORECASE)


def read_giving(text: str) -> GiveCall | None:
    """None where something else is said."""
    core = " ".join(request_core(text[:300]).split()).strip(" .!?")
    plain = fold(core)
    # Names are given back as they were typed, wherever the plain text has the same places.
    typed = core if len(core) == len(plain) else plain
    if _LIST.fullmatch(plain):
        return GiveCall(listing=True)
    if _BY_GROUP.fullmatch(plain):
        return GiveCall(evenly=True)
    for pattern, evenly in ((_EVENLY, True), (_GIVE, False)):
        if found := pattern.fullmatch(plain):
            return _of(found, typed, evenly=evenly)
    return None


def _of(found: re.Match[str], typed: str, *, evenly: bool) -> GiveCall | None:
    parts = found.groupdict()

    def part(name: str) -> str:
        return typed[found.start(name) : found.end(name)] if parts.get(name) else ""

    numbers = expanded(parts.get("numbers") or "")
    if parts.get("numbers") and not numbers:
        return None
    to = tuple(_untitled(one) for one in _AND.split(part("to")) if one.strip())
    return GiveCall(numbers, part("group"), _untitled(part("of")), to, evenly=evenly or len(to) > 1)


def _untitled(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest if rest and fold(first) in TITLES else name.strip()
