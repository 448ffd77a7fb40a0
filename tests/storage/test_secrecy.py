"""What is sensitive lies sealed on the disk, in every table and in the log of SQLite."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from chat import Outgoing
from storage.engine import make_engine
from storage.records import (
    AnswerChange,
    CallReason,
    Category,
    Cause,
    Changes,
    NewOutgoing,
    Outcome,
    Result,
    Shown,
    StoredFile,
    with_person,
)
from storage.tables import Row
from storage.work import Database, Work
from survey.register.against.households import Change
from survey.register.against.known import YearFacts
from survey.state import AnswerKey
from tests.storage.support.people import NOW, Commune, address, incoming, said

SECRETS = ("051071000123", "0912345678", "khuyết tật nặng", "Hrê-19", "K7QXM2", "chạy thận", "nutrition")


def _list(work: Work) -> None:
    """What a list says in columns that nobody knows."""
    poor = YearFacts("poor", 120, 30)
    extra = {"Bệnh tật": SECRETS[2], "Điện thoại": SECRETS[1]}
    listed = Change(None, 77, "Phạm Văn Lót", "Tổ 1", "", extra, 2024, poor, (2024, poor), (), ("new",))
    work.lists.write("xa", {"Tổ 1": "to-1"}, [listed], NOW)


def _write(commune: Commune) -> None:
    cccd, phone, health, ethnicity, code, reason, lacks = SECRETS
    person = commune.collaborator
    with commune.database.work() as work:
        work.households.put_member(
            commune.household, 1, "Phạm Văn Dắt", "nam", "chu_ho", ethnicity=ethnicity, cccd=cccd
        )
        _list(work)
        interview = work.interviews.create(commune.assignment, commune.form_id, "nd07-2021", person, NOW)
        keys = {"cccd": cccd, "phone": phone, "health": health, "toilet": "hố xí tự hoại"}
        for at in (NOW, NOW + timedelta(minutes=1)):
            changes = Changes(tuple(AnswerChange(AnswerKey((), name), value) for name, value in keys.items()))
            work.interviews.save(
                interview.id, changes, sensitive=frozenset({"cccd", "phone", "health"}), by=person, at=at
            )
        work.inbox.ingest(incoming("1", text=cccd), NOW)
        (outbox,) = work.outbox.enqueue(
            Cause("in:1"), [NewOutgoing(address(), Outgoing(f"Đã ghi {phone} {health}"))], NOW
        )
        work.web.put_bot("p", Shown(f"Đã ghi {phone}"), NOW, outbox_id=outbox)
        work.web.put_person("p", "c", Shown(f"{cccd} {health}"), NOW)
        work.conversations.save(with_person(1), f"{ethnicity} {cccd}", [outbox], NOW)
        work.invites.create(person, code, None, NOW, NOW + timedelta(hours=1))
        work.files.add(StoredFile("a" * 32, f"căn cước {cccd}.jpg", "image/jpeg", 1, None, NOW))
        work.visits.add(commune.assignment + 1, Outcome.ABSENT, f"cả nhà {reason}", None, by=person, at=NOW)
        work.interviews.give_consent(interview.id, said(commune, given=True))
        work.interviews.submit(interview.id, Result(Category.POOR, 1, 2, 3, (lacks,)), person, NOW)
        work.people.set_phone(person, phone)
        work.calls.put(person, Cause("call:1"), CallReason.NO_ACCOUNT, Outgoing(f"{phone} {health}"), NOW)
        work.commit()


def test_no_sensitive_text_is_in_the_files_of_the_database(commune: Commune, tmp_path: Path) -> None:
    if commune.database.dialect != "sqlite":
        pytest.skip("the server's files are not ours to read")
    _write(commune)
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "hố xí tự hoại".encode() in content  # so the files read are the ones written
    assert [secret for secret in SECRETS if secret.encode() in content] == []


def test_no_sensitive_text_is_in_any_column(commune: Commune, database_url: str) -> None:
    _write(commune)
    engine = make_engine(database_url)
    with engine.connect() as connection:
        tables = Row.metadata.tables
        stored = " ".join(
            str([bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else v for v in row])
            for table in tables
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )
    engine.dispose()
    assert "hố xí tự hoại" in stored
    assert [secret for secret in SECRETS if secret in stored or secret.encode().decode("latin-1") in stored] == []


def test_an_error_of_the_database_tells_no_values(database: Database) -> None:
    with database.work() as work, pytest.raises(IntegrityError) as caught:
        work.households.put_member(99, 1, "Phạm Văn Dắt", "nam", "chu_ho", cccd="051071000123")
    assert "Dắt" not in str(caught.value)
