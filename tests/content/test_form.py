"""The shipped questionnaire as a file: names for ever, choices of the law, marks, and how many messages it costs."""

import re
from pathlib import Path

import pytest

from survey.interview.asks.outline import outline
from survey.review import Ruleset, Trace
from survey.sheet import check, convert, read_workbook
from survey.sheet.workbook import Record
from survey.xform import Control, Form, Group, Repeat, walk

PATH = Path(__file__).parents[2] / "content" / "forms" / "phieu-ra-soat-2022-2025.md"
CONTENT = PATH.read_bytes()
NAMES = [
    "ngay",
    "so_ho",
    "chu_ho",
    "dia_chi",
    "don_vi",
    "khu_vuc",
    "ho_ten",
    "gioi_tinh",
    "nam_sinh",
    "quan_he",
    "ngay_sinh",
    "thang_sinh",
    "dan_toc",
    "cccd",
    "bhyt",
    "dang_hoc",
    "bang_cap",
    "viec_lam",
    "khuyet_tat",
    "tro_cap",
    "dinh_duong",
    "tuong",
    "cot",
    "mai",
    "dien_tich",
    "nuoc",
    "nha_tieu",
    "internet",
    "thiet_bi",
    "diem_a",
    "nguyen_nhan",
    "nguyen_nhan_khac",
    "nhu_cau",
    "anh_nha",
    "vi_tri",
    "so_dien_thoai",
    "ghi_chu",
]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Record]]:
    return {sheet.name: list(sheet.records()) for sheet in read_workbook(CONTENT, "md").sheets}


def test_the_form_has_no_mistake(ruleset: Ruleset) -> None:
    assert check(PATH.name, CONTENT, "md", {"nguong.csv": ruleset.threshold_csv()}) == []


def test_the_file_is_kept_in_its_fixed_layout() -> None:
    assert convert(CONTENT, "md", "md") == CONTENT


def test_question_names_never_change(form: Form) -> None:
    """They are the columns of every export: add at will, but none may go."""
    stored = [one.key for one in form.model.shape.definitions() if one.is_stored and one.ref[1] != "meta"]
    assert stored == NAMES
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in NAMES)


def test_no_legal_number_stands_in_the_form(rows: dict[str, list[Record]], ruleset: Ruleset) -> None:
    """Expressions read them as thresholds; the numbers left are counts, calendar arithmetic and the three marker values."""
    calendar = set(re.findall(r"\S+", "0 1 2 3 4 6 9 11 12 28 29 30 31 100 101 400 1231 0.5"))
    identity = {"1900"}
    for record in rows["survey"]:
        for column in ("calculation", "relevant"):
            text = re.sub(r"\$\{[^}]*\}|'%[^']*'", "", record.get(column))
            numbers = set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text))
            allowed = calendar | (identity if record.get("name").startswith("w_cccd") else set())
            assert numbers <= allowed, record.get("name")
    codes = {code for record in rows["survey"] for code in re.findall(r"'ma', '(\w+)'", record.get("calculation"))}
    assert codes == {one.code for one in ruleset.thresholds} | {"diem_a_rural", "diem_a_urban"}


def test_the_thresholds_of_the_ruleset_decide(household_area: tuple[str, str]) -> None:
    assert household_area == ("khong", "thieu_hut")


@pytest.fixture
def household_area(ruleset: Ruleset) -> tuple[str, str]:
    """8 m² a person under the law's 8 and under an invented 9."""
    from survey.sheet import to_xform
    from survey.xform import load_form
    from tests.content.households import Household

    found: list[str] = []
    for csv in (ruleset.threshold_csv(), ruleset.threshold_csv().replace(b"nguoi,8\n", b"nguoi,9\n")):
        one = load_form(to_xform(PATH.name, CONTENT, "md"), {"nguong.csv": csv})
        home = Household(one, Trace.of(one))
        home.member("1971-05-20")
        home.put("dien_tich", "8")
        found.append(home.finding("housing_area"))
    return found[0], found[1]


CHOICES = {
    "viec_lam": ["co_hop_dong", "khong_hop_dong", "tu_lam", "tim_viec", "khong_lam", "khong_ro"],
    "nguyen_nhan": ["dat", "von", "lao_dong", "cong_cu", "kien_thuc", "ky_nang", "om_dau", "khac"],
    "ket_cau": ["ben", "khong_ben", "khong_ro"],
}


@pytest.mark.parametrize("name", list(CHOICES))
def test_choices_that_carry_the_law(rows: dict[str, list[Record]], name: str) -> None:
    assert [one.get("name") for one in rows["choices"] if one.get("list_name") == name] == CHOICES[name]


def test_peoples_have_the_codes_of_the_statistics_office(rows: dict[str, list[Record]]) -> None:
    peoples = {one.get("name"): one.get("label") for one in rows["choices"] if one.get("list_name") == "dan_toc"}
    assert list(peoples) == [f"{number:02}" for number in range(1, 57)]
    assert (peoples["01"], peoples["19"], peoples["30"], peoples["14"]) == ("Kinh", "Hrê", "Co", "Xơ-Đăng")


def test_no_two_labels_of_a_list_are_the_same(rows: dict[str, list[Record]]) -> None:
    labels = [(one.get("list_name"), one.get("label").lower()) for one in rows["choices"]]
    assert len(labels) == len(set(labels))


def test_what_is_sensitive_is_marked(form: Form) -> None:
    marked = {
        one.name for one in form.model.shape.definitions() if one.bind.attributes.get("rasoat:sensitive") == "yes"
    }
    assert marked == {
        "dan_toc",
        "cccd",
        "khuyet_tat",
        "tro_cap",
        "dinh_duong",
        "nguyen_nhan",
        "nguyen_nhan_khac",
        "so_dien_thoai",
        "ghi_chu",
    }


def test_hints_of_ours_name_what_exists(form: Form, trace: Trace) -> None:
    for definition in form.model.shape.definitions():
        for name in definition.bind.attributes.get("rasoat:because", "").split():
            assert name in trace.by_name
        assert definition.bind.attributes.get("rasoat:ask_when", "ngay") in trace.by_name
    for control in (one for one in walk(form.body) if isinstance(one, Control)):
        wanted = [
            control.attributes.get(f"rasoat:{key}", "")
            for key in ("column_pick", "column_rest", "column_unknown", "exclusive")
        ]
        offered = {choice for value in wanted for choice in value.split()}
        assert offered <= _choices(form, control)


def _choices(form: Form, control: Control) -> set[str]:
    if control.itemset is None:
        return set()
    listed = control.itemset.nodeset.source.partition("'")[2].partition("'")[0]
    items = form.model.instances[listed].children[0].children
    return {item.by_name["name"][0].value for item in items}


def test_a_new_household_of_five_fits_into_25_messages(form: Form) -> None:
    """Every screen counts one, those that many households never see included; four for consent, list, summary and submission."""
    assert _screens(form.body) + 4 <= 25


def _screens(elements: tuple[Control | Group | Repeat, ...]) -> int:
    """Screens of a household whose members were entered in one message: a field-list is one, a column question is one for all."""
    count = 0
    for element in elements:
        if isinstance(element, Control):
            count += element.name not in {"nguyen_nhan_khac", "thang_sinh"}
        elif isinstance(element, Group) and "field-list" in element.appearance.split():
            count += element.definition is None or element.definition.name != "nhan_than"
        else:
            count += _screens(element.children)
    return count


def test_questions_are_numbered_as_people_meet_them(form: Form) -> None:
    asked = outline(form)
    assert [roster.number for roster in asked.rosters] == [1]
    line = {"ho_ten", "gioi_tinh", "nam_sinh", "quan_he"}
    assert {one.name for one in asked.questions if not one.number} == line
    assert [one.number for one in asked.questions if one.number] == list(range(2, len(asked.questions) - len(line) + 2))
