"""People written in many ways: every field is read right or stays empty, and nobody gets what was said of another."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.read import MemberDraft, fold, read_members
from survey.read.kinship import LABELS

TODAY = date(2025, 11, 3)
GIVEN = (
    *(
        "Dắt",
        "Bía",
        "Ê",
        "Nô",
        "Vay",
        "Lía",
        "A Ngoa",
        "Kim Bía",
        "Hoài Nam",
        "Nam",
        "Năm",
        "Con",
        "Ba",
        "Anh",
        "Tuấn Anh",
    ),
    *(
        "Em",
        "Bé Em",
        "Sinh",
        "Mới",
        "Chi",
        "Châu",
        "Minh Châu",
        "Út",
        "Cả",
        "Ông",
        "Bà",
        "Cháu",
        "Gái",
        "Nữ",
        "Ngọc Nữ",
        "Trai",
    ),
    *(
        "Mẹ",
        "Hai",
        "Tư",
        "Nam Anh",
        "Xuân Nam",
        "Lan",
        "Hồng Chi",
        "Thu Bồn",
        "Kiên",
        "Rin",
        "Chồng",
        "Khắc",
        "Bố",
        "Tha",
    ),
)
SURNAMES = ("Đinh", "Phạm", "Nguyễn", "Trần", "Lê", "Hồ", "Võ", "Huỳnh", "Cao", "Y", "Mai", "Châu", "La", "Tô", "Ông")
RELATIONS = (
    "chủ hộ",
    "vợ",
    "chồng",
    "con",
    "con dâu",
    "con rể",
    "bố",
    "mẹ",
    "cháu",
    "anh",
    "chị",
    "em",
    "con nuôi",
    "",
)
ONLY = {
    **dict.fromkeys(("vợ", "con dâu", "mẹ", "chị"), "nữ"),
    **dict.fromkeys(("chồng", "con rể", "bố", "anh"), "nam"),
}
MEANT = {"con nuôi": "con"}


@dataclass(frozen=True)
class Person:
    """What somebody wants to tell."""

    surname: str
    middle: str
    given: str
    sex: str
    year: int
    relation: str

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.surname, self.middle, self.given) if part)


@st.composite
def people(draw: st.DrawFn) -> Person:
    sex = draw(st.sampled_from(("nam", "nữ")))
    middle = draw(st.sampled_from(("Văn" if sex == "nam" else "Thị", "")))
    surname, given_name = draw(st.sampled_from(SURNAMES if middle else SURNAMES[:-1])), draw(st.sampled_from(GIVEN))
    fitting = [one for one in RELATIONS if ONLY.get(one, sex) == sex]
    year, relation = draw(st.integers(1930, 2024)), draw(st.sampled_from(fitting))
    return Person(surname, middle, given_name, sex, year, relation)


YEARS = ("{y}", "{y}", "sn {yy}", "sinh năm {y}", "sinh {y}", "'{yy}", "{yy}", "12/3/{y}", "3/{y}", "năm {y}")
CASES = ("as typed", "small", "CAPITALS", "First", "Every Word")
SIGNS = (", ", ",", " ", " - ", "/", "; ", " | ", "\t")


def year_text(person: Person, pattern: str) -> str:
    return pattern.format(y=person.year, yy=f"{person.year % 100:02}")


def cased(text: str, case: str) -> str:
    if case == "First":
        return text[:1].upper() + text[1:].lower()
    if case == "Every Word":
        return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    return {"small": text.lower(), "CAPITALS": text.upper()}.get(case, text)


def bare(text: str) -> str:
    """Without marks, capitals kept."""
    return "".join(fold(sign).upper() if sign.isupper() else fold(sign) for sign in text)


@st.composite
def written(draw: st.DrawFn, person: Person, signs: tuple[str, ...] = SIGNS) -> str:
    facts = [person.sex, year_text(person, draw(st.sampled_from(YEARS))), person.relation]
    facts = [fact for fact in draw(st.permutations(facts)) if fact and draw(st.integers(0, 4))]
    title = draw(st.sampled_from(("", "", "", "ông ", "bà ", "anh ", "chị ", "cô ", "em ")))
    sign = draw(st.sampled_from(signs))
    return sign.join([title + person.name, *facts])


@st.composite
def lines(draw: st.DrawFn) -> tuple[Person, str]:
    person = draw(people())
    text = cased(draw(written(person)), draw(st.sampled_from(CASES)))
    return person, bare(text) if draw(st.booleans()) else text


def told(draft: MemberDraft) -> dict[str, object]:
    return {"sex": LABELS.get(draft.sex or ""), "year": draft.birth_year, "relation": LABELS.get(draft.relation or "")}


def true_of(person: Person) -> dict[str, object]:
    return {"sex": person.sex, "year": person.year, "relation": MEANT.get(person.relation, person.relation)}


def is_right(draft: MemberDraft, person: Person) -> bool:
    fields = told(draft)
    wrong = {key for key, value in true_of(person).items() if fields[key] is not None and fields[key] != value}
    return fold(draft.name or "") == fold(person.name) and not wrong


def drafts(text: str) -> list[MemberDraft]:
    return [one for one in read_members(text, TODAY) if isinstance(one, MemberDraft)]


@given(lines())
@settings(max_examples=600, deadline=None)
def test_a_line_is_read_right_or_left_open(line: tuple[Person, str]) -> None:
    person, text = line
    found = drafts(text)
    assert len(found) < 2, (text, found)
    assert all(is_right(draft, person) for draft in found), (text, found)


JOINS = ("\n", "\n", ", ", "; ", " ", " và ", " / ", ". ", "\n2. ")


@st.composite
def households(draw: st.DrawFn) -> tuple[list[Person], str]:
    """Two or three people in one message, some with their relation in front ("vợ là Vay 87")."""
    several = draw(st.lists(people(), min_size=2, max_size=3, unique_by=lambda one: fold(one.given)))
    sign, join = draw(st.sampled_from(SIGNS)), draw(st.sampled_from(JOINS))
    if not all(person.middle for person in several):
        join = join if join.strip() else "\n"
    sign = join if join == " " else sign
    texts = []
    for person in several:
        text = draw(written(person, (sign,)))
        text = text if sign.join([person.name, ""]) in text else f"{text}{sign}{person.sex}"
        lead = draw(
            st.sampled_from(("", "", "", f"{person.relation} ", f"{person.relation}: ", f"{person.relation} là "))
        )
        texts.append(lead + text if person.relation and person.relation not in text else text)
    text = cased(join.join(texts), draw(st.sampled_from(CASES)))
    return several, bare(text) if draw(st.booleans()) else text


def mixed_up(several: list[Person], found: list[MemberDraft]) -> bool:
    """Whether somebody is nobody of these, or has what was told of another."""
    named = [next((one for one in several if fold(one.name) == fold(draft.name or "")), None) for draft in found]
    right = all(one is not None and is_right(draft, one) for one, draft in zip(named, found, strict=True))
    return not right or len({id(one) for one in named}) < len(found)


@given(households())
@settings(max_examples=600, deadline=None)
def test_people_of_one_message_never_share_what_is_told(message: tuple[list[Person], str]) -> None:
    several, text = message
    found = drafts(text)
    assert not mixed_up(several, found), (text, found)
