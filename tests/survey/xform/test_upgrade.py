"""A newer version opens the answers of an older one: what fits stays, wherever it stands now, and the rest is listed."""

import pytest

from survey.state import AnswerKey, Item, Record, Stored
from survey.xform import Form, Instance
from survey.xform.exchange.fit import Reason
from survey.xform.exchange.upgrade import carry_over
from tests.survey.xform.support.forms import NOW, form, one

LIST = "<instance id='l'><root><item><name>a</name><of>1</of></item><item><name>b</name><of>2</of></item></root></instance>"
SELECT = (
    """<{kind} ref="/data/x"><itemset nodeset="{nodeset}"><value ref="name"/><label ref="name"/></itemset></{kind}>"""
)
FILTERED = "instance('l')/root/item[of = /data/y]"


def plain(type_: str = "string", more: str = "") -> Form:
    return form(
        instance="<x/><y/>", binds=f'<bind nodeset="/data/x" type="{type_}" {more}/>', body='<input ref="/data/x"/>'
    )


def select(kind: str, nodeset: str = FILTERED) -> Form:
    return form(instance="<x/><y/>", lists=LIST, body=SELECT.format(kind=kind, nodeset=nodeset))


def members(count: str = "", inner: str = "<age/>", name: str = "m") -> Form:
    attribute = f'jr:count="{count}"' if count else ""
    return form(
        instance=f"<n/><{name} jr:template=''>{inner}</{name}>",
        body=f"""<input ref="/data/n"/><repeat nodeset="/data/{name}" {attribute}></repeat>""",
    )


def answers(**values: str) -> Record:
    return Record({AnswerKey((), name): Stored(value) for name, value in values.items()}, ())


CHANGES: list[tuple[str, Form, str, str | None, Reason | None]] = [
    ("the same", plain(), "abc", "abc", None),
    ("text to number", plain("int"), "12", "12", None),
    ("text that is no number", plain("int"), "abc", None, "type"),
    ("a fraction to a whole number", plain("int"), "2.5", None, "type"),
    ("whole to decimal", plain("decimal"), "12", "12.0", None),
    ("a number to a date", plain("date"), "12", None, "type"),
    ("text to a date", plain("date"), "2025-02-28", "2025-02-28", None),
    ("no day of the calendar", plain("date"), "2025-02-30", None, "type"),
    ("text to a time", plain("time"), "08:00:00.000+07:00", "08:00:00.000+07:00", None),
    ("text to a place", plain("geopoint"), "here", None, "type"),
    (
        "now calculated",
        form(instance="<x/>", binds='<bind nodeset="/data/x" calculate="1 + 1"/>'),
        "3",
        None,
        "calculated",
    ),
    ("gone", form(instance="<y/>"), "1", None, "question"),
    ("now a group", form(instance="<x><y/></x>"), "1", None, "question"),
    ("moved into a group", form(instance="<g><h><x/></h></g>"), "1", "1", None),
    ("two of that name", form(instance="<g><x/></g><h><x/></h>"), "1", None, "ambiguous"),
    ("now in a roster", members(inner="<x/>"), "1", None, "scope"),
    ("still offered by some filter", select("select1"), "b", "b", None),
    ("no longer offered", select("select1"), "c", None, "choice"),
    ("several where one is asked", select("select1"), "a b", None, "choice"),
    ("one of two is gone", select("select"), "a c b", "a b", "choice"),
    ("a shuffled list", select("select", "randomize(instance('l')/root/item, 4)"), "c", None, "choice"),
    ("a list of the interview's own answers", select("select1", "/data/y"), "c", "c", None),
    ("cleared", plain(), "", "", None),
]


@pytest.mark.parametrize(
    ("made", "value", "kept", "reason"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_an_answer_is_kept_or_listed(made: Form, value: str, kept: str | None, reason: Reason | None) -> None:
    record, unfit = carry_over(answers(x=value), made)
    assert [stored.value for stored in record.answers.values()] == ([] if kept is None else [kept])
    assert [problem.reason for problem in unfit] == ([] if reason is None else [reason])
    assert all(problem.value in value and problem.sentence() for problem in unfit)


def test_the_old_form_tells_questions_of_one_name_apart() -> None:
    old = form(instance="<g><x/></g><h><x/></h>")
    record = answers(**{"/data/g/x": "1", "/data/h/x": "2"})
    same, unfit = carry_over(record, form(instance="<y/><g><x/></g><h><x/></h>"))
    assert (same, unfit) == (record, ())
    one_left, unfit = carry_over(record, form(instance="<h><x/></h>"), old)
    assert one_left.answers == {AnswerKey((), "x"): Stored("2")}
    assert [(problem.value, problem.reason) for problem in unfit] == [("1", "question")]
    assert [problem.reason for problem in carry_over(record, form(instance="<h><x/></h>"))[1]] == ["ambiguous"]
    split, unfit = carry_over(answers(x="1"), old, form(instance="<g><x/></g>"))
    assert (split.answers, unfit) == ({AnswerKey((), "/data/g/x"): Stored("1")}, ())


def test_a_file_is_no_text() -> None:
    assert carry_over(answers(x="abc"), plain("binary"), plain())[1][0].reason == "type"
    assert carry_over(answers(x="abc.jpg"), plain("binary"), plain("binary"))[1] == ()


def roster(*ids: str) -> Record:
    items = tuple(Item((("m", item),), order) for order, item in enumerate(ids))
    return Record({AnswerKey((("m", item),), "age"): Stored(item * 2) for item in ids}, items)


def test_items_keep_their_ids_and_answers_of_removed_items_stay() -> None:
    record = roster("1", "4")
    left = Record({**record.answers, AnswerKey((("m", "2"),), "age"): Stored("9")}, record.items)
    assert carry_over(left, members()) == (left, ())


def test_items_are_numbered_where_an_answer_says_how_many() -> None:
    left = roster("3", "4")
    removed = AnswerKey((("m", "1"),), "age")
    record, unfit = carry_over(Record({removed: Stored("9"), **left.answers}, left.items), members("/data/n"))
    assert [(problem.key, problem.reason) for problem in unfit] == [(removed, "item")]
    assert {key.items[0][1]: stored.value for key, stored in record.answers.items()} == {"1": "33", "2": "44"}


@pytest.mark.parametrize(
    ("made", "reason"),
    [(members(name="other"), "item"), (members(inner="<other/>"), "question"), (form(instance="<age/>"), "item")],
)
def test_answers_of_a_roster_that_is_not_there_are_listed(made: Form, reason: Reason) -> None:
    record, unfit = carry_over(roster("1", "2"), made)
    assert record.answers == {}
    assert [problem.reason for problem in unfit] == [reason, reason]


def test_a_question_that_left_the_roster_is_listed() -> None:
    made = form(instance="<age/><m jr:template=''><x/></m>", body='<repeat nodeset="/data/m"/>')
    assert [problem.reason for problem in carry_over(roster("1"), made)[1]] == ["scope"]


def test_the_newer_version_runs_on_what_was_carried_over() -> None:
    old = Instance.new(plain(), NOW)
    old.set(one(old, "/data/x"), "7")
    newer = form(
        instance="<g><x/></g><twice/>",
        binds='<bind nodeset="/data/g/x" type="int"/><bind nodeset="/data/twice" calculate="/data/g/x * 2"/>',
        body='<input ref="/data/g/x"/>',
    )
    record, _ = carry_over(old.record(), newer, old.form)
    assert one(Instance.restore(newer, record, NOW), "/data/twice").value == "14"
