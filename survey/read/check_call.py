"""What a checker says: "đạt", "đạt 12-30", "trả lại 9: hỏi lại diện tích; 14: có đồng hồ chưa", "hỏi: nhà có ai ở không", "bỏ đạt 12: bấm nhầm"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.read.place import GROUP_KIND
from survey.read.request import request_core
from survey.read.round_call import NUMBERS, expanded
from survey.read.spelling import fold, normalise


class CheckAct(StrEnum):
    """What is to be done."""

    LIST = "list"
    OPEN = "open"
    NEXT = "next"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    RETURN = "return"
    ASK = "ask"
    ANSWERS = "answers"
    PHOTOS = "photos"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be asked: of the question with this number ("9", "9.2", "người 2"), "" = of the household as a whole."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckCall:
    """`numbers` of households, () = the one that is open; `group`: those of a group; `every`: all that wait; `sure` False: it may be meant so."""

    act: CheckAct
    numbers: tuple[int, ...] = ()
    group: str = ""
    every: bool = False
    remarks: tuple[Remark, ...] = ()
    reason: str = ""
    sure: bool = True


LONGEST = 1500
_GROUP = rf"(?P<group>{GROUP_KIND} .+?)"
_ALL = r"(?P<every>(?:het|tat ca|toan bo|ca)(?: (?:cac|nhung|luon))?)"
_HOUSE = r"(?:(?:cac |nhung )?(?:ho|nha)(?: so)?)"
_PASSED = r"(?:dat(?: yeu cau)?|duyet|thong qua)"
_PASS = re.compile(
    rf"{_PASSED}(?: {_ALL})?(?: {_HOUSE})?(?: {NUMBERS})?(?: (?:cua |o )?{_GROUP})?(?: roi| luon)?"
    rf"|{_HOUSE}? ?(?P<these>{NUMBERS.removeprefix('(?P<numbers>')} {_PASSED}"
)
_UNPASS = re.compile(
    rf"(?:bo|huy|rut)(?: lai)? (?:dat|duyet|kiem tra)(?: {_HOUSE})?(?: {NUMBERS})?(?:\s*(?::|,| vi | do | ly do )\s*(?P<reason>.+))?"
)
_OPEN = re.compile(rf"kiem(?: tra)?(?: {_HOUSE})? #?(?P<number>[0-9]{{1,6}})")
_OPEN_HERE = re.compile(rf"(?:(?:mo|xem)(?: {_HOUSE})?|{_HOUSE}) #?(?P<number>[0-9]{{1,6}})")
_LIST = re.compile(
    rf"(?:(?:xem |danh sach )?(?:cac |nhung )?(?:{_HOUSE} )?(?:cho|can|dang cho|chua) (?:duoc )?kiem(?: tra)?|kiem(?: tra)?)?"
    rf"(?: ?{_GROUP})?"
)
_NEXT = re.compile(r"tiep(?: theo| tuc)?|(?:ho |nha )?(?:tiep theo|tiep|ke tiep|ke|sau|khac)|bo qua|de sau")
_ANSWERS = re.compile(
    r"xem(?: lai)?(?: (?:tat ca |het |cac |moi )*(?:cau(?: tra loi)?|phieu))?|(?:cac|moi) cau(?: tra loi)?"
)
_PHOTOS = re.compile(r"(?:xem |gui |cho xem )?(?:cac )?(?:anh|hinh)(?: nha| chup)?")
_FAILED = re.compile(r"(?:khong|chua|ko|k) (?:dat|duyet)")
_OF = rf"(?:\s+(?:{_HOUSE}\s*(?P<household>[0-9]{{1,6}})))?"
_RETURN = re.compile(rf"(?:tra lai|tra ve|gui tra|tra phieu){_OF}(?:\s*[:;,]\s*|\s+|$)(?P<rest>.*)", re.DOTALL)
_ASK = re.compile(rf"(?:hoi(?P<again> lai)?|nhan hoi){_OF}(?:\s*[:,]\s*|\s+|$)(?P<rest>.*)", re.DOTALL)

_QUESTION = r"(?:(?:nguoi|thanh vien) )?[0-9]{1,3}(?:\.[0-9]{1,3})*"
_QUESTIONS = rf"(?:(?:cac )?cau(?: so)? )?{_QUESTION}(?:\s*(?:,|va|voi|\+|&)\s*(?:cau )?{_QUESTION})*"
# A clock ("lúc 14:30") is no question: two figures stand right behind its colon.
_HEAD = re.compile(rf"(?:(?<=^)|(?<=[\s,;.]))(?P<of>{_QUESTIONS})\s*:(?!(?<=\S)[0-9]{{2}}(?![0-9.,]))")
_BARE = re.compile(rf"(?P<of>{_QUESTIONS})(?:\s*[-–.)]\s+|\s+|$)(?P<text>.*)", re.DOTALL)
_FILLER = re.compile(r"(?:(?:hoi|hoi lai|ve|giup|em|de|vi|can|xem lai|nhe|cho|cau|cac|o|phan)[\s,;:.]*)*")


def read_check(text: str, *, at_page: bool = False) -> CheckCall | None:
    """None where something else is said. `at_page`: a household is open before the checker, and words may be about it alone."""
    typed = "; ".join(line for line in map(normalise, text[:LONGEST].splitlines()) if line)
    plain = fold(typed)
    if len(plain) != len(typed):
        typed = plain
    if found := _RETURN.fullmatch(plain):
        return _asking(CheckAct.RETURN, found, typed)
    said = " ".join(request_core(text[:300]).split()).strip(" .!?#")
    core = fold(said)
    if called := _of_households(core, said if len(said) == len(core) else core):
        return called
    if found := _UNPASS.fullmatch(plain.strip(" .!?")):
        return _taken_back(found, typed)
    if found := _ASK.fullmatch(plain):
        asked = _asking(CheckAct.ASK, found, typed)
        return asked if at_page or asked.numbers else None
    return _at_page(core, typed, plain) if at_page else None


def read_desk(text: str) -> CheckCall | None:
    """What stands behind the command: "" = what waits, "12", "tổ 3", or words of their own ("đạt 12-30")."""
    words = text.strip()
    return read_check(words) or read_check(f"kiểm tra {words}") if words else CheckCall(CheckAct.LIST)


def return_of(household: int, remarks: Sequence[Remark]) -> str:
    """As it can be said wherever one stands."""
    said = (f"câu {one.number}: {one.text}" if one.number else one.text for one in remarks)
    return f"trả lại hộ {household} {'; '.join(said)}"


def _of_households(core: str, typed: str) -> CheckCall | None:
    """`typed`: the same, letter by letter, with its marks."""
    if found := _OPEN.fullmatch(core):
        return CheckCall(CheckAct.OPEN, (int(found["number"]),))
    if found := _PASS.fullmatch(core):
        said, group = found["numbers"] or found["these"] or "", _group_of(found, typed)
        numbers = expanded(said)
        if said and not numbers:
            return None
        every = bool(found["every"]) or bool(group and not numbers)
        return CheckCall(CheckAct.APPROVE, numbers, group, every)
    if found := _LIST.fullmatch(core) if core else None:
        return CheckCall(CheckAct.LIST, group=_group_of(found, typed))
    return CheckCall(CheckAct.NEXT) if _NEXT.fullmatch(core) else None


def _group_of(found: re.Match[str], typed: str) -> str:
    return typed[slice(*found.span("group"))] if found["group"] else ""


def _at_page(core: str, typed: str, plain: str) -> CheckCall | None:
    if found := _OPEN_HERE.fullmatch(core):
        return CheckCall(CheckAct.OPEN, (int(found["number"]),))
    if _FAILED.fullmatch(core):
        return CheckCall(CheckAct.RETURN)
    if _ANSWERS.fullmatch(core):
        return CheckCall(CheckAct.ANSWERS)
    if _PHOTOS.fullmatch(core):
        return CheckCall(CheckAct.PHOTOS)
    if _HEAD.match(plain):
        return CheckCall(CheckAct.RETURN, remarks=read_remarks(typed, plain), sure=False)
    return None


def _taken_back(found: re.Match[str], typed: str) -> CheckCall:
    reason = typed[found.start("reason") : found.end("reason")].strip(" .") if found["reason"] else ""
    return CheckCall(CheckAct.TAKE_BACK, expanded(found["numbers"] or ""), reason=reason)


def _asking(act: CheckAct, found: re.Match[str], typed: str) -> CheckCall:
    start, end = found.span("rest")
    numbers = (int(found["household"]),) if found["household"] else ()
    again = act is CheckAct.ASK and bool(found["again"])
    remarks = read_remarks(typed[start:end], found["rest"])
    return CheckCall(CheckAct.RETURN if again else act, numbers, remarks=remarks, sure=not again)


def read_remarks(typed: str, plain: str) -> tuple[Remark, ...]:
    """Such as "9: hỏi lại diện tích; 14: có đồng hồ chưa" as what is to be asked of which question; words without a number are about the household."""
    heads = list(_HEAD.finditer(plain))
    if not heads:
        bare = _BARE.fullmatch(plain)
        if bare is None:
            return _said("", typed)
        return _of_questions(bare["of"], typed[bare.start("text") : bare.end("text")])
    before = heads[0].start()
    remarks = [] if _FILLER.fullmatch(plain[:before]) else [*_said("", typed[:before])]
    ends = [*(one.start() for one in heads[1:]), len(plain)]
    for head, end in zip(heads, ends, strict=True):
        remarks += _of_questions(head["of"], typed[head.end() : end])
    return tuple(remarks)


def _of_questions(of: str, text: str) -> tuple[Remark, ...]:
    """The same words about each of these questions."""
    called = re.findall(_QUESTION, of)
    return tuple(
        Remark(re.sub(r"(?:nguoi|thanh vien) ", "người ", one), text.strip(" ;,.-–\t")) for one in dict.fromkeys(called)
    )


def _said(number: str, text: str) -> tuple[Remark, ...]:
    words = text.strip(" ;,.-–\t")
    return (Remark(number, words),) if words else ()
