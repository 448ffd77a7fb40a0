"""Times that the law on personal data sets, as data: content/privacy/."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.calendar import working_days_after
from survey.content.mistakes import ContentError, Mistake
from survey.content.tables import read_tables

FILE = "privacy/du-lieu-ca-nhan.toml"


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long a person may wait for the answer to a request about their data, with its source and how sure it is."""

    working_days: int
    reference: str
    confidence: str

    def until(self, asked_on: date) -> date:
        """The last day, of the local calendar."""
        return working_days_after(asked_on, self.working_days)


def load_privacy(files: Mapping[str, bytes]) -> AnswerTime:
    """From the one file of content/privacy/. Raises ContentError with every mistake."""
    name, *more = sorted(files) or [FILE]
    if name not in files:
        raise ContentError([Mistake(name, "", "không có tệp này.", "Lấy lại từ bản cài đặt.")])
    tables = read_tables(name, files[name])
    answer = tables.table("answer")
    found = AnswerTime(answer.whole("working_days", 1), answer.text("reference"), answer.text("confidence"))
    tables.mistakes += [Mistake(other, "", f"{name} đã ghi thời hạn.", "Giữ lại một tệp.") for other in more]
    tables.settle()
    return found
