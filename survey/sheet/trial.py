"""A form begun once and answered question by question, as ODK Validate does: what cannot be opened, and what has no result."""

from collections.abc import Iterator
from datetime import UTC, datetime

from survey.sheet.problems import Flaw
from survey.written import vietnamese_number
from survey.xform import Control, Form, Instance
from survey.xform.form.definition import FormNode, controls
from survey.xform.form.errors import Failure, InstanceError, LimitError

_NOW = datetime(2025, 1, 15, 8, tzinfo=UTC)
_SAMPLES = {
    "int": "1",
    "decimal": "1.5",
    "date": "2025-01-31",
    "time": "07:30:00.000+07:00",
    "dateTime": "2025-01-31T07:30:00.000+07:00",
    "geopoint": "14.76 108.74 0 0",
    "geotrace": "14.76 108.74 0 0;14.77 108.74 0 0",
    "geoshape": "14.76 108.74 0 0;14.77 108.74 0 0;14.76 108.75 0 0;14.76 108.74 0 0",
}
_TEXT = "a"
_STEPS = 20_000_000
"""Steps that beginning the form, or one answer, may take in a trial."""
_MOST = 30
"""So many that fail are told; a form with more of them has one cause."""
_PLAIN_CURE = "Sửa biểu thức, hoặc chỉ tính khi các câu nó cần đã có câu trả lời, ví dụ: if(${a} != '', …, '')."
_LIMITED = "Giảm số này, hoặc bỏ bớt phép tính lặp."
_LIMITS = {
    "items": "Phiếu này tạo danh sách có quá {most} mục.",
    "nodes": "Phiếu này tạo quá {most} ô trả lời.",
    "length": "Phiếu này tạo câu trả lời dài quá {most} ký tự.",
    "steps": "Phiếu này tính quá lâu (quá {most} bước).",
}


def trial_flaws(form: Form) -> list[Flaw]:
    """What fails in a new instance, and with each answer alone. A form that cannot be begun is of no use; a calculation without a result is."""
    try:
        begun = Instance.new(form, _NOW, steps=_STEPS)
    except InstanceError as error:
        return [_limited(error, (), "Phiếu không mở được: ")]
    with_items = _with_items(form, begun)
    found = {(one.ref, one.part): one for one in map(_flaw, begun.failures())}
    for flaw in with_items if isinstance(with_items, list) else _answers(form, begun):
        found.setdefault((flaw.ref, flaw.part), flaw)
        if len(found) >= _MOST:
            break
    begun.close()
    return list(found.values())


def _with_items(form: Form, instance: Instance) -> list[Flaw] | None:
    """An item in each roster that begins empty, so that what stands in it is tried as well."""
    try:
        for definition in form.repeats():
            repeat = definition.repeat
            if (
                repeat is not None
                and repeat.count is None
                and not instance.nodes(definition.ref)
                and not definition.scope
            ):
                instance.add_item(repeat)
    except InstanceError as error:
        return [_limited(error, definition.ref)]
    return None


def _answers(form: Form, instance: Instance) -> Iterator[Flaw]:
    known = set(instance.failures())
    for control in controls(form.body):
        if control.definition.children or not _is_read(control):
            continue
        for node in instance.nodes(control.ref)[:1]:
            try:
                yield from _answered(control, node, instance, known)
            except InstanceError as error:
                yield _limited(error, control.ref)
                return


def _answered(control: Control, node: FormNode, instance: Instance, known: set[Failure]) -> Iterator[Flaw]:
    before = node.value
    instance.set(node, _sample(control, node, instance))
    instance.constraint_ok(node)
    for one in instance.failures():
        if one not in known:
            known.add(one)
            yield _flaw(one)
    instance.set(node, before)


def _is_read(control: Control) -> bool:
    definition = control.definition
    return bool(definition.readers) or definition.bind.constraint is not None or bool(control.actions)


def _sample(control: Control, node: FormNode, instance: Instance) -> str:
    if control.is_select:
        return next(iter(instance.choice_values(control, node)), "")
    if control.kind == "range":
        return control.attributes.get("start", "1")
    return _SAMPLES.get(control.type, _TEXT)


def _flaw(failure: Failure) -> Flaw:
    cause = f"Không tính được: {failure.reason.rstrip('.')}."
    return Flaw("calculation.fails", failure.ref, failure.part, cause, _PLAIN_CURE)


def _limited(error: InstanceError, ref: tuple[str, ...], before: str = "") -> Flaw:
    if not isinstance(error, LimitError):
        return Flaw("form.limit", ref, "", f"{before}{error}.", _LIMITED, never=True)
    cause = _LIMITS[error.code].format(most=vietnamese_number(error.most))
    named = error.where or ref
    return Flaw("form.limit", named, error.part, f"{before}{cause}", _LIMITED, never=True)
