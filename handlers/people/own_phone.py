"""`số của tôi 0905 111 222`: the number under which the commune may call this person, shared or typed."""

from handlers.interview import answering
from handlers.talk.context import Context, Response
from handlers.talk.texts import Texts
from storage.records import Person
from storage.work import Work
from survey.read import Value, read_phone


def a_phone(text: str) -> bool:
    """A telephone number, with its spaces and dots."""
    return text.translate(str.maketrans("", "", " .-+")).isdecimal()


def contact_note(ctx: Context) -> str:
    """A shared contact counts only if it is one's own number, as the platform says; then it is kept for people to call."""
    contact = ctx.incoming.contact
    assert contact is not None
    if not contact.own:
        return ctx.texts("phone.other")
    return _kept(ctx.work, ctx.texts, ctx.person, contact.phone)


def typed(ctx: Context, argument: str) -> Response:
    """For channels on which no number can be shared. An open interview stays open."""
    if argument:
        return answering.ask_again(ctx, _kept(ctx.work, ctx.texts, ctx.person, argument))
    known = ctx.work.people.phone(ctx.person.id)
    said = ctx.texts("phone.known", tail=known[-3:]) if known else ctx.texts("phone.none")
    return answering.ask_again(ctx, said)


def _kept(work: Work, texts: Texts, person: Person, written: str) -> str:
    number = read_phone(written)
    if not isinstance(number, Value):
        return texts(number.code, **number.params)
    work.people.set_phone(person.id, number.value)
    return texts("phone.kept", tail=number.value[-3:])
