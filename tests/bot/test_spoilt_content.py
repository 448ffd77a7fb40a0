"""A slip in any file of `content/` is told with its place and its cure, by `run` and by `doctor` alike, all slips at once."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from handlers.talk.services import load
from survey.content.mistakes import ContentError, Mistake
from tests.bot.support.command import *  # noqa: F403 - a fixture
from tests.bot.support.command import Command
from tests.support.conversation import CONTENT, SETTINGS, content

PLAN, RULES, PRIVACY = "programme/ba-to-2025.toml", "rulesets/nd07-2021.toml", "privacy/du-lieu-ca-nhan.toml"
LISTS = "register/danh-sach.toml"
DEMO, FORM = "units/demo.toml", "forms/phieu-ra-soat-2022-2025.md"
PAPERS = ("templates/phieu-ho.docx", "templates/giay-moi.docx")
FORMS = sorted(name for name in content() if name.startswith("forms/"))
TEXTS = sorted(name for name in content() if name.startswith("texts/"))


class Slip(NamedTuple):
    """What somebody did to a file, and what they are to be told: words of the place and of the cause."""

    file: str
    old: str
    new: str
    words: str


SLIPS = [
    # cut off in the middle
    *(Slip(name, "", "", "") for name in (PLAN, RULES, PRIVACY, LISTS, DEMO, *FORMS, *PAPERS, *TEXTS)),
    # a key is missing
    Slip(PLAN, 'lead = "land_construction"\n', "", "[[task]] số 1 (report_year_2025), lead: thiếu"),
    Slip(PLAN, "at = 08:00:00\n", "", "[reminders], at: thiếu"),
    Slip(RULES, "poor_from = 30\n", "", "[score_b], poor_from: thiếu"),
    Slip(RULES, 'unit = "tuổi tròn"\n', "", "[[threshold]] số 1 (tuoi_mam_non), unit: thiếu"),
    Slip(PRIVACY, "working_days = 2\n", "", "[answer], working_days: thiếu"),
    Slip(DEMO, 'role = "checker"\n', "", "[[person]] số 9 (kiem-tra), role: thiếu"),
    Slip(DEMO, 'source = "số liệu giả định để chạy thử"\n', "", "[commune], source: thiếu"),
    Slip("texts/chung.toml", '"button.list" = "Danh sách hộ"\n', "", "button.list: thiếu câu này"),
    Slip(LISTS, 'sequence = ["', 'sequense = ["', "[columns], sequence: thiếu"),
    # another type than it should have
    Slip(PLAN, "value = 6.05", 'value = "6,05"', '[[target]] số 1 (poor_rate), value: không dùng được "6,05"'),
    Slip(PLAN, "year = 2025", 'year = "2025"', '[programme], year: không dùng được "2025"'),
    Slip(RULES, "rural = 140", "rural = true", "[score_a], limit, rural: không dùng được true"),
    Slip(PRIVACY, "working_days = 2", "working_days = 0", "[answer], working_days: là 0"),
    Slip(DEMO, "seed = 2025", "seed = [2025]", "seed: không dùng được"),
    Slip(DEMO, "birth_year = 1971", 'birth_year = "1971"', "[[household]] số 1, members số 1, birth_year"),
    Slip("texts/ho.toml", ' = "', ' = 1 # "', "không phải là một câu"),
    Slip(LISTS, 'rural = ["nông thôn", "nt"]', 'rural = "nông thôn"', "[values], rural: "),
    # a key that nobody knows
    Slip(PLAN, 'bound = "at_most"', 'bond = "at_most"', "bond: không có mục nào tên này. Có phải là bound không?"),
    Slip(RULES, 'legal = "', 'leagl = "', "leagl: không có mục nào tên này. Có phải là legal không?"),
    Slip(PRIVACY, "[answer]", "[other]\n[answer]", "other: không có mục nào tên này"),
    Slip(DEMO, 'duty = "radio"', 'task = "radio"', "[[person]] số 16 (dai-truyen-thanh), task: không có mục nào"),
    Slip("texts/chung.toml", '"button.list"', '"buton.list"', "Có phải là button.list không?"),
    # a day that is none, or a time where a day belongs
    Slip(PLAN, "due_on = 2025-12-15", "due_on = 2025-02-30", "cột 10: ngày giờ không có thật"),
    Slip(PLAN, "due_on = 2025-12-15", 'due_on = "15/12/2025"', 'due_on: không dùng được "15/12/2025"'),
    Slip(PLAN, "valid_to = 2025-12-31", "valid_to = 2024-12-31", "[programme], valid_to: trước valid_from"),
    Slip(RULES, "valid_from = 2022-01-01", "valid_from = 2022-01-01T00:00:00", "valid_from: có cả giờ"),
    Slip(DEMO, "ends = 2025-12-14", "ends = 2025-08-14", "[round], ends: trước starts"),
    # a word that is none of those it may be
    Slip(PLAN, 'unit = "households"', 'unit = "hộ"', 'unit: không có "hộ"'),
    Slip(RULES, 'confidence = "MEMORY"', 'confidence = "UNKNOWN"', 'confidence: không có "UNKNOWN"'),
    Slip(DEMO, 'role = "leader"', 'role = "king"', 'role: không có "king"'),
    Slip(DEMO, 'units = ["tdp-6"]', 'units = ["tdp-9"]', 'không có địa bàn "tdp-9"'),
    # places in a sentence
    Slip("texts/chung.toml", "Tiếp tục hộ {number}", "Tiếp tục hộ {so}", "bot không điền {so} vào câu này"),
    Slip("texts/phieu.toml", "{", "{{x}", "dấu ngoặc { } không thành cặp"),
    Slip("texts/read.toml", "{text}", "{}", "bot không điền {} vào câu này"),
    Slip("texts/lanh-dao.toml", "≤ {target}", "≤ {targt}", "bot không điền {targt} vào câu này"),
    # a row of a form
    Slip(FORM, "| integer | nam_sinh |", "| interger | nam_sinh |", "trang survey, dòng 55, cột type"),
    Slip(
        FORM,
        "number(pulldata('nguong', 'gia_tri', 'ma', 'tuoi_thcs'))",
        "number(pulldata('nguong'",
        "trang survey, dòng 15, cột calculation",
    ),
    Slip(FORM, "${nam_nay} - ${nam_sinh}", "${nam_nay} - ${nam_sinhh}", "trang survey, dòng 59"),
    Slip(FORM, "| | end_group |", "| | end_grup |", "trang survey, dòng 57"),
    # two that do not go together
    Slip(PLAN, 'key = "poor_reduction"', 'key = "poor_rate"', '[[target]] số 2 (poor_rate), key: "poor_rate" đã có'),
    Slip(RULES, "{dien_tich_moi_nguoi} m", "{dien_tich} m", "line: nhắc đến ngưỡng không có"),
]


def spoil(file: str, old: str, new: str) -> bytes:
    """Where no words are given: the file up to the middle of a sentence."""
    whole = content()[file]
    if file in PAPERS:
        return whole[:300]
    if not old:
        text = whole.decode()
        cut = re.compile(r' = \[?"')
        return (
            text[: list(cut.finditer(text[: len(text) * 2 // 3]))[-1].end()].encode()
            if file not in FORMS
            else whole[: whole.index(b"| settings") + 300]
        )
    assert old.encode() in whole, f"{old!r} is not in {file}"
    return whole.replace(old.encode(), new.encode(), 1)


def mistakes(changed: dict[str, bytes]) -> tuple[Mistake, ...]:
    with pytest.raises(ContentError) as caught:
        load(content() | changed, SETTINGS, "".join)
    return caught.value.mistakes


def test_every_file_is_spoilt_here() -> None:
    assert {slip.file for slip in SLIPS} == set(content())


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.file} {slip.new or slip.old}"[:60])
def test_a_slip_is_told_with_its_place_and_its_cure(slip: Slip) -> None:
    found = mistakes({slip.file: spoil(slip.file, slip.old, slip.new)})
    assert {one.file for one in found} == {slip.file}
    assert all(one.place and one.cause and one.cure for one in found)
    assert any(slip.words in str(one) for one in found), "\n".join(map(str, found))


@pytest.mark.parametrize("file", sorted(set(content()) - {*PAPERS}))
def test_another_encoding_is_told(file: str) -> None:
    (found,) = mistakes({file: content()[file].replace("ộ".encode(), b"\xed", 1)})
    assert found.file == file
    assert "UTF-8" in found.cause + found.cure


@pytest.mark.parametrize("folder", ["programme/", "rulesets/", "privacy/", "texts/"])
def test_an_empty_folder_is_told(folder: str) -> None:
    rest = {name: one for name, one in content().items() if not name.startswith(folder)}
    with pytest.raises(ContentError) as caught:
        load(rest, SETTINGS, "".join)
    assert all(one.file.startswith(folder) for one in caught.value.mistakes)


def test_two_plans_of_one_day_two_rulesets_of_one_name_and_two_laws_are_told() -> None:
    whole = content()
    changed = {f"{name[:-5]}x.toml": whole[name] for name in (PLAN, RULES, PRIVACY)}
    assert {one.file for one in mistakes(changed)} == set(changed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "noi-dung"
    shutil.copytree(CONTENT, made)
    return made


SEVERAL = [
    Slip(PLAN, "year = 2025", 'year = "2025"', "[programme], year"),
    Slip(RULES, "poor_from = 30\n", "", "[score_b], poor_from"),
    Slip("texts/chung.toml", "Tiếp tục hộ {number}", "Tiếp tục hộ {so}", "button.continue"),
    Slip(DEMO, 'role = "leader"', 'role = "king"', "[[person]] số 18 (lanh-dao-1), role"),
    Slip(PRIVACY, "working_days = 2\n", "", "[answer], working_days"),
]


def test_run_and_doctor_tell_every_slip_of_every_file_alike(folder: Path, tmp_path: Path, command: Command) -> None:
    for slip in SEVERAL:
        (folder / slip.file).write_bytes(spoil(slip.file, slip.old, slip.new))
    run = command(tmp_path, "run", CONTENT__PATH=str(folder))
    told = [line.removeprefix("rasoat: ") for line in run.err.splitlines()]
    assert run.status == 1
    assert len(told) == len(SEVERAL)
    assert not (tmp_path / "rasoat.db").exists(), "nothing is begun with content that cannot be used"
    doctor = command(tmp_path, "doctor", CONTENT__PATH=str(folder), WEB__PORT="9")
    assert (doctor.status, doctor.err) == (1, "")
    said = doctor.out.replace("\n  → ", " ").splitlines()
    assert [line.removeprefix("✗ Nội dung: ") for line in said if line.startswith("✗ Nội dung")] == told
    for slip in SEVERAL:
        assert any(line.startswith(f"{folder}/{slip.file}, dòng ") and slip.words in line for line in told), slip


@pytest.mark.parametrize("file", sorted(content()))
def test_neither_run_nor_doctor_ends_in_a_defect(file: str, folder: Path, tmp_path: Path, command: Command) -> None:
    (folder / file).write_bytes(spoil(file, "", ""))
    for ended in (command(tmp_path, each, CONTENT__PATH=str(folder), WEB__PORT="9") for each in ("run", "doctor")):
        assert ended.status == 1
        assert f"{folder}/{file}" in ended.out + ended.err
        assert "defect" not in ended.err
        assert "Traceback" not in ended.err


def test_a_form_that_was_changed_under_its_old_version_is_told(folder: Path, tmp_path: Path, command: Command) -> None:
    settings = {"CONTENT__PATH": str(folder), "WEB__PORT": "9"}
    assert command(tmp_path, "invite", "ra-soat-1", **settings).status == 0
    (folder / FORM).write_bytes(spoil(FORM, "Họ và tên?", "Họ, tên?"))
    for ended in (command(tmp_path, each, **settings) for each in ("run", "doctor")):
        assert ended.status == 1
        said = ended.out + ended.err
        assert f"{FORM}, trang settings, cột version: bản " in said
        assert "đã công bố với nội dung khác" in said


def test_a_demo_whose_file_is_gone_is_told(folder: Path, tmp_path: Path, command: Command) -> None:
    (folder / DEMO).unlink()
    for ended in (command(tmp_path, each, CONTENT__PATH=str(folder), WEB__PORT="9") for each in ("run", "doctor")):
        assert ended.status == 1
        assert f"{DEMO}: không có tệp này" in ended.out + ended.err
