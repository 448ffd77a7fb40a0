"""A list brought into the register: what becomes new, what differs, what stays although the list lacks it; twice the same changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from handlers.register.importing import look
from handlers.register.loading import Held, Wanted, bring_in, hold
from storage.engine import make_engine
from storage.migrations.run import downgrade, upgrade
from storage.records import Household, Unit
from survey.register.against.households import Plan
from tests.support.conversation import Office
from tests.survey.register.lists import Rows, workbook

HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Năm sinh", "Số CCCD", "Tổ dân phố", "Loại hộ", "Điểm B1", "Năm")
DAT = (301, "Phạm Văn Dứt", "chủ hộ", "Nam", 1985, "051085000123", "tổ dân phố 1", "Hộ nghèo", 120, 2024)
NIA = (301, "Đinh Thị Nướp", "vợ", "Nữ", 1987, None, "tổ dân phố 1", "Hộ nghèo", 120, 2024)
ROE = (302, "Đinh Văn Roét", "chủ hộ", "Nam", 1990, None, "tổ dân phố 2", "Hộ cận nghèo", 135, 2024)
LIST = (HEAD, DAT, NIA, ROE)


def bring(office: Office, rows: Rows, answers: Mapping[str, Any] | None = None, **how: bool) -> Held:
    """Read and brought in, as the command line does it."""
    wanted = Wanted(answers or {}, **how)
    with office.database.look() as work:
        found = look(work, office.services, workbook(rows), office.now, wanted.answers)
        before = hold(work, found, office.now, wanted)
    with office.database.work() as work:
        held, done = bring_in(work, found, office.now, wanted)
        assert held.changes == before.changes, "what was shown is what is done"
        if done:
            work.commit()
    return held


def counts(held: Held) -> tuple[int, int, int]:
    """(new, changed, unchanged)."""
    return len(held.changes.new), len(held.changes.changed), held.changes.unchanged


def household(office: Office, number: int) -> Household:
    with office.database.look() as work:
        found = work.households.by_number(number)
    assert found is not None
    return found


def members(office: Office, number: int) -> list[tuple[object, ...]]:
    with office.database.look() as work:
        found = work.households.members(household(office, number).id)
    return [(one.name, one.sex, one.birth_year, one.relation, one.cccd) for one in found]


def years(office: Office, number: int) -> list[tuple[int, str, int | None]]:
    with office.database.look() as work:
        found = work.households.years(household(office, number).id)
    return [(one.year, one.category.value, one.score_a) for one in found]


def changed(row: Sequence[Any], **cells: Any) -> tuple[Any, ...]:
    """The row with other cells: `b1=130`."""
    places = {"number": 0, "name": 1, "relation": 2, "sex": 3, "birth": 4, "card": 5, "unit": 6, "kind": 7, "b1": 8}
    found = list(row)
    for name, cell in cells.items():
        found[{**places, "year": 9}[name]] = cell
    return tuple(found)


def test_a_list_is_brought_in_whole_and_a_second_time_changes_nothing(office: Office) -> None:
    assert counts(bring(office, LIST)) == (2, 0, 0)
    assert members(office, 301) == [
        ("Phạm Văn Dứt", "nam", 1985, "chu_ho", "051085000123"),
        ("Đinh Thị Nướp", "nu", 1987, "vo", None),
    ]
    found = household(office, 301)
    assert (found.unit, found.last_category, found.last_score_a, found.last_year) == ("tdp-1", "poor", 120, 2024)
    assert years(office, 301) == [(2024, "poor", 120)]
    assert counts(bring(office, LIST)) == (0, 0, 2)


LATER = [changed(row, kind="Hộ cận nghèo", b1=140, year=2025) for row in (DAT, NIA)]
EARLIER = [changed(row, kind="Hộ cận nghèo", b1=138, year=2022, unit="tổ dân phố 3") for row in (DAT, NIA)]


@pytest.mark.parametrize("order", [(LATER, EARLIER), (EARLIER, LATER)])
def test_no_year_takes_the_place_of_another_and_the_newest_is_the_last(
    office: Office, order: tuple[Rows, Rows]
) -> None:
    bring(office, LIST)
    for rows in order:
        assert counts(bring(office, (HEAD, *rows))) == (0, 1, 0)
        assert counts(bring(office, (HEAD, *rows))) == (0, 0, 1)
    assert years(office, 301) == [(2022, "near_poor", 138), (2024, "poor", 120), (2025, "near_poor", 140)]
    found = household(office, 301)
    assert (found.last_year, found.last_category, found.last_score_a) == (2025, "near_poor", 140)
    assert found.unit == "tdp-1", "an old list does not move a household back"


def test_what_the_list_lacks_stays(office: Office) -> None:
    bring(office, LIST)
    blank = changed(DAT, sex=None, birth=None, card=None, b1=None)
    held = bring(office, (HEAD, blank))
    assert counts(held) == (0, 0, 1)
    assert isinstance(held.changes, Plan)
    assert held.changes.kept == [(301, "Đinh Thị Nướp")]
    assert len(members(office, 301)) == 2


CHANGES = [
    ("a card that was missing", [DAT, changed(NIA, card="051187000777")], 1, "051187000777", None),
    ("a card known under another spelling of the name", [changed(DAT, name="Phạm Văn Dút"), NIA], 0, None, 2),
    ("a birth that was wrong", [DAT, changed(NIA, birth=1978)], 1, None, 2),
    ("a child more", [DAT, NIA, changed(NIA, name="Phạm Thị Bé", relation="con", birth=2021)], 2, None, 3),
]


@pytest.mark.parametrize(("what", "rows", "place", "card", "people"), CHANGES, ids=[one[0] for one in CHANGES])
def test_members_are_found_again(
    office: Office, what: str, rows: Rows, place: int, card: str | None, people: int | None
) -> None:
    bring(office, LIST)
    assert counts(bring(office, (HEAD, *rows))) == (0, 1, 0), what
    found = members(office, 301)
    assert len(found) == (people or 2)
    assert found[place][0] == rows[place][1]
    assert card is None or found[place][4] == card
    assert counts(bring(office, (HEAD, *rows))) == (0, 0, 1)


def test_another_head_leaves_one_head(office: Office) -> None:
    bring(office, LIST)
    bring(office, (HEAD, changed(NIA, relation="chủ hộ")))
    assert [(one[0], one[3]) for one in members(office, 301)] == [("Phạm Văn Dứt", None), ("Đinh Thị Nướp", "chu_ho")]
    assert household(office, 301).head_name == "Đinh Thị Nướp"


def test_two_families_with_one_number_are_never_put_together(office: Office) -> None:
    before = members(office, 12)
    held = bring(office, (HEAD, changed(DAT, number=12)))
    assert counts(held) == (1, 0, 0)
    assert isinstance(held.changes, Plan)
    ((told, number),) = held.changes.renumbered
    assert told == 12
    assert members(office, 12) == before
    assert members(office, number)[0][0] == "Phạm Văn Dứt"
    assert counts(bring(office, (HEAD, changed(DAT, number=12)))) == (0, 0, 1)


def without_number(*rows: Sequence[Any]) -> Rows:
    return [row[1:] for row in (HEAD, *rows)]


def test_without_numbers_a_household_is_found_by_its_head(office: Office) -> None:
    assert counts(bring(office, without_number(DAT, NIA, ROE))) == (2, 0, 0)
    assert counts(bring(office, without_number(DAT, NIA, ROE))) == (0, 0, 2)
    assert counts(bring(office, LIST)) == (0, 0, 2)
    elsewhere = changed(ROE, unit="tổ dân phố 3")
    assert counts(bring(office, without_number(elsewhere))) == (1, 0, 0)


def test_where_the_head_may_be_somebody_else_it_is_asked(office: Office) -> None:
    bring(office, LIST)
    unclear = without_number(changed(ROE, birth=None, b1=130))
    held = bring(office, unclear)
    assert counts(held) == (0, 0, 0)
    (question,) = held.questions
    assert (question.about, question.choices) == ("household", ("302",))
    assert counts(bring(office, unclear, {"household": {question.value: "302"}})) == (0, 1, 0)
    assert years(office, 302) == [(2024, "near_poor", 130)]
    assert counts(bring(office, unclear, {"household": {question.value: None}})) == (1, 0, 0)


def test_a_split_household_does_not_take_its_old_one_with_it(office: Office) -> None:
    child = changed(NIA, name="Phạm Văn Con", sex="Nam", relation="con", birth=2001, card="051201000456")
    bring(office, (HEAD, DAT, NIA, child))
    held = bring(office, (HEAD, changed(child, number=303, relation="chủ hộ")))
    assert counts(held) == (1, 0, 0)
    assert isinstance(held.changes, Plan)
    assert held.changes.elsewhere == [(301, "Phạm Văn Con")]
    assert len(members(office, 301)) == 3


def test_a_list_that_names_no_year_is_of_the_year_before_the_round(office: Office) -> None:
    held = bring(office, [row[:-1] for row in LIST])
    assert held.year == 2024
    assert years(office, 302) == [(2024, "near_poor", 135)]


def test_columns_nobody_knows_are_kept_sealed(office: Office) -> None:
    rows = [(*row, more) for row, more in zip(LIST, ("Bệnh tật", "tim mạch", None, None), strict=True)]
    assert bring(office, rows).found.unknown_columns == ["Bệnh tật"]
    assert counts(bring(office, rows)) == (0, 0, 2)
    with office.database.look() as work:
        (known,) = [one for one in work.lists.known("xa-ba-to") if one.number == 301]
    assert known.extra == {"Bệnh tật": "tim mạch"}


def test_all_or_nothing(office: Office) -> None:
    rows = (HEAD, DAT, NIA, changed(ROE, birth="31/02/1990"))
    assert counts(bring(office, rows, whole=True)) == (1, 0, 0)
    with office.database.look() as work:
        assert work.households.by_number(301) is None
    bring(office, rows)
    assert household(office, 301).head_name == "Phạm Văn Dứt"


def test_what_a_group_is_called_is_asked_once(office: Office) -> None:
    rows = (HEAD, changed(ROE, unit="TDP 2"))
    assert [one.value for one in bring(office, rows).questions] == ["TDP 2"]
    assert counts(bring(office, rows, {"unit": {"TDP 2": "tổ dân phố 2"}})) == (1, 0, 0)
    assert bring(office, (HEAD, changed(ROE, unit="tdp  2"))).questions == []
    assert bring(office, rows, {"unit": {"TDP 2": "tổ dân phố 3"}}).questions == []
    assert household(office, 302).unit == "tdp-3", "what is said now comes before what was said"


@pytest.mark.parametrize("answer", ["tổ dân phố 99", ""])
def test_an_answer_that_names_no_group_brings_nothing_in(office: Office, answer: str) -> None:
    assert counts(bring(office, (HEAD, changed(ROE, unit="TDP 2")), {"unit": {"TDP 2": answer}})) == (0, 0, 0)


STAFF = ("Họ và tên", "Chức danh", "Địa bàn", "Điện thoại")
RIN = ("Đinh Văn Rướt", "Rà soát viên", "tổ dân phố 6", "0905111222")


def test_staff_join_once(office: Office) -> None:
    lan = ("Lê Thị Lánh", "Công chức văn hoá xã hội", "toàn xã", None)
    assert counts(bring(office, (STAFF, RIN, lan))) == (2, 0, 0)
    assert counts(bring(office, (STAFF, RIN, lan))) == (0, 0, 2)
    assert counts(bring(office, (STAFF, (*RIN[:3], "0905333444")))) == (0, 1, 0)
    assert counts(bring(office, (STAFF, (*RIN[:2], "tổ dân phố 5", "0905333444")))) == (0, 1, 0)
    held = bring(office, (STAFF, (*RIN[:2], "tổ dân phố 1", "0905999888")))
    assert (counts(held), held.changes.as_json()["namesakes"]) == ((1, 0, 0), ["Đinh Văn Rướt"])
    with office.database.look() as work:
        people = {one.key: one for one in work.people.all()}
        assert work.people.phone(people["dinh-van-ruot"].id) == "+84905333444"
    assert people["dinh-van-ruot"].units == ("tdp-5", "tdp-6")
    assert people["dinh-van-ruot-2"].units == ("tdp-1",)
    assert (people["le-thi-lanh"].role, people["le-thi-lanh"].duty) == ("official", "culture_social")


def test_somebody_who_left_does_not_come_back_by_a_namesake(office: Office) -> None:
    bring(office, (STAFF, RIN))
    with office.database.work() as work:
        gone = work.people.by_key("dinh-van-ruot")
        assert gone is not None
        work.people.put(gone.key, gone.name, gone.role, units=gone.units, active=False)
        work.commit()
    bring(office, (STAFF, RIN))
    with office.database.look() as work:
        assert [(one.key, one.active) for one in work.people.all() if one.name == RIN[0]] == [
            ("dinh-van-ruot", False),
            ("dinh-van-ruot-2", True),
        ]


def test_groups_are_added_only_where_that_is_wanted(office: Office) -> None:
    rows = (("Tổ dân phố", "Tổng số hộ dân cư"), ("tổ dân phố 1", 270), ("Thôn Nước Lá", 88))
    held = bring(office, rows)
    assert (counts(held), held.changes.as_json()["left_out"]) == ((0, 1, 0), ["Thôn Nước Lá"])
    assert counts(bring(office, rows, new_units=True)) == (1, 0, 1)
    assert counts(bring(office, rows)) == (0, 0, 2)
    with office.database.look() as work:
        found = {unit.code: unit for unit in work.units.all()}
    assert found["tdp-1"].households_total == 270
    assert found["thon-nuoc-la"] == Unit(
        "thon-nuoc-la", "Thôn Nước Lá", "group", "xa-ba-to", "rural", 88, found["xa-ba-to"].source, 2025
    )


def test_what_was_known_before_years_were_kept_is_the_first_of_them(office: Office, tmp_path_factory: Any) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('before')}/rasoat.db"
    engine = make_engine(url)
    upgrade(engine, "0013")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO unit VALUES ('xa', 'Xã', 'commune', NULL, 'rural', 1, '', 2025)"))
        for number, facts in ((1, "'poor', 120, 30, 2024"), (2, "NULL, NULL, NULL, NULL")):
            connection.execute(
                text(
                    "INSERT INTO household (commune, number, unit_code, head_name, head_search, head_fold, address, "
                    f"last_category, last_score_a, last_score_b, last_year) VALUES ('xa', {number}, 'xa', '', '', '', '', {facts})"
                )
            )
    upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT year, category, score_a, score_b, source FROM household_year")).all()
    assert [tuple(row) for row in rows] == [(2024, "poor", 120, 30, "import")]
    downgrade(engine, "0013")
    engine.dispose()
