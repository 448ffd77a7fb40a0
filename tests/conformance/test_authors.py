"""The figures of the check beside pyxform: each form is counted where it belongs."""

from pathlib import Path

from tests.conformance.authors import verdicts
from tests.survey.sheet.support.sheets import survey


def test_forms_are_counted_by_what_both_say(tmp_path: Path) -> None:
    forms = {
        "taken": survey("text | a | A"),
        "refused": survey("texxt | a | A"),
        "false-alarm": survey("text | a | A", "calculate | c | | summ(${a})"),
        "of-the-chat": survey("select_one_from_file xa.csv | a | A"),
    }
    for name, text in forms.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    found = verdicts(sorted(tmp_path.iterdir()))
    assert (found.taken, found.refused, found.missed, found.english) == (3, 1, [], [])
    assert [one.split(":")[0] for one in found.false_alarms] == ["false-alarm.md"]
    assert "1 found (100.0 %)" in str(found)
