"""`python -m survey submission write | read | upgrade`: answers as ODK instance XML and back, and old answers in a newer form."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from survey.state import AnswerKey, Item, Record, Stored, path_of, path_text
from survey.xform.exchange.entities import entities
from survey.xform.exchange.fit import Unfit
from survey.xform.exchange.reading import read_submission
from survey.xform.exchange.upgrade import carry_over
from survey.xform.exchange.writing import names_of, serialise
from survey.xform.form.model import Form
from survey.xform.running.instance import Instance

Json = dict[str, object]

_ANSWER, _ITEM = {"name", "items", "value", "skipped"}, {"path", "order", "added"}


def write(
    form: Form, record: Record, now: datetime, seed: int, *, instance_id: str, replaces: str = ""
) -> tuple[bytes, Json]:
    """The answers as instance XML, and what else there is to say: {"instance_id", "attachments", "entities", "unfit", "left_out"}.

    `attachments`: name in the XML -> stored answer, for `read`. `unfit`: answers that the form has no place for, with the reason; `left_out`: those
    whose question does not apply now. `replaces`: the id of the submission that this one takes the place of. Raises ValueError.
    """
    if instance_id == replaces:
        raise ValueError(f"mã bài nộp mới ({instance_id}) phải khác mã của bài nộp được thay.")
    taken, unfit = carry_over(record, form)
    instance = Instance.restore(form, taken, now, seed=seed)
    made = serialise(instance, instance_id=instance_id, deprecated_id=replaces)
    return made.xml, {
        "instance_id": made.instance_id,
        "attachments": dict(names_of(made.attachments)),
        "entities": [asdict(one) for one in entities(instance)],
        "unfit": _unfit(unfit),
        "left_out": [_key(key) for key, one in taken.answers.items() if one.value and _is_left_out(instance, key)],
    }


def _is_left_out(instance: Instance, key: AnswerKey) -> bool:
    node = instance.find(key)
    while node is not None:
        if not node.relevant:
            return True
        node = node.parent
    return False


def read(form: Form, xml: bytes, files: Mapping[str, str]) -> Json:
    """What an instance XML says: {"version", "instance_id", "deprecated_id", "answers", "items", "unfit"}.

    `files`: name of an attachment -> what is stored for it. Raises FormError.
    """
    found = read_submission(form, xml, files)
    return {
        "version": found.version,
        "instance_id": found.instance_id,
        "deprecated_id": found.deprecated_id,
        **answers(found.record),
        "unfit": _unfit(found.unfit),
    }


def upgrade(record: Record, form: Form, old: Form) -> Json:
    """The answers given to `old`, as far as `form` takes them: {"answers", "items", "unfit"}."""
    taken, unfit = carry_over(record, form, old)
    return {**answers(taken), "unfit": _unfit(unfit)}


def answers(record: Record) -> Json:
    """A record as JSON; item paths as "thanh_vien:2" or "thanh_vien:2/ruong:1"."""
    return {
        "answers": [
            _key(key) | {"value": one.value} | ({"skipped": True} if one.skipped else {})
            for key, one in record.answers.items()
        ],
        "items": [{"path": path_text(one.path), "order": one.order, "added": one.added} for one in record.items],
    }


def read_answers(data: object) -> Record:
    """The reverse of `answers`; what else stands beside the two lists is passed over. Raises ValueError with the first mistake."""
    if not isinstance(data, dict):
        raise ValueError('tệp trả lời phải là một đối tượng JSON có "answers".')  # noqa: TRY004 - a mistake in a file, not in the program
    given = {
        AnswerKey(path_of(_text(row, "items", "")), _text(row, "name")): Stored(
            _text(row, "value"), _flag(row, "skipped")
        )
        for row in _rows(data, "answers", _ANSWER)
    }
    items = tuple(
        Item(path_of(_text(row, "path")), _whole(row, "order", place), _flag(row, "added"))
        for place, row in enumerate(_rows(data, "items", _ITEM))
    )
    return Record(given, items)


def _key(key: AnswerKey) -> Json:
    return {"name": key.name, "items": path_text(key.items)}


def _unfit(found: tuple[Unfit, ...]) -> list[Json]:
    return [_key(one.key) | {"value": one.value, "reason": one.reason, "sentence": one.sentence()} for one in found]


def _rows(data: Mapping[str, object], name: str, known: set[str]) -> list[Mapping[str, object]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f'"{name}" phải là một danh sách các đối tượng JSON.')
    for number, row in enumerate(rows, 1):
        strange = sorted(set(row) - known)
        if strange:
            raise ValueError(
                f'"{name}", mục số {number}: không có "{strange[0]}"; dùng được: {", ".join(sorted(known))}.'
            )
    return rows


def _text(row: Mapping[str, object], name: str, default: str | None = None) -> str:
    found = row.get(name, default)
    if not isinstance(found, str):
        raise ValueError(f'{row}: "{name}" phải là một chuỗi.')  # noqa: TRY004 - a mistake in a file, not in the program
    return found


def _flag(row: Mapping[str, object], name: str) -> bool:
    found = row.get(name, False)
    if not isinstance(found, bool):
        raise ValueError(f'{row}: "{name}" phải là true hoặc false.')  # noqa: TRY004 - see above
    return found


def _whole(row: Mapping[str, object], name: str, default: int) -> int:
    found = row.get(name, default)
    if isinstance(found, bool) or not isinstance(found, int):
        raise ValueError(f'{row}: "{name}" phải là một số nguyên.')  # noqa: TRY004 - see above
    return found
