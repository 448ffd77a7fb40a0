"""Deleting what is kept about one household, or about one person who used the bot, because they ask for it."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, select, tuple_, update

from chat import Address
from storage.queries.messages.inbox import conversation_of
from storage.records import JobState, with_hidden, with_locked_out, with_person, with_stranger
from storage.session import DatabaseSession
from storage.tables import table

_H, _M, _AS, _V = table("household"), table("member"), table("assignment"), table("visit")
_I, _F, _R = table("interview"), table("stored_file"), table("reminder")
_P, _A, _IN, _FAIL = table("person"), table("account"), table("invite"), table("invite_failure")
_INBOX, _OUTBOX, _WEB, _CALL = table("inbox"), table("outbox"), table("web_message"), table("phone_call")
_TALK, _MENU, _JOB, _LOG = table("conversation"), table("chat_menu"), table("job"), table("access_log")
_LINK, _SHOWN, _EV, _RQ = table("link"), table("shown_list"), table("household_event"), table("review_request")
OF_INTERVIEW = ("answer", "answer_event", "roster_item", "consent", "comment", "stored_file")
_ASSIGNMENTS = select(_AS.c.id).where(_AS.c.household_id == bindparam("k"))
_REQUESTED = select(_RQ.c.interview_id).where(_RQ.c.household_id == bindparam("k"))
_INTERVIEWS = select(_I.c.id).where(or_(_I.c.assignment_id.in_(_ASSIGNMENTS), _I.c.id.in_(_REQUESTED)))
_FILES = select(_F.c.key).where(_F.c.interview_id.in_(_INTERVIEWS))
_HOUSEHOLD = (
    *(delete(table(name)).where(table(name).c.interview_id.in_(_INTERVIEWS)) for name in OF_INTERVIEW),
    delete(_R).where(_R.c.kind.in_(("appointment", "draft")), _R.c.subject_id.in_(_ASSIGNMENTS)),
    delete(_RQ).where(_RQ.c.household_id == bindparam("k")),
    delete(_I).where(or_(_I.c.assignment_id.in_(_ASSIGNMENTS), _I.c.id.in_(bindparam("requested", expanding=True)))),
    delete(_V).where(_V.c.assignment_id.in_(_ASSIGNMENTS)),
    delete(_AS).where(_AS.c.household_id == bindparam("k")),
    delete(_EV).where(_EV.c.household_id == bindparam("k")),
    update(_EV).where(_EV.c.other_id == bindparam("k")).values(other_id=None),
    delete(_M).where(_M.c.household_id == bindparam("k")),
    delete(table("household_year")).where(table("household_year").c.household_id == bindparam("k")),
    delete(_H).where(_H.c.id == bindparam("k")),
)
# That somebody looked stays; why may say what ails the family.
_UNNAMED = update(_LOG).where(_LOG.c.household_id == bindparam("k")).values(household_id=None, reason=None)
_KEY = select(_P.c.key).where(_P.c.id == bindparam("k"))
_ACCOUNTS = select(_A.c.channel, _A.c.bot, _A.c.user_ref, _A.c.chat_ref).where(_A.c.person_id == bindparam("k"))
_OTHERS = exists().where(
    _A.c.channel == _OUTBOX.c.channel,
    _A.c.bot == _OUTBOX.c.bot,
    _A.c.user_ref == _OUTBOX.c.user_ref,
    _A.c.person_id != _OUTBOX.c.person_id,
)
# Accounts that were taken away before, but for those that are somebody else's now.
_FORMER = (
    select(_OUTBOX.c.channel, _OUTBOX.c.bot, _OUTBOX.c.user_ref, _OUTBOX.c.chat_ref)
    .where(_OUTBOX.c.person_id == bindparam("k"), ~_OUTBOX.c.is_group, ~_OTHERS)
    .distinct()
)


class Erasure:
    """The rows are deleted or emptied here; the bytes of the files whose keys come back are the caller's to remove."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def household(self, household_id: int) -> tuple[str, ...]:
        """Nothing of it is left: members, interviews with their history, visits, photos. The keys of its files."""
        keys = tuple(self._s.run(_FILES, {"k": household_id}).scalars())
        # That somebody looked stays, without whom they looked at.
        self._s.run(_UNNAMED, {"k": household_id})
        given = {"k": household_id, "requested": list(self._s.run(_REQUESTED, {"k": household_id}).scalars())}
        for statement in _HOUSEHOLD:
            self._s.run(statement, given)
        return keys

    def person(self, person_id: int, at: datetime) -> None:
        """Name, phone, accounts, codes and conversation of whoever used the bot are gone, and from what stays the accounts' numbers.

        By their key stay what they recorded about households and when how many messages went; as a proof stays what they asked about their data.
        """
        key = self._s.run(_KEY, {"k": person_id}).scalar_one()
        accounts = [*self._s.run(_ACCOUNTS, {"k": person_id}).all(), *self._s.run(_FORMER, {"k": person_id}).all()]
        for account in dict.fromkeys(accounts):
            self._account(Address(account.channel, account.bot, account.chat_ref, account.user_ref), key, at)
        gone = {"body": None, "wiped_at": at}
        self._sent(_OUTBOX.c.person_id == person_id, key, at)
        self._s.run(update(_WEB).where(_WEB.c.persona == key).values(gone))
        called = {"done_at": func.coalesce(_CALL.c.done_at, at)}
        self._s.run(update(_CALL).where(_CALL.c.person_id == person_id).values(gone | called))
        self._jobs(_JOB.c.person_id == person_id, at)
        self._s.run(delete(_TALK).where(_TALK.c.key == with_person(person_id)))
        self._s.run(delete(_SHOWN).where(_SHOWN.c.person_id == person_id))
        self._s.run(delete(_IN).where(_IN.c.person_id == person_id))
        self._s.run(delete(_LINK).where(_LINK.c.person_id == person_id))
        for noted in (_LOG, _EV):
            self._s.run(update(noted).where(noted.c.person_id == person_id).values(account=""))
        nobody = {"name": key, "phone": None, "remind_on": None, "active": False}
        self._s.run(update(_P).where(_P.c.id == person_id).values(nobody))

    def _account(self, account: Address, key: str, at: datetime) -> None:
        gone = {"body": None, "wiped_at": at}
        chat, user = conversation_of(account), f"{account.channel}/{account.bot}/{account.user_id}"
        received = update(_INBOX).where(_INBOX.c.conversation == chat)
        self._s.run(received.where(_INBOX.c.state == "pending").values(state="done", done_at=at))
        self._s.run(received.values(gone | {"conversation": key}))
        self._sent(_OUTBOX.c.conversation == chat, key, at)
        before = [each(account) for each in (with_hidden, with_stranger, with_locked_out)]
        self._s.run(delete(_TALK).where(_TALK.c.key.in_(before)))
        self._s.run(update(_IN).where(_IN.c.used_by == user).values(used_by=key))
        self._s.run(delete(_FAIL).where(_FAIL.c.account_ref == user))
        of_bot = (account.channel, account.bot)
        menu, own = tuple_(_MENU.c.channel, _MENU.c.bot), tuple_(_A.c.channel, _A.c.bot)
        self._s.run(delete(_MENU).where(menu == of_bot, _MENU.c.chat_ref == account.chat_id))
        self._s.run(delete(_A).where(own == of_bot, _A.c.user_ref == account.user_id))

    def _jobs(self, which: ColumnElement[bool], at: datetime) -> None:
        """One that waits or runs is given up: without what was asked for it could not even be taken up, and all others would wait behind it."""
        ended = {"state": JobState.CANCELLED.value, "ended_at": at, "lease_until": None, "holder": ""}
        self._s.run(update(_JOB).where(which, _JOB.c.ended_at.is_(None)).values(ended))
        self._s.run(update(_JOB).where(which).values(input=None, result=None, wiped_at=at))
        self._s.ring("job")

    def _sent(self, which: ColumnElement[bool], key: str, at: datetime) -> None:
        """What waits is not sent any more; nobody is to know what was said, nor where."""
        ended = {"state": "failed", "error": "deleted", "next_attempt_at": at, "given_up_at": at}
        self._s.run(update(_OUTBOX).where(which, _OUTBOX.c.state == "queued").values(ended))
        gone = {"body": None, "wiped_at": at, "conversation": key, "chat_ref": key, "user_ref": key}
        self._s.run(update(_OUTBOX).where(which).values(gone))
