"""The register put right: what is so now, the household's history, and what of it is sealed, wiped and brought along."""

from dataclasses import replace

from sqlalchemy import text

from storage.engine import make_engine
from storage.records import EventKind, HouseholdEvent, Why
from survey.register.against.households import Change
from survey.register.against.known import YearFacts
from tests.storage.support.people import NOW, Commune

SECRET, NUMBER, PHONE = "ra ở riêng vì cãi nhau", "051071000123", "+84905111222"


def why(commune: Commune, reason: str = SECRET) -> Why:
    return Why(commune.official, "telegram/bot/7", NOW, NOW.date(), reason)


def family(commune: Commune) -> None:
    with commune.database.work() as work:
        people = (("Phạm Văn Dắt", "nam", "chu_ho"), ("Phạm Thị Rế", "nu", "vo"), ("Phạm Văn Lót", "nam", "con"))
        for ordinal, (name, sex, relation) in enumerate(people, start=1):
            work.households.put_member(
                commune.household, ordinal, name, sex, relation, cccd=NUMBER if ordinal == 3 else None
            )
        work.commit()


def test_who_splits_off_leaves_a_line_and_a_row_in_both_households(commune: Commune) -> None:
    family(commune)
    with commune.database.work() as work:
        son = work.households.members(commune.household)[-1]
        number = work.corrections.split(commune.household, [son], why(commune))
        work.commit()
    with commune.database.look() as work:
        origin, (new,) = work.households.get(commune.household), work.households.of_number(number)
        assert origin is not None
        assert (new.head_name, new.unit, number > origin.number) == ("Phạm Văn Lót", origin.unit, True)
        assert [one.name for one in work.households.members(origin.id)] == ["Phạm Văn Dắt", "Phạm Thị Rế"]
        gone = work.households.members(origin.id, everybody=True)[-1]
        assert (gone.id, gone.left_reason, gone.left_at, gone.cccd) == (son.id, "split", NOW, NUMBER)
        (there,) = work.households.members(new.id)
        assert (there.cccd, there.relation, there.ordinal) == (NUMBER, "chu_ho", 1)
        assert work.households.by_cccd(NUMBER) == ((origin.id, son.id), (new.id, there.id))
        event = HouseholdEvent(EventKind.SPLIT, why(commune), "out", name="Phạm Văn Lót", other=new.id)
        assert work.corrections.of(origin.id) == (event,)
        assert work.corrections.of(new.id) == (replace(event, what="in", other=origin.id),)


def test_what_was_corrected_keeps_what_was_there_and_is_sealed(commune: Commune, database_url: str) -> None:
    family(commune)
    with commune.database.work() as work:
        head = work.households.members(commune.household)[0]
        facts = {"name": "Phạm Văn Dắc", "birth_year": 1971, "phone": PHONE, "cccd": "051071000999"}
        work.corrections.member(commune.household, head, facts, why(commune), is_head=True)
        work.commit()
    with commune.database.look() as work:
        now, household = work.households.members(commune.household)[0], work.households.get(commune.household)
        assert household is not None
        assert (now.name, now.birth_year, now.phone, now.cccd) == tuple(facts.values())
        assert household.head_name == "Phạm Văn Dắc"
        assert work.households.by_cccd("051071000999") == ((commune.household, now.id),)
        lines = [(one.what, one.before, one.after) for one in work.corrections.of(commune.household)]
    assert lines == [
        ("name", "Phạm Văn Dắt", "Phạm Văn Dắc"),
        ("birth_year", "", "1971"),
        ("phone", "", PHONE),
        ("cccd", "", "051071000999"),
    ]
    engine = make_engine(database_url)
    with engine.connect() as connection:
        rows = [
            *connection.execute(text("SELECT * FROM household_event")),
            *connection.execute(text("SELECT * FROM member")),
        ]
    engine.dispose()
    assert not [one for one in (SECRET, PHONE, "051071000999") if one.encode() in repr(rows).encode()]


def test_a_household_that_ended_is_on_no_list_until_a_list_or_somebody_brings_it_back(commune: Commune) -> None:
    family(commune)
    with commune.database.work() as work:
        work.corrections.left(commune.household, why(commune))
        found = work.households.get(commune.household)
        assert found is not None
        assert found.ended_at == NOW
        assert not [one for one in work.lists.known("xa", ended=False) if one.id == commune.household]
        assert [one for one in work.lists.known("xa") if one.id == commune.household]
        work.corrections.back(commune.household, why(commune))
        again = work.households.get(commune.household)
        assert again is not None
        assert again.ended_at is None
        assert [one.kind for one in work.corrections.of(commune.household)] == [EventKind.LEFT, EventKind.CAME]
        work.corrections.left(commune.household, why(commune))
        (known,) = [one for one in work.lists.known("xa") if one.id == commune.household]
        poor = YearFacts("poor", 120, 30)
        listed = Change(known.id, known.number, known.head, "Tổ 1", "", {}, 2025, poor, (2025, poor), (), ("unit",))
        work.lists.write("xa", {"Tổ 1": "to-1"}, [listed], NOW)
        assert [one for one in work.lists.known("xa", ended=False) if one.id == commune.household]


def test_of_a_deleted_household_no_history_stays_and_nothing_refers_to_it(commune: Commune) -> None:
    family(commune)
    with commune.database.work() as work:
        members = work.households.members(commune.household)
        number = work.corrections.split(commune.household, members[2:], why(commune))
        (new,) = work.households.of_number(number)
        work.erasure.household(new.id)
        assert work.corrections.of(new.id) == ()
        assert [one.other for one in work.corrections.of(commune.household)] == [None]
        work.erasure.person(commune.official, NOW)
        assert [one.why.account for one in work.corrections.of(commune.household)] == [""]
        work.erasure.household(commune.household)
        assert work.corrections.of(commune.household) == ()
