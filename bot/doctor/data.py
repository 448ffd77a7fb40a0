"""What lies in the database: is it the right one, does anything wait too long, was anything given up, is the plan's month used up?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.backlog import backlog
from bot.channels.zalo_oa.check import key_findings, valid_key
from bot.channels.zalo_oa.tokens import NAME as KEYS_OF
from bot.clock.local_time import local
from bot.diagnosis import Diagnosis, bad, doubt, good
from bot.doctor.first_steps import first_steps
from bot.settings.config import Settings
from handlers.admin import quota
from handlers.start_up import changed_forms
from handlers.talk.services import Services
from storage.work import Database, Work

BACKUP_AGE = timedelta(days=7)
"""Of a real installation nobody should have to do again more than a week's work."""


def data_findings(database: Database, made: Services, settings: Settings, system_now: datetime) -> Iterator[Diagnosis]:
    """`system_now` as the machine's clock shows it; the database may have a clock of its own."""
    with database.look() as work:
        offset = work.meta.clock_offset()
        now = system_now + offset
        yield from _kind(work, settings, offset)
        yield from _backup(work, system_now)
        yield from _change_of_key(work, settings)
        yield from (bad(f"Nội dung: {settings.content.path}/{one.what}", one.cure) for one in changed_forms(work, made))
        yield from first_steps(work, local(now).date())
        yield from _people(work)
        yield from _waiting(work, now)
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
        yield doubt("Dữ liệu: đây là xã mẫu giả định, mà kênh nhắn tin thật đang bật.", advice)
    if not work.meta.is_demo() and offset:
        advice = "Đồng hồ riêng chỉ dành cho bản dùng thử; nhắc việc sẽ sai giờ. Báo người cài đặt."
        yield bad(f"Dữ liệu: đồng hồ riêng lệch {offset} so với giờ máy.", advice)


def _backup(work: Work, system_now: datetime) -> Iterator[Diagnosis]:
    """Of a demo nobody needs one."""
    made, advice = (
        work.meta.backed_up_at(),
        "Sao lưu: .venv/bin/rasoat backup TỆP, chép tệp sang máy khác; khoá cất riêng.",
    )
    if made is not None and system_now - made <= BACKUP_AGE:
        yield good(f"Sao lưu: bản gần nhất làm lúc {_written(made)}.")
    elif not work.meta.is_demo():
        age = f"quá {BACKUP_AGE.days} ngày"
        words = "chưa có bản nào" if made is None else f"bản gần nhất làm lúc {_written(made)}, {age} rồi"
        yield doubt(f"Sao lưu: {words}.", advice)


def _written(at: datetime) -> str:
    return local(at).strftime("%H:%M ngày %d/%m/%Y")


def _change_of_key(work: Work, settings: Settings) -> Iterator[Diagnosis]:
    if work.resealing.is_unfinished():
        yield bad(
            "Khoá mã hoá: đổi khoá chưa xong, còn cần cả hai khoá.", "Dừng bot, chạy: .venv/bin/rasoat rotate-key"
        )
    elif settings.security.old_key:
        yield doubt(
            "Khoá mã hoá: RASOAT_SECURITY__OLD_KEY không còn cần.",
            "Bỏ biến đó; khoá cũ cất riêng cùng các bản sao lưu cũ.",
        )


def _people(work: Work) -> Iterator[Diagnosis]:
    people = [person for person in work.people.all() if person.active]
    unreached = [person.name for person in people if not work.people.accounts(person.id)]
    if people and unreached:
        shown = ", ".join(unreached[:5]) + (" …" if len(unreached) > 5 else "")
        advice = "Gửi mã mời: gõ /moi trong trò chuyện, hoặc .venv/bin/rasoat invite MÃ-NGƯỜI-DÙNG."
        yield doubt(f"Người dùng: {len(unreached)}/{len(people)} người chưa có tài khoản nào: {shown}", advice)


def _waiting(work: Work, now: datetime) -> Iterator[Diagnosis]:
    found = backlog(work, now)
    if found.inbox_pending:
        words = f"Tin đến: {found.inbox_pending} tin chưa xử lý."
        yield doubt(words, "Bot đang tắt hoặc chậm; khởi động bot, xem lại sau ít phút.")
    if found.inbox_parked:
        advice = "Xem nhật ký theo số lượt (turn); người gửi đã được xin lỗi và nhắn lại được."
        yield doubt(f"Tin đến: {found.inbox_parked} tin gặp lỗi, đã để riêng.", advice)
    if found.outbox_age is not None and found.is_late:
        advice = "Bot đang tắt, hoặc một kênh không gửi được; xem phần kênh bên dưới."
        yield doubt(f"Tin đi: có tin đã đợi gửi {found.outbox_age // timedelta(minutes=1)} phút.", advice)
    if found.failed or found.uncertain:
        advice = "Quản trị gõ: tin chưa gửi, rồi gửi lại hoặc gọi điện cho người chưa nhận được."
        yield doubt(f"Tin đi: {found.failed} tin không gửi được, {found.uncertain} tin không chắc đã tới.", advice)
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
