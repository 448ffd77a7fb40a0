"""Memory: tables, queries, unit of work, migrations. Rows never leave this room; frozen values of `storage.records` do.

    database = open_database(url, key=key)           # migrates, checks the key (WrongKeyError, BadKeyError, DatabaseUnreachableError)
    with database.work() as work: ...; work.commit() # a write unit (BEGIN IMMEDIATE on SQLite); rolled back unless committed
    with database.look() as work: ...                # a read unit: one consistent state, waits for nobody
    with served_alone(url) as right: ...; right.keep()  # PostgreSQL: the only process that serves it (AlreadyServedError)
    with served_with_others(url) as right: ...      # the same, shared by processes that do parts; right_to(part, url): for one of them at a time
    with listening(url) as listener: listener.wait(s)  # PostgreSQL: what other processes ring (Session.ring) when they commit
    outage_of(error) -> "" | "disk full" | …         # the database cannot work now: do it again later
    database.close();  new_key() -> str (base64);  conversation_of(address) -> "web/demo/ra-soat-1"

Times are aware (any zone in, UTC out), local dates are `date`s. `body`, `dialog`: the caller's text, stored encrypted.

work.meta          get(key)->str|None  set(key, value)  clock_offset()->timedelta  set_clock_offset(timedelta)  is_demo()  is_empty()
                   alone(what)  hold(part, holder)  holds(part, holder)->bool  last_tick()  ticked(at)
work.units         all()->tuple[Unit]  get(code)->Unit|None  put(Unit)
work.people        get(id)  by_key(key)  by_account(address)  with_role(role)  all()
                   many(ids)->dict  active_accounts(ids)->dict  put(key, name, role, duty="", units=(), active=True)->Person  accounts(person_id, only_active=True)->tuple[Account]  set_phone(person_id, phone)  phone(person_id)->str|None
                   link(person_id, address, at)  set_account_state(address, active=…)->bool  wrote(address, at)  remind_on(person_id, channel)
work.invites       create(person_id, code, created_by, at, expires_at)->Invite  use(code, address, at)->Invite|None (then call people.link)
                   failed(address, at)  failures(address, since)->int
work.inbox         ingest(incoming, body, at)->bool (True = repeated)  next_pending()->InboxEntry|None  done(id, at)  park(id, error, at)
                   pending()->int  parked()->int  oldest()->datetime|None  wipe(before)->int
work.outbox        enqueue(cause, [NewOutgoing], at, first=1)->tuple[id]  enqueue_many({cause: NewOutgoing}, at)->{cause: id}  claim_due(at, limit=50, lease=60 s)->tuple[OutboxEntry]
                   sent(id, receipt, at)  retry(id, next_attempt_at, error)  failed(id, error, at)  uncertain(id, error, at)  seen(ids, at)
                   recover(at, everything=False)->(requeued, uncertain)  get(ids)->tuple[OutboxEntry]  deliveries(ids)->tuple[Delivery]
                   with_state(state, limit)  wipe(before)->int
                   claim_oldest(at, aged, limit=1, lease=60 s)  pause(channel, bot, until)  pauses(at)->{channel: until}  oldest(at)  unsent()->int  bring_back(at)->int
work.undelivered       all(limit)->tuple[OutboxEntry] (failed or uncertain)  get(id)  count()->(failed, uncertain)  again(id, at)->bool  give_up(id, at)->bool
                   tried(cause)->(addresses, highest n)
work.calls         put(person_id, cause, reason, body, at)->bool  open(limit)->tuple[PhoneCall]  count()->int  done(id, at)->bool  wipe(before)->int
work.chats         without_menu(channel, {role: digest}, limit)->tuple[(Address, Role)]  shows(address, digest, at)  move(address, to)->int
work.quotas        add(channel, bot, month, messages)  messages(channel, bot, month)->int  users(channel, bot, since)->int
work.tokens        get(channel, bot)->TokenPair|None  seed(channel, bot, refresh, at)->bool  ask(channel, bot, at, lease)->TokenPair|None (None = somebody else is asking)
                   put(channel, bot, access, refresh, valid_until, at)  refused(channel, bot, error)  release(channel, bot, reached=…)
work.data_requests put(address, key, at, answer_by)->bool (False = known)  open(limit)->tuple[DataRequest]  count()->int  done(id, at)->bool
work.web           put_bot(persona, body, at, outbox_id=, re=, last=, edits_outbox=)->n  put_person(persona, client_id, body, at)->n
                   messages(persona, after=0, everything=False)->tuple[WebMessage]  news()->{persona: (messages, unseen)}  seen(persona, upto, at)->int  wipe(before)->int
work.files         add(StoredFile)  get(key)->StoredFile|None  attach(key, interview_id)
work.conversations load(key)->Conversation|None (locked in a write unit)  save(key, dialog, asked, at)
work.forms         keep(key, version, title, xform)->FormVersion (may be tried out)  release(id, purpose, at)  publish(key, version, title, xform, at, purpose)
                   get(id)  published(key, version)  latest(key)  own(person_id, purposes)->tuple[OwnForm]
work.rounds        put(key, year, kind, starts=, ends=, form_key=, state="open")->Round  get(id)  by_key(key)  current(on)->Round|None
                   use_form(round_id, form_key)
work.households    get(id)  by_number(number)  search(text, limit=10)  put(commune, number, unit, head_name, address, last_…)->id
                   members(household_id, everybody=False)->tuple[Member]  put_member(household_id, ordinal, name, sex, relation, …)
                   leave(member_id, reason, at)  by_cccd(cccd)->tuple[(household_id, member_id)]
work.assignments   get(id)  of(round_id, household_id)  of_number(round_id, number)  of_person(round_id, person_id)  of_round(round_id)
                   search(round_id, text, person_id=None, limit=10)  put(round_id, household_id, person_id, at)  set_state(id, state, at)

work.visits        add(assignment_id, outcome, reason, appointment_on, by=, at=, close=False)  of(assignment_id)->tuple[Visit]
work.interviews    create(assignment_id, form_version_id, ruleset, opened_by, at)->Interview (AlreadyOpenError.interview_id)
                   create_own(form_version_id, ruleset, opened_by, at, purpose=, trial=False)  last_own(form_key, person_id)->id|None
                   get(id)  open_of(assignment_id)  latest_of(assignment_id)  load(id)->Loaded (record, consent, members)
                   save(id, Changes, sensitive=frozenset(names), by=, at=, cause="")
                   give_consent(id, Consent)  submit(id, Result, by, at)  reopen(id, by, at)  check(id, by, at)  refuse(id, by, at)
                   cancel(id, by, at)  events(id)->tuple[AnswerEvent]  find_answer(name, value)->tuple[interview id]
work.summary       round(round_id, unit=None)->tuple[SummaryRow]  submitted_between(round_id, start, end)->int  refused(round_id)->int
                   last_submission(round_id)->{unit: datetime|None}
work.tasks         put(key, year, title, reference=, due_on=, duty=, details="", from_plan=False)->Task  get(id)  all(year=None, retired=False)
                   history(task_id)  retire(task_id, at)  of_duty(duty, person_id)->tuple[TaskProgress]  progress(task_id, person_id)->TaskProgress|None  of_people(people)->{person id: tuple}
                   set_state(task_id, person_id, state, until, at)
work.reminders     plan([NewReminder])  due(at, limit=50)->tuple[Reminder] (locked)  settle({id: outbox_id|None}, at)
                   drop(task_id, at, person_id=None)  revive(task_id, at, person_id=None)  next_due()->datetime|None  of(kind, id)
work.unplanned     look(at, today, upto=, since=)->Outlook  appointments(today, upto)  drafts(today, since)  next_left(today, after)
"""

from storage.crypto import new_key
from storage.engine import open_database
from storage.errors import (
    AlreadyOpenError,
    AlreadyServedError,
    BadKeyError,
    DatabaseUnreachableError,
    FrozenFormError,
    MissingRowError,
    RepeatedCauseError,
    StorageError,
    WrongKeyError,
)
from storage.queries.messages.inbox import conversation_of
from storage.serving.right import served_alone
from storage.work import Database, Work

__all__ = [
    "AlreadyOpenError",
    "AlreadyServedError",
    "BadKeyError",
    "Database",
    "DatabaseUnreachableError",
    "FrozenFormError",
    "MissingRowError",
    "RepeatedCauseError",
    "StorageError",
    "Work",
    "WrongKeyError",
    "conversation_of",
    "new_key",
    "open_database",
    "served_alone",
]
