"""The table of commands: greeting, help, menus, free words and the guide's test are derived from it. A new command is one row here."""

from handlers.admin import calling, data_requests, missed_words, undelivered
from handlers.figures import asked_for, summary
from handlers.forms import own
from handlers.households import mine
from handlers.people import inviting, own_phone, remind_on, start
from handlers.talk.command import EVERYONE, Command
from handlers.talk.context import Context, Response
from handlers.tasks import tasks
from storage.records import Role
from survey.read import HOUSEHOLDS, TASKS, asks_for_own, is_lost, read_household, read_invited, read_overview

_COLLABORATOR = frozenset({Role.COLLABORATOR})
_OFFICIAL = frozenset({Role.OFFICIAL})
_LEADER = frozenset({Role.LEADER})
_ADMIN = frozenset({Role.ADMIN})

_GREETINGS = (
    *(
        "hi",
        "hello",
        "helo",
        "alo",
        "a lô",
        "alô",
        "hey",
        "start",
        "menu",
        "chào em",
        "chào bot",
        "xin chào em",
        "chào cả nhà",
    ),
    *(
        "chào buổi sáng",
        "chào buổi chiều",
        "em ơi",
        "bot ơi",
        "ê",
        "về đầu",
        "trang chủ",
        "quay về",
        "bắt đầu lại",
        "bắt đầu làm",
    ),
)
_HELP = ("help", "giúp", "lệnh", "các lệnh", "hướng dẫn sử dụng", "cách dùng", "sos", "giúp đỡ")
_LIST = (
    *(
        "ds",
        "ds hộ",
        "dsach",
        "danh sách hộ",
        "danh sách các hộ",
        "danh sách hộ của tôi",
        "xem danh sách",
        "các hộ",
        "hộ của tôi",
    ),
    *(
        "hộ tiếp",
        "hộ tiếp theo",
        "hộ kế tiếp",
        "hộ kế",
        "hộ sau",
        "hộ khác",
        "tiếp",
        "tiếp theo",
        "tiếp tục",
        "làm tiếp",
    ),
    *(
        "còn hộ nào",
        "hộ nào chưa làm",
        "những hộ chưa làm",
        "hộ chưa làm",
        "còn bao nhiêu hộ",
        "còn mấy hộ",
        "còn hộ nào chưa làm",
    ),
    *(
        "hôm nay làm hộ nào",
        "làm hộ nào",
        "hộ nào",
        "việc của tôi",
        "việc của em",
        "hôm nay làm gì",
        "hộ đang làm",
        "hộ làm dở",
        "list",
    ),
    *(
        "làm được mấy hộ rồi",
        "làm được bao nhiêu hộ rồi",
        "còn hộ nào nữa",
        "còn hộ nào không",
        "các hộ của tôi",
        "lịch hẹn",
        "hộ hẹn",
    ),
    *(
        "hết hộ chưa",
        "xem hộ",
        "hộ",
        "còn lại mấy hộ",
        "còn lại bao nhiêu hộ",
        "tiến độ",
        "tiến độ của tôi",
        "danh sách của tôi",
    ),
)
_REVIEW = ("mở hộ", "rà soát hộ", "làm hộ", "bắt đầu rà soát", "đi rà soát")
_FORMS = ("phiếu khác", "các phiếu", "phiếu của tôi", "danh sách phiếu", "xem phiếu", "báo cáo của tôi")
_TASKS = (
    *(
        "công việc",
        "nhiệm vụ của tôi",
        "việc cần làm",
        "có việc gì",
    ),
    *(
        "tôi có việc gì",
        "hôm nay làm gì",
        "còn việc gì",
        "còn việc nào",
        "hạn",
        "thời hạn",
        "deadline",
        "việc nào sắp hết hạn",
    ),
    *(
        "danh sách việc",
        "danh sách nhiệm vụ",
        "xem việc",
        "xem nhiệm vụ",
        "việc",
        "kế hoạch",
        "còn bao nhiêu việc",
    ),
)
_SUMMARY = (
    "cả xã",
    "toàn xã",
    "các tổ",
    "danh sách tổ",
    "danh sách các tổ",
    "xem các tổ",
    "tổng",
    "tinh hình",
    "hôm nay thế nào",
)
_INVITE = (
    *(
        "mời",
        "mời ai",
        "mời thêm người",
        "danh sách người dùng",
        "người dùng",
        "ai đang dùng",
        "mã mời",
        "tạo mã",
        "tạo mã mời",
    ),
    *(
        "cấp mã",
        "thêm người dùng",
        "thêm người",
        "danh sách mời",
        "cấp mã mời",
        "gửi mã mời",
        "lấy mã mời",
        "danh bạ",
    ),
)
_CALLS = ("ai cần gọi", "gọi ai", "cần gọi", "danh sách gọi", "gọi điện cho ai", "người cần gọi", "gọi điện thoại")
_MISSED = ("từ bot chưa hiểu", "những từ chưa hiểu", "câu chưa hiểu", "bot chưa hiểu gì", "chữ chưa hiểu")
"""Other words for commands, while nothing is open. A word that answers a question of some form belongs here, not among the phrases."""


def _start(ctx: Context, _argument: str) -> Response:
    return start.greeting(ctx, COMMANDS)


def _help(ctx: Context, _argument: str) -> Response:
    return start.help_text(ctx, COMMANDS)


def _lost(text: str) -> str | None:
    return "" if is_lost(text) else None


def _households(text: str) -> str | None:
    return "" if asks_for_own(text, HOUSEHOLDS) else None


def _tasks(text: str) -> str | None:
    return "" if asks_for_own(text, TASKS) else None


COMMANDS = (
    Command("start", ("bắt đầu", "xin chào", "chào"), EVERYONE, _start, outside=_GREETINGS),
    Command("trogiup", ("trợ giúp", "hướng dẫn"), EVERYONE, _help, stays=True, told=9, outside=_HELP, means=_lost),
    Command(
        "danhsach",
        ("danh sách",),
        _COLLABORATOR,
        mine.listing,
        told=1,
        outside=_LIST,
        means=_households,
        answers=mine.typed,
        beyond=mine.beyond,
        greets=mine.lines,
        not_understood="turn.unknown_collaborator",
    ),
    Command(
        "rasoat", ("rà soát",), _COLLABORATOR, mine.review, told=2, button=False, outside=_REVIEW, means=read_household
    ),
    Command("phieu", ("phiếu",), EVERYONE, own.listing, told=8, outside=_FORMS),
    Command(
        "tonghop",
        ("tổng hợp",),
        _LEADER,
        asked_for.summary_of,
        told=1,
        outside=_SUMMARY,
        means=read_overview,
        answers=summary.typed,
        beyond=asked_for.beyond,
        not_understood="turn.unknown_leader",
    ),
    Command(
        "moi",
        ("mời người dùng",),
        _ADMIN,
        inviting.invite,
        stays=True,
        told=1,
        outside=_INVITE,
        means=read_invited,
        not_understood="turn.unknown_admin",
    ),
    Command(
        "nhiemvu",
        ("nhiệm vụ", "việc của tôi", "việc của em", "việc của mình", "việc được giao", "công việc của tôi"),
        _OFFICIAL | _LEADER,
        tasks.listing,
        follows=tasks.whose,
        told=2,
        outside=_TASKS,
        means=_tasks,
        answers=tasks.typed,
        not_understood="tasks.unknown",
    ),
    Command(
        "tinchuagui",
        ("tin chưa gửi",),
        _ADMIN,
        undelivered.listing,
        outside=("tin lỗi", "tin chưa tới", "tin chưa gửi được", "tin không gửi được"),
        answers=undelivered.typed,
        greets=undelivered.lines,
    ),
    Command(
        "goidien", ("gọi điện",), _ADMIN, calling.listing, outside=_CALLS, answers=calling.typed, greets=calling.lines
    ),
    Command(
        "xoadulieu",
        ("yêu cầu xoá dữ liệu",),
        _ADMIN,
        data_requests.listing,
        outside=("đề nghị xoá dữ liệu", "xoá dữ liệu", "yêu cầu xoá"),
        answers=data_requests.typed,
        greets=data_requests.lines,
    ),
    Command("tuchuahieu", ("từ chưa hiểu",), _ADMIN, missed_words.listing, outside=_MISSED),
    Command(
        "socuatoi",
        ("số của tôi", "số điện thoại của tôi"),
        EVERYONE,
        own_phone.typed,
        follows=own_phone.a_phone,
        stays=True,
    ),
    Command(
        "nhacqua",
        ("nhắc qua", "nhắc em qua", "nhắc tôi qua"),
        EVERYONE,
        remind_on.choose,
        follows=remind_on.a_channel,
    ),
)
