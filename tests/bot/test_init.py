"""`rasoat init`: an empty database becomes a commune's; a filled one stays as it is; the doctor names the next step."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.app import foundation
from bot.operations.initialising import Asked, run
from bot.process import StartError
from bot.settings.config import ConfigError, Content, Database, Security, Settings, Web
from tests.bot.support.examined import change, found
from tests.bot.support.real_process import ROOT
from tests.support.databases import TEST_KEY

WHOLE = Asked(
    commune="xã Ba Vì",
    area="1",
    groups="thôn Gò Ghèm: 120; thôn Nước Y: 1.268 hộ",
    admin="Lê Thị Quản",
    contact="chị Hoa, 0255 3 000 000",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database=Database(f"sqlite:///{tmp_path}/data/rasoat.db", demo=False),
        web=Web(enabled=False, port=9),
        content=Content(str(ROOT / "content")),
        security=Security(key_file=str(tmp_path / "kept" / "rasoat.key")),
    )


def typing(*lines: str) -> tuple[Callable[[str], str], list[str]]:
    """Somebody at the terminal, and what they were asked."""
    left, asked = list(lines), []

    def ask(question: str) -> str:
        asked.append(question)
        return left.pop(0)

    return ask, asked


def test_options_make_a_commune_with_its_groups_an_admin_and_a_key(settings: Settings) -> None:
    said = run(settings, WHOLE, None)
    assert "Đã lập xã Ba Vì (mã xa-ba-vi): 2 tổ, thôn, 1388 hộ. Quản trị: Lê Thị Quản." in said
    key = Path(settings.security.key_file)
    assert str(key) in said
    assert "chép một bản cất nơi khác" in said
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text("ascii").strip() not in said
    with foundation(settings) as base, base.database.look() as work:
        (commune,) = work.units.communes()
        groups = [(one.name, one.households_total, one.parent) for one in work.units.all() if one.kind == "group"]
        (admin,) = work.people.all()
        tasks = work.tasks.all()
    assert groups == [("thôn Gò Ghèm", 120, "xa-ba-vi"), ("thôn Nước Y", 1268, "xa-ba-vi")]
    assert (commune.households_total, commune.contact) == (1388, "chị Hoa, 0255 3 000 000")
    assert commune.controller == "Uỷ ban nhân dân xã Ba Vì"
    assert admin.units == ("xa-ba-vi",)
    assert {one.unit for one in tasks} == {"xa-ba-vi"}, "the plan's tasks are there after the first start"


def test_a_second_time_it_says_what_is_there_and_changes_nothing(settings: Settings) -> None:
    first = run(settings, WHOLE, None)
    again = run(settings, replace(WHOLE, commune="xã Khác", groups="thôn Lạ: 5"), None)
    assert "Đã có xã Ba Vì: 2 tổ, thôn, 1 người dùng. Không đổi gì." in again
    assert "Khoá" not in again
    assert "Khoá" in first
    assert run(settings, Asked(), None).startswith("Đã có xã Ba Vì")


def test_what_is_missing_is_asked_for_until_it_can_be_used(settings: Settings) -> None:
    ask, asked = typing("xã Ba Vì", "rừng", "", "2", "thôn Gò Ghèm", "", "thôn Gò Ghèm: 120", "Lê Thị Quản")
    assert "1 tổ, thôn, 120 hộ" in run(settings, Asked(), ask)
    assert 'Chưa hiểu "thôn Gò Ghèm"' in "".join(asked)
    assert "Gõ 1 (nông thôn) hoặc 2 (thành thị)" in "".join(asked)


def test_where_nobody_can_be_asked_all_that_is_missing_is_named_at_once(settings: Settings) -> None:
    with pytest.raises(StartError) as caught:
        run(settings, Asked(commune="xã Ba Vì"), None)
    assert [name for name in ("--area", "--groups", "--admin", "--commune") if f"{name} –" in str(caught.value)] == [
        *("--area", "--groups", "--admin")
    ]
    assert run(settings, WHOLE, None).startswith("Đã lập"), "nothing was written before"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"groups": "thôn Gò Ghèm 120"}, 'Chưa hiểu "thôn Gò Ghèm 120"'),
        ({"groups": "thôn A: 1; thôn A: 2"}, 'Chưa hiểu "thôn A"'),
        ({"groups": "thôn A: nhiều"}, 'Chưa hiểu "thôn A: nhiều"'),
        ({"area": "rừng"}, "--area: Gõ 1"),
    ],
)
def test_wrong_options_write_nothing(settings: Settings, wrong: dict[str, str], said: str) -> None:
    told = {name: getattr(WHOLE, name) for name in ("commune", "area", "groups", "admin")} | wrong
    with pytest.raises(StartError) as caught:
        run(settings, Asked(**told), None)
    assert said in str(caught.value)
    assert run(settings, WHOLE, None).startswith("Đã lập")


def test_groups_may_come_in_a_workbook(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("STT", "Tên thôn", "Tổng số hộ"), (1, "thôn Gò Ghèm", 120), (2, "thôn Nước Y", 80)):
        sheet.append(row)
    book.save(tmp_path / "thon.xlsx")
    run(settings, replace(WHOLE, groups="", units=tmp_path / "thon.xlsx"), None)
    with foundation(settings) as base, base.database.look() as work:
        (commune,) = work.units.communes()
        assert [one.name for one in work.units.all() if one.parent == commune.code] == ["thôn Gò Ghèm", "thôn Nước Y"]
        assert commune.households_total == 200


def test_a_key_beside_the_data_is_refused(settings: Settings, tmp_path: Path) -> None:
    beside = replace(settings, security=Security(key_file=str(tmp_path / "data" / "rasoat.key")))
    with pytest.raises(ConfigError, match="lies in the folder of the data"):
        run(beside, WHOLE, None)


def steps(settings: Settings) -> Iterator[str]:
    return (one.what for one in found(settings) if one.what.startswith("Bắt đầu"))


def test_the_doctor_names_the_steps_that_are_missing_in_their_order(settings: Settings) -> None:
    made = replace(settings, security=Security(TEST_KEY))
    with foundation(made):
        pass
    assert list(steps(made)) == ["Bắt đầu: cơ sở dữ liệu chưa có xã nào."]
    run(made, WHOLE, None)
    missing = [what.removeprefix("Bắt đầu (xã Ba Vì): ") for what in steps(made)]
    assert missing == [
        "quản trị Lê Thị Quản chưa vào.",
        "chưa có rà soát viên nào.",
        "chưa có công chức nào.",
        "chưa có hộ nào.",
    ]
    change(made.database.url, lambda work: work.households.put("xa-ba-vi", 1, "thon-go-ghem", "Phạm Văn Thử"))
    assert list(steps(made))[-1].endswith("chưa có đợt rà soát nào.")
