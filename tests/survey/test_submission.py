"""python -m survey submission: answers go out as ODK instance XML, come back, and open in a newer form."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from survey.__main__ import main
from tests.survey.xform.support.forms import xform

FORM = {
    "instance": "<name/><photo/><child/><r jr:template=''><n/></r><orx:meta><orx:instanceID/></orx:meta>",
    "binds": """<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/child" type="int" relevant="/data/name = 'An'"/>""",
    "body": """<input ref="/data/name"/><upload ref="/data/photo"/><input ref="/data/child"/>
    <repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat>""",
}
NEWER = FORM | {
    "instance": "<g><name/></g><child/><r jr:template=''><n/></r><orx:meta><orx:instanceID/></orx:meta>",
    "binds": """<bind nodeset="/data/r/n" type="int"/>""",
    "body": """<group ref="/data/g"><input ref="/data/g/name"/></group><input ref="/data/child"/>
    <repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat>""",
}
ANSWERS: dict[str, list[dict[str, Any]]] = {
    "answers": [
        {"name": "name", "items": "", "value": "An"},
        {"name": "photo", "items": "", "value": "0f3a/anh nha.jpg"},
        {"name": "child", "items": "", "value": "2"},
        {"name": "n", "items": "r:7", "value": "thứ hai"},
        {"name": "n", "items": "r:3", "value": "12"},
    ],
    "items": [{"path": "r:3", "order": 0, "added": False}, {"path": "r:7", "order": 1, "added": True}],
}


class Desk:
    """A folder with forms and answers, and the command."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        (folder / "form.xml").write_bytes(xform(**FORM))
        (folder / "newer.xml").write_bytes(xform(**NEWER))
        self.put("answers.json", ANSWERS)

    def put(self, name: str, data: object) -> None:
        (self.folder / name).write_text(json.dumps(data), encoding="utf-8")

    def run(self, act: str, *words: str) -> tuple[int, str, str]:
        names = [str(self.folder / word) if "." in word else word for word in words]
        status = main(["submission", act, *names])
        return status, *self.capsys.readouterr()

    def told(self, act: str, *words: str) -> dict[str, Any]:
        status, out, err = self.run(act, *words)
        assert (status, err) == (0, "")
        found: dict[str, Any] = json.loads(out)
        return found


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def values(told: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What people answered, by item and question."""
    return {(one["items"], one["name"]): one["value"] for one in told["answers"] if one["name"] != "instanceID"}


def test_answers_go_out_and_come_back(desk: Desk) -> None:
    written = desk.told("write", "form.xml", "answers.json", "out.xml")
    root = etree.fromstring((desk.folder / "out.xml").read_bytes())
    assert [one.findtext("n") for one in root.findall("r")] == ["12", "thứ hai"]
    assert root.findtext("photo") == "anh_nha.jpg"
    assert written["instance_id"].startswith("uuid:")
    assert written["attachments"] == {"anh_nha.jpg": "0f3a/anh nha.jpg"}
    assert (written["unfit"], written["left_out"], written["entities"]) == ([], [], [])
    desk.put("written.json", written)
    back = desk.told("read", "form.xml", "out.xml", "--attachments", "written.json")
    assert (back["version"], back["instance_id"], back["unfit"]) == ("3", written["instance_id"], [])
    assert values(back) == {
        ("", "name"): "An",
        ("", "photo"): "0f3a/anh nha.jpg",
        ("", "child"): "2",
        ("r:1", "n"): "12",
        ("r:2", "n"): "thứ hai",
    }
    desk.put("back.json", back)
    assert desk.told("write", "form.xml", "back.json", "again.xml")["attachments"] == written["attachments"]


def test_an_id_may_be_given_and_an_older_submission_replaced(desk: Desk) -> None:
    desk.told("write", "form.xml", "answers.json", "out.xml", "--id", "uuid:2", "--replaces", "uuid:1")
    back = desk.told("read", "form.xml", "out.xml")
    assert (back["instance_id"], back["deprecated_id"]) == ("uuid:2", "uuid:1")
    status, out, err = desk.run("write", "form.xml", "answers.json", "x.xml", "--id", "uuid:1", "--replaces", "uuid:1")
    assert (status, out) == (1, "")
    assert "phải khác mã của bài nộp được thay" in err
    assert not (desk.folder / "x.xml").exists()


def test_what_does_not_go_out_is_listed(desk: Desk) -> None:
    more = [{"name": "name", "items": "", "value": "Bình"}, {"name": "xe", "items": "", "value": "2"}]
    desk.put("answers.json", ANSWERS | {"answers": [*ANSWERS["answers"][1:], *more]})
    told = desk.told("write", "form.xml", "answers.json", "out.xml")
    assert told["left_out"] == [{"name": "child", "items": ""}]
    assert [(one["name"], one["reason"], one["sentence"]) for one in told["unfit"]] == [
        ("xe", "question", "xe: “2” – phiếu mới không còn câu này.")
    ]


def test_what_the_form_has_no_place_for_is_listed_when_a_submission_is_read(desk: Desk) -> None:
    desk.told("write", "form.xml", "answers.json", "out.xml")
    told = desk.told("read", "newer.xml", "out.xml")
    assert {(one["name"], one["reason"]) for one in told["unfit"]} == {
        ("name", "question"),
        ("photo", "question"),
        ("n", "type"),
    }
    assert values(told)["r:1", "n"] == "12"


def test_old_answers_open_in_a_newer_form(desk: Desk) -> None:
    told = desk.told("upgrade", "form.xml", "newer.xml", "answers.json")
    assert values(told) == {("", "name"): "An", ("", "child"): "2", ("r:3", "n"): "12"}
    assert [(one["name"], one["items"], one["reason"]) for one in told["unfit"]] == [
        ("photo", "", "question"),
        ("n", "r:7", "type"),
    ]
    assert [one["path"] for one in told["items"]] == ["r:3", "r:7"]


def _answer(**more: object) -> dict[str, Any]:
    return {"answers": [{"name": "name", "value": "An"} | more]}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda desk: desk.put("answers.json", []), 'phải là một đối tượng JSON có "answers"'),
        (lambda desk: desk.put("answers.json", {"answers": {}}), '"answers" phải là một danh sách'),
        (lambda desk: desk.put("answers.json", _answer(nmae="x")), 'mục số 1: không có "nmae"'),
        (lambda desk: desk.put("answers.json", _answer(value=2)), '"value" phải là một chuỗi'),
        (lambda desk: desk.put("answers.json", _answer(skipped="no")), '"skipped" phải là true hoặc false'),
        (lambda desk: desk.put("answers.json", {"items": [{"path": "r:1", "order": "0"}]}), "phải là một số nguyên"),
        (lambda desk: (desk.folder / "answers.json").write_text("{"), "không phải JSON"),
        (lambda desk: (desk.folder / "answers.json").unlink(), "Không có tệp"),
        (lambda desk: (desk.folder / "form.xml").write_text("<a/>"), "thiếu model"),
    ],
)
def test_a_mistake_is_one_sentence(desk: Desk, spoil: Callable[[Desk], object], words: str) -> None:
    spoil(desk)
    status, out, err = desk.run("write", "form.xml", "answers.json", "out.xml")
    assert (status, out) == (1, "")
    assert words in err
    assert not (desk.folder / "out.xml").exists()


def test_a_submission_of_another_form_is_refused(desk: Desk) -> None:
    (desk.folder / "out.xml").write_text('<other id="khac" version="1"/>')
    status, _, err = desk.run("read", "form.xml", "out.xml")
    assert status == 1
    assert "bài nộp thuộc phiếu “khac”" in err
