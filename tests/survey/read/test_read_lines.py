"""`survey read`: a JSON line in, a JSON line out."""

import json

import pytest

from survey.commands.read import run_read


@pytest.mark.parametrize(
    ("line", "code"),
    [
        *(("", "input.json"), ("x", "input.json"), ("[]", "input.json"), ('{"kind": "money"}', "input.json")),
        *(('{"kind": "money", "text": 5}', "input.json"), ('{"kind": "sum", "text": "5"}', "input.kind")),
        *(
            ('{"kind": "date", "text": "1990"}', "input.today"),
            ('{"kind": "date", "text": "1990", "today": "x"}', "input.today"),
        ),
    ],
)
def test_a_line_that_is_no_task_is_answered_with_what_is_missing(line: str, code: str) -> None:
    assert json.loads(next(run_read([line]))) == {"refused": code}


def test_the_command_line_speaks_in_sentences_where_it_has_them() -> None:
    answers = run_read(
        ['{"kind": "phone", "text": "113"}', '{"kind": "yesno", "text": "có"}'], {"phone.length": "{digits} số"}
    )
    assert [json.loads(answer) for answer in answers] == [{"refused": "3 số"}, {"value": True}]
