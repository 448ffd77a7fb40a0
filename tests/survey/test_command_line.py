"""python -m survey: what an author of forms and an outside driver rely on."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from survey.__main__ import main
from survey.commands.play import Walk
from survey.xform import Instance
from tests.survey.xform.support.forms import NOW, form, one, values, xform

FORM = Path(__file__).parents[2] / "content" / "forms" / "phieu-ra-soat-2022-2025.md"

PARTS = {
    "instance": '<age/><g><name/></g><r jr:template=""><x/></r><pick/><adult/>',
    "binds": """<bind nodeset="/data/age" type="int" required="true()" constraint=". &lt; 120" jr:constraintMsg="Quá lớn"/>
    <bind nodeset="/data/g" relevant="/data/age &gt; 17"/><bind nodeset="/data/adult" calculate="/data/age &gt; 17"/>""",
    "body": """<input ref="/data/age"><label>Bao nhiêu tuổi?</label></input><group ref="/data/g"><input ref="/data/g/name"/></group>
    <repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat><select1 ref="/data/pick"><item><label>Một</label><value>a</value></item>
    <item><label>Hai</label><value>b</value></item></select1>""",
}


def play(*typed: str) -> tuple[Instance, list[str]]:
    instance = Instance.new(form(**PARTS), NOW)
    lines: list[str] = []
    rest: Iterator[str] = iter(typed)

    def ask(prompt: str) -> str:
        lines.append(prompt)
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    Walk(instance, lines.append, ask).run()
    return instance, lines


def test_play_asks_what_is_relevant_and_shows_the_answers() -> None:
    instance, lines = play("20", "An", "c", "x1", "k", "2")
    assert [node.value for node in instance.root.walk() if node.value] == ["20", "An", "x1", "b", "true"]
    assert values(instance, "data/r/x") == ["x1"]
    assert lines[-5:] == ["age = 20", "name = An", "r 1/x = x1", "pick = b", "adult = true"]


def test_play_says_why_an_answer_is_not_taken() -> None:
    instance, lines = play("", "abc", "200", "5", "k", "9", "<", "<", "6", "q")
    assert "Câu này phải trả lời." in lines
    assert "Không hiểu câu trả lời này." in lines
    assert "Quá lớn" in lines
    assert one(instance, "data/age").value == "6"
    assert not any("name" in line for line in lines), "a child is not asked for its name"


def test_replay_prints_the_wanted_states(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "form.xml").write_bytes(xform(**PARTS))
    steps = [
        {"op": "answer", "ref": "/data/age", "value": "30", "result": "ok"},
        {"op": "add", "ref": "/data/r", "result": "ok"},
        {"op": "answer", "ref": "/data/r[1]/x", "value": "y", "result": "ok"},
        {"op": "remove", "ref": "/data/r", "index": 0, "result": "ok"},
        {"op": "answer", "ref": "/data/age", "value": "1", "result": "refused"},
    ]
    script = {"steps": steps, "at": [0, 3, 5, 5], "recorded": "2026-11-23", "timezone": "Asia/Ho_Chi_Minh"}
    (tmp_path / "steps.json").write_text(json.dumps(script))
    assert main(["replay", str(tmp_path / "form.xml"), str(tmp_path / "steps.json")]) == 0
    states = json.loads(capsys.readouterr().out)["states"]
    assert [state["after"] for state in states] == [0, 3, 5, 5]
    by_ref = {node["ref"]: node for node in states[1]["nodes"]}
    assert by_ref["/data/r[1]/x"]["value"] == "y"
    assert by_ref["/data/adult"] == {
        "ref": "/data/adult",
        "type": "model-value",
        "valueType": "string",
        "relevant": True,
        "required": False,
        "readonly": False,
        "value": "true",
        "constraint_ok": True,
    }
    assert by_ref["/data/pick"]["choices"] == ["a", "b"]
    assert [node["value"] for node in states[3]["nodes"]] == ["30", "", "", "true"]


def test_mistakes_are_sentences_and_an_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.xml").write_text("<a>")
    (tmp_path / "bad.json").write_text("[]")
    (tmp_path / "zone.json").write_text('{"steps": [], "at": [0], "timezone": "Ba/To"}')
    (tmp_path / "form.xml").write_bytes(xform(**PARTS))
    assert main(["replay", str(tmp_path / "form.xml"), str(tmp_path / "zone.json")]) == 1
    assert main(["check", str(tmp_path / "bad.xml")]) == 1
    assert main(["check", str(tmp_path / "nothing.xml")]) == 1
    assert main(["replay", str(tmp_path / "form.xml"), str(tmp_path / "bad.json")]) == 1
    said = capsys.readouterr()
    assert "[xml]" in said.out
    assert "nothing.xml" in said.err
    assert "Traceback" not in said.err + said.out
    with pytest.raises(SystemExit):
        main(["no-such-command"])


def test_our_form_is_without_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FORM)]) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_convert_there_and_back(tmp_path: Path) -> None:
    workbook, text = tmp_path / "a.xlsx", tmp_path / "a.md"
    assert main(["convert", str(FORM), str(workbook)]) == 0
    assert main(["convert", str(workbook), str(text)]) == 0
    assert main(["convert", str(text), str(tmp_path / "b.xlsx")]) == 0
    assert "thanh_vien" in text.read_text()


def read(texts: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[object]:
    lines = "".join(json.dumps({"kind": "money", "text": text}) + "\n" for text in texts)
    monkeypatch.setattr("sys.stdin", StringIO(lines))
    assert main(["read"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_read_tells_the_reason_in_the_sentences_of_the_content_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    value, shipped = read(["1tr5", "500"], monkeypatch, capsys)
    assert value == {"value": 1_500_000}
    assert shipped == {"refused": '"500" là đồng, nghìn hay triệu? Anh/chị gõ kèm đơn vị, ví dụ: 500 nghìn, 1,5 triệu'}
    texts = tmp_path / "content" / "texts"
    texts.mkdir(parents=True)
    (texts / "read.toml").write_text('"money.unit_missing" = "{text} gì?"\n', "utf-8")
    assert read(["500", "xyz"], monkeypatch, capsys) == [{"refused": "500 gì?"}, {"refused": "money.unreadable"}]


@pytest.mark.parametrize("command", ["check", "play", "convert", "replay"])
def test_what_cannot_be_read_is_a_sentence(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "steps.json").write_text("{")
    second = {"convert": [str(tmp_path / "out.xlsx")], "replay": [str(tmp_path / "steps.json")]}.get(command, [])
    for name in ("folder.md", "empty.md", "nowhere.md"):
        assert main([command, str(tmp_path / name), *second]) == 1
        said = "".join(capsys.readouterr())
        assert said.strip()
        assert "Traceback" not in said
