"""Deleting what is kept about one household or one person, because they ask for it and the commune decided so. It cannot be undone."""

from bot.app import foundation
from bot.operations.people import one_of
from bot.process import StartError
from bot.settings.config import Settings


def forget_household(settings: Settings, number: int, *, sure: bool) -> str:
    """Members, interviews with their history, visits and photos of a household; without `sure` only what that would be is said."""
    with foundation(settings) as base, base.database.work() as work:
        household = work.households.by_number(number)
        if household is None:
            raise StartError(f"không có hộ số {number}. Xem lại số hộ trong danh sách.")
        about = f"hộ {household.number} ({household.head_name}, {household.unit_name})"
        if not sure:
            return f"Sẽ xoá hẳn {about}: thành viên, phiếu, lịch sử, lần thăm và ảnh; không lấy lại được. Chắc thì thêm: --yes"
        keys = work.erasure.household(household.id)
        # The bytes first: a photo that nobody knows of any more would stay for ever.
        for key in keys:
            base.files.remove(key)
        work.commit()
        base.database.begin_log_anew()
    return f"Đã xoá {about} và {len(keys)} tệp. Tin nhắn còn nhắc đến hộ này tự xoá sau {settings.retention.body_days} ngày."


def forget_person(settings: Settings, wanted: str, *, sure: bool) -> str:
    """Name, phone, accounts and conversation of a user of the bot; what they recorded about households stays, by their key."""
    with foundation(settings) as base, base.database.work() as work:
        person = one_of(work.people.all(), wanted)
        if not sure:
            return (
                f"Sẽ xoá hẳn tên, số điện thoại, tài khoản và tin nhắn của {person.name}; phiếu người này đã ghi vẫn còn, "
                f"dưới mã {person.key}; đề nghị về dữ liệu của họ cũng còn, để làm bằng. Không lấy lại được. Chắc thì thêm: --yes"
            )
        work.erasure.person(person.id, base.clock.now())
        work.commit()
        base.database.begin_log_anew()
    return f"Đã xoá dữ liệu của {person.key}; người này không dùng bot được nữa."
