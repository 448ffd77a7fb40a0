"""Papers that officials edit in Word (content/templates/): each must be there, be a document, and name nothing that it is not given."""

from collections.abc import Iterator, Mapping

from survey.content.mistakes import ContentError, Mistake
from survey.exports.document import TemplateMistakeError, asked_for

SHEET, INVITATIONS = "templates/phieu-ho.docx", "templates/giay-moi.docx"
_SHEET_NAMES = "title commune number head unit address round person submitted state result score_a score_b printed rows"
NAMES = {SHEET: frozenset(_SHEET_NAMES.split()), INVITATIONS: frozenset({"invites", "telegram", "zalo", "bot"})}
"""What each may name; `rows` have `number`, `label` and `answer`, `invites` what `survey.exports.invitations.Invitation` has."""


def load_templates(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Those of the content folder. Raises ContentError with every mistake."""
    mistakes = [mistake for name, names in NAMES.items() for mistake in _mistakes(files, name, names)]
    if mistakes:
        raise ContentError(mistakes)
    return {name: files[name] for name in NAMES}


def _mistakes(files: Mapping[str, bytes], name: str, names: frozenset[str]) -> Iterator[Mistake]:
    if name not in files:
        yield Mistake(name, "", "không có tệp này.", "Lấy lại từ bản cài đặt.")
        return
    try:
        strange = sorted(asked_for(files[name]) - names)
    except TemplateMistakeError as error:
        yield Mistake(
            name, "cả tệp", f"không đọc được mẫu Word này ({error}).", "Lưu lại bằng Word, hoặc lấy lại từ bản cài đặt."
        )
        return
    for one in strange:
        known = ", ".join(sorted(names))
        yield Mistake(name, "{{ " + one + " }}", "bot không điền tên này.", f"Dùng một trong: {known}.")
