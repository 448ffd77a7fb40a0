"""Times that the law on personal data sets, as data: content/privacy/."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.calendar import working_days_after


class PrivacyError(ValueError):
    """The file cannot be used; the text says what is wrong in it."""


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
    """From the one file of content/privacy/. Raises PrivacyError."""
    name, content = next(iter(sorted(files.items())), ("privacy/du-lieu-ca-nhan.toml", b""))
    try:
        told = tomllib.loads(content.decode("utf-8"))["answer"]
        found = AnswerTime(int(told["working_days"]), str(told["reference"]), str(told["confidence"]))
    except (ValueError, KeyError, TypeError) as error:
        raise PrivacyError(f"content/{name}: [answer] needs working_days, reference, confidence ({error})") from None
    if found.working_days < 1:
        raise PrivacyError(f"content/{name}: answer.working_days must be at least 1")
    return found
