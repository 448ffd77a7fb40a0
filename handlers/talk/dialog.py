"""Where a person is in the conversation: small, kept between turns, never the truth about answers."""

import json
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Dialog:
    """What the bot must remember to understand the next message.

    `interview` is the open interview, `focus` a screen that the person asked for ("sửa 9"), `pending` a small question that stands before
    it (("remove", "thanh_vien:5") asks for a reason), `draft` the choices tapped so far in a multi-select, `asked` the question that was
    asked last and `asked_rows` the outbox rows that carried it, oldest first, `found` the household numbers of the last search, `language` the one
    of a form's languages that the person chose.
    `ended` is the outbox row that said that an interview was over or left: what was typed before it came is an answer that came too late.
    `trial` says that the open interview is only a trial, `upload` which form version an admin has sent and not yet decided about;
    `checked` is one that was found to be without mistakes while something else was open: it is what is decided about once that is closed.
    `file` is a file (what is asked, key, name, mime) of which the person was asked what it is.
    """

    interview: int | None = None
    focus: str = ""
    pending: tuple[str, str] = ("", "")
    draft: tuple[str, ...] = ()
    asked: str = ""
    asked_rows: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    trial: bool = False
    upload: int | None = None
    checked: int | None = None
    file: tuple[str, ...] = ()
    language: str = ""
    ended: int | None = None

    def idle(self) -> "Dialog":
        """The same person with nothing open."""
        return Dialog(language=self.language, ended=self.ended, upload=self.checked)

    def speaking(self, language: str) -> "Dialog":
        """From now on in this language of the form."""
        return replace(self, language=language)

    def settled(self) -> "Dialog":
        """The interview goes on where the path says."""
        return replace(self, focus="", pending=("", ""), draft=())

    def with_asked(self, asked: str, row: int | None) -> "Dialog":
        """Remember which outbox row asked; the same question asked again keeps its first row, for that one may already have been read."""
        if not asked or row is None:
            return replace(self, asked=asked, asked_rows=())
        rows = self.asked_rows if asked == self.asked else ()
        return replace(self, asked=asked, asked_rows=(*rows[:1], *rows[1:][-3:], row))


def dialog_to_json(dialog: Dialog) -> str:
    """One line of JSON; what is empty is left out."""
    fields = {name: value for name, value in asdict(dialog).items() if value not in (None, "", (), ("", ""), False)}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def dialog_from_json(text: str) -> Dialog:
    """The reverse of `dialog_to_json`; names it does not know are left out, so that an upgrade never traps a person."""
    fields = json.loads(text) if text else {}
    known = {name: fields[name] for name in Dialog.__dataclass_fields__ if name in fields}
    for name in ("draft", "asked_rows", "found", "pending", "file"):
        if name in known:
            known[name] = tuple(known[name])
    return Dialog(**known)
