"""The plan as data: targets, tasks and when to remind (`content/programme/`). Every number carries its reference and confidence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any


class ProgrammeError(Exception):
    """The plan's file is not usable; `mistakes` says what, one sentence each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Target:
    """A target (chỉ tiêu); `unit` is "percent_of_households" or "households"."""

    key: str
    title: str
    bound: str
    value: float
    unit: str
    reference: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task (nhiệm vụ) with its deadline, a local date; `confidence` "default" = the plan gives no date."""

    key: str
    title: str
    lead: str
    reference: str
    due_on: date
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """When a reminder goes out: so many days before the deadline, negative = after it."""

    key: str
    days_before: int


@dataclass(frozen=True, slots=True)
class Programme:
    """One year's plan."""

    key: str
    title: str
    year: int
    targets: tuple[Target, ...]
    tasks: tuple[PlannedTask, ...]
    remind_at: time
    stages: tuple[Stage, ...]

    def target(self, key: str) -> Target | None:
        return next((one for one in self.targets if one.key == key), None)


def load_programme(files: Mapping[str, bytes]) -> Programme:
    """The newest plan among `programme/*.toml`. Raises ProgrammeError with every mistake."""
    plans: list[Programme] = []
    mistakes: list[str] = []
    for name, content in sorted(files.items()):
        try:
            plans.append(_plan(tomllib.loads(content.decode("utf-8"))))
        except KeyError as error:
            mistakes.append(f"content/{name}: thiếu {error}; xem chú thích đầu tệp.")
        except (TypeError, ValueError) as error:
            mistakes.append(f"content/{name}: không đọc được ({error}); sửa lại cho đúng TOML.")
    if not plans and not mistakes:
        mistakes.append("content/programme/: chưa có kế hoạch nào; thêm một tệp .toml.")
    if mistakes:
        raise ProgrammeError(mistakes)
    return max(plans, key=lambda plan: plan.year)


def _plan(tree: Mapping[str, Any]) -> Programme:
    return Programme(
        key=tree["programme"]["key"],
        title=tree["programme"]["title"],
        year=tree["programme"]["year"],
        targets=tuple(Target(**one) for one in tree["target"]),
        tasks=tuple(PlannedTask(**one) for one in tree["task"]),
        remind_at=tree["reminders"]["at"],
        stages=tuple(Stage(**one) for one in tree["reminders"]["stages"]),
    )
