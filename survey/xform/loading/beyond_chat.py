"""What a form asks of a device and a chat cannot do: said when the form is loaded, not dropped in silence."""

from collections.abc import Iterable, Iterator

from survey.xform.form.clauses import RECORD_AUDIO, SET_GEOPOINT
from survey.xform.form.definition import Action
from survey.xform.form.errors import FormProblem
from survey.xform.form.names import show
from survey.xform.form.shape import Shape

_AUDIT = "audit"
_META = "meta"


def beyond_chat(shape: Shape, actions: Iterable[Action]) -> Iterator[FormProblem]:
    """Actions that measure by themselves, and the log of what a person did on the screen."""
    for ref, kind in dict.fromkeys((action.target.ref, action.kind) for action in actions):
        if kind == SET_GEOPOINT:
            cause = "phiếu tự ghi vị trí; trong chat chỉ ghi được sau khi người trả lời gửi vị trí."
            yield FormProblem("action-location", show(ref), cause, "Nếu bắt buộc phải có, thêm một câu loại geopoint.")
        elif kind == RECORD_AUDIO:
            cause = "phiếu tự ghi âm; trong chat không ghi âm ngầm được nên ô này để trống."
            yield FormProblem("action-audio", show(ref), cause, "Thêm một câu loại audio để hỏi.")
    for definition in shape.definitions():
        if definition.name == _AUDIT and definition.parent is not None and definition.parent.name == _META:
            cause = "chat không ghi nhật ký thao tác nên ô này để trống."
            yield FormProblem("action-audit", show(definition.ref), cause, "Bỏ dòng audit nếu không dùng ở nơi khác.")
