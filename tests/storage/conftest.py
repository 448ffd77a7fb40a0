"""Databases, and a small commune to work with."""

from collections.abc import Iterator
from datetime import date

import pytest

from storage import Database, Work
from storage.records import Category, Role, Unit
from tests.storage.support.people import NOW, Commune
from tests.support.databases import *  # noqa: F403 - fixtures


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.work() as unit_of_work:
        yield unit_of_work


def _household(work: Work, number: int, head: str, unit: str, category: Category | None) -> int:
    return work.households.put(
        "xa", number, unit, head, "cạnh suối", last_category=category, last_score_a=132, last_score_b=20, last_year=2024
    )


@pytest.fixture
def commune(database: Database) -> Commune:
    """Two groups, three people, four households on the list of one round."""
    with database.work() as work:
        work.units.put(Unit("xa", "Xã", "commune", None, "rural", 30, "bài thử", 2025))
        for code in ("to-1", "to-2"):
            work.units.put(Unit(code, f"Tổ {code[-1]}", "group", "xa", "rural", 15, "bài thử", 2025))
        first = work.people.put("ra-soat-1", "Đinh Thị Rế", Role.COLLABORATOR, units=["to-1"]).id
        second = work.people.put("ra-soat-2", "Phạm Văn Lót", Role.COLLABORATOR, units=["to-2", "to-1"]).id
        checker = work.people.put("kiem-tra", "Lê Văn Tâm", Role.CHECKER, units=["xa"]).id
        official = work.people.put("cong-chuc", "Nguyễn Thị Hoà", Role.OFFICIAL, "culture_social", ["xa"]).id
        held = work.rounds.put(
            "xa", "2025", 2025, "periodic", starts=date(2025, 9, 1), ends=date(2025, 12, 14), form_key="phieu"
        )
        form = work.forms.publish("phieu", "1", "Phiếu", b"<h:html/>", NOW)
        ids = [
            _household(work, 12, "Phạm Văn Dắt", "to-1", Category.NEAR_POOR),
            _household(work, 13, "Đinh Thị Nía", "to-1", Category.POOR),
            _household(work, 14, "Phạm Văn Đạt", "to-2", Category.POOR),
            _household(work, 15, "Trần 100% Thuỷ", "to-2", None),
        ]
        owners = (first, first, second, None)
        assignments = [
            work.assignments.put(held.id, household, owner, NOW).id
            for household, owner in zip(ids, owners, strict=True)
        ]
        work.commit()
    return Commune(database, first, second, checker, official, held.id, form.id, ids[0], assignments[0])
