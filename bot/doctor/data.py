"""What lies in the database: is it the right one, does anything wait too long, was anything given up, is the plan's month used up?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.channels.zalo_oa.check import key_findings, valid_key
from bot.channels.zalo_oa.tokens import NAME as KEYS_OF
from bot.diagnosis import Diagnosis, bad, doubt, good
from bot.settings.config import Settings
from handlers.admin import quota
from handlers.start_up import changed_forms
from handlers.talk.services import Services
from storage.records import OutboxState
from storage.work import Database, Work

LATE = timedelta(minutes=10)
MOST = 1_000


def data_findings(database: Database, made: Services, settings: Settings, system_now: datetime) -> Iterator[Diagnosis]:
    """`system_now` as the machine's clock shows it; the database may have a clock of its own."""
    with database.look() as work:
        offset = work.meta.clock_offset()
        now = system_now + offset
        yield from _kind(work, settings, offset)
        yield from (bad(f"Nội dung: {settings.content.path}/{one.what}", one.cure) for one in changed_forms(work, made))
        yield from _people(work)
        yield from _waiting(work, now)
        yield from _given_up(work)
        yield from _quotas(work, made, now)
        if settings.zalo_oa.is_on:
            yield from key_findings(settings.zalo_oa, work.tokens.get(KEYS_OF, settings.zalo_oa.oa_id), now)


def kept_oa_key(database: Database, settings: Settings, system_now: datetime) -> str:
    """The access token of the Official Account while it should work, else ""."""
    if not settings.zalo_oa.is_on:
        return ""
    with database.look() as work:
        now = system_now + work.meta.clock_offset()
        return valid_key(work.tokens.get(KEYS_OF, settings.zalo_oa.oa_id), now)


def _kind(work: Work, settings: Settings, offset: timedelta) -> Iterator[Diagnosis]:
    messengers = bool(settings.telegram.token or settings.zalo_bot.token or settings.zalo_oa.is_on)
    if work.meta.is_demo() and messengers:
        advice = "Dùng thật thì đặt RASOAT_DATABASE__URL sang cơ sở dữ liệu khác và RASOAT_DATABASE__DEMO=false."
        yield doubt("Dữ liệu: đây là xã mẫu bịa đặt, mà kênh nhắn tin thật đang bật.", advice)
    if not work.meta.is_demo() and offset:
        advice = "Đồng hồ riêng chỉ dành cho bản dùng thử; nhắc việc sẽ sai giờ. Báo người cài đặt."
        yield bad(f"Dữ liệu: đồng hồ riêng lệch {offset} so với giờ máy.", advice)


def _people(work: Work) -> Iterator[Diagnosis]:
    people = [person for person in work.people.all() if person.active]
    unreached = [person.name for person in people if not work.people.accounts(person.id)]
    if people and unreached:
        shown = ", ".join(unreached[:5]) + (" …" if len(unreached) > 5 else "")
        advice = "Gửi mã mời: gõ /moi trong trò chuyện, hoặc .venv/bin/rasoat invite MÃ-NGƯỜI-DÙNG."
        yield doubt(f"Người dùng: {len(unreached)}/{len(people)} người chưa có tài khoản nào: {shown}", advice)


def _waiting(work: Work, now: datetime) -> Iterator[Diagnosis]:
    pending, parked, due = work.inbox.pending(), work.inbox.parked(), work.outbox.next_attempt()
    if pending:
        yield doubt(
            f"Tin đến: {pending} tin chưa xử lý.", "Bot đang tắt hoặc chậm; khởi động bot, xem lại sau ít phút."
        )
    if parked:
        advice = "Xem nhật ký theo số lượt (turn); người gửi đã được xin lỗi và nhắn lại được."
        yield doubt(f"Tin đến: {parked} tin gặp lỗi, đã để riêng.", advice)
    if due is not None and due < now - LATE:
        advice = "Bot đang tắt, hoặc một kênh không gửi được; xem phần kênh bên dưới."
        yield doubt(f"Tin đi: có tin đã quá giờ gửi {(now - due) // timedelta(minutes=1)} phút.", advice)


def _given_up(work: Work) -> Iterator[Diagnosis]:
    failed = len(work.outbox.with_state(OutboxState.FAILED, MOST))
    uncertain = len(work.outbox.with_state(OutboxState.UNCERTAIN, MOST))
    if failed or uncertain:
        advice = "Quản trị xem và gọi điện cho người chưa nhận được tin."
        yield doubt(f"Tin đi: {failed} tin không gửi được, {uncertain} tin không chắc đã tới.", advice)
    else:
        yield good("Tin đi: không có tin nào bị bỏ lại.")


def _quotas(work: Work, made: Services, now: datetime) -> Iterator[Diagnosis]:
    for each in made.settings.quotas:
        for what, used, allowed in quota.used(work, each, now):
            mark = quota.reached(used, allowed)
            part = quota.share_of(made, what, used, allowed)
            words = f"Hạn mức {made.texts.channel(each.channel)} tháng này: {part}."
            if mark == quota.WARN_AT[0]:
                yield bad(words, "Nâng gói, hoặc mời người sang kênh khác; tin mới có thể không tới.")
            elif mark is not None:
                yield doubt(words, "Nâng gói, hoặc mời bớt người sang kênh khác.")
            else:
                yield good(words)
