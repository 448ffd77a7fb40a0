"""`yêu cầu xoá dữ liệu`: people who ask, by their platform, that their data be deleted; the admin answers them in the time of the law."""

import re
from datetime import datetime

from chat import Address, Outgoing
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.notify import admins_over, tell
from handlers.talk.services import Services
from handlers.talk.texts import Public
from handlers.talk.wording import local
from storage.records import DataRequest, telling
from storage.work import Work
from survey.read import fold
from survey.written import day_text, weekday

SHOWN = 10
_DONE = re.compile(r"da tra loi (?:yeu cau )?(\d{1,12})")


def record(work: Work, services: Services, address: Address, key: str, at: datetime) -> bool:
    """Keep the request and tell the admins at once; False where the same was kept before."""
    answer = services.answer_time
    person = work.people.by_account(address)
    by = answer.until(local(at).date())
    if not work.data_requests.put(address, key, person.id if person else None, at, by):
        return False
    day = f"{weekday(by)} {day_text(by)}"
    text = services.texts("privacy.request", days=answer.working_days, day=day, reference=answer.reference)
    for admin in admins_over(work, person):
        tell(work, services, admin, Outgoing(text), telling("data", address.channel, address.bot, key, admin.id), at)
    return True


def lines(ctx: Context) -> list[str]:
    """For the greeting: how many wait for an answer, nothing where none do."""
    count = ctx.work.data_requests.count()
    return [ctx.texts("privacy.line", n=count)] if count else []


def listing(ctx: Context, _argument: str) -> Response:
    """The oldest first, each with the day by which it must be answered."""
    requests = ctx.work.data_requests.open(SHOWN)
    if not requests:
        return ctx.close(ctx.texts("privacy.none"))
    count = ctx.work.data_requests.count()
    shown = "\n".join(_line(ctx, one) for one in requests)
    text = ctx.texts("privacy.list", n=count, shown=Public(shown), number=requests[0].id)
    rows = tuple((tap(ctx.texts("privacy.button", number=one.id), f"đã trả lời {one.id}"),) for one in requests[:3])
    return ctx.close(text, rows)


def _line(ctx: Context, one: DataRequest) -> str:
    person = ctx.work.people.get(one.person_id) if one.person_id is not None else None
    late = one.answer_by < local(ctx.now).date()
    return ctx.texts(
        "privacy.late" if late else "privacy.one",
        number=one.id,
        name=person.name if person else ctx.texts("left.stranger"),
        channel=ctx.texts.channel(one.channel),
        user=Public(one.user_ref),
        at=day_text(local(one.at).date()),
        day=f"{weekday(one.answer_by)} {day_text(one.answer_by)}",
    )


def typed(ctx: Context, text: str) -> Response | None:
    """Ticking off ("đã trả lời 3"); None where it is something else."""
    found = _DONE.fullmatch(fold(text))
    if found is None:
        return None
    number = int(found[1])
    key = "privacy.done" if ctx.work.data_requests.done(number, ctx.now) else "privacy.gone"
    return ctx.stay(ctx.texts(key, number=number))
