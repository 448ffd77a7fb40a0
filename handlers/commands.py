"""The table of commands: greeting, help, menus, free words and the guide's test are derived from it. A new command is one row here."""

from handlers.admin import calling, data_requests, undelivered
from handlers.figures import summary
from handlers.forms import own
from handlers.households import mine
from handlers.people import inviting, own_phone, remind_on, start
from handlers.talk.command import EVERYONE, Command
from handlers.talk.context import Context, Response
from handlers.tasks import tasks
from storage.records import Role

_COLLABORATOR = frozenset({Role.COLLABORATOR})
_OFFICIAL = frozenset({Role.OFFICIAL})
_LEADER = frozenset({Role.LEADER})
_ADMIN = frozenset({Role.ADMIN})


def _start(ctx: Context, _argument: str) -> Response:
    return start.greeting(ctx, COMMANDS)


def _help(ctx: Context, _argument: str) -> Response:
    return start.help_text(ctx, COMMANDS)


COMMANDS = (
    Command("start", ("bắt đầu", "xin chào", "chào"), EVERYONE, _start),
    Command("trogiup", ("trợ giúp", "hướng dẫn"), EVERYONE, _help, stays=True, told=9),
    Command("danhsach", ("danh sách",), _COLLABORATOR, mine.listing, told=1, answers=mine.typed, greets=mine.lines),
    Command("rasoat", ("rà soát",), _COLLABORATOR, mine.review, told=2, button=False),
    Command("phieu", ("phiếu",), EVERYONE, own.listing, told=8),
    Command(
        "tonghop",
        ("tổng hợp",),
        _LEADER,
        summary.summary,
        told=1,
        answers=summary.typed,
        not_understood="turn.unknown_leader",
    ),
    Command(
        "nhiemvu",
        ("nhiệm vụ", "việc của tôi", "việc của em", "việc của mình", "việc được giao", "công việc của tôi"),
        _OFFICIAL | _LEADER,
        tasks.listing,
        follows=tasks.whose,
        told=2,
        answers=tasks.typed,
        not_understood="tasks.unknown",
    ),
    Command("moi", ("mời người dùng",), _ADMIN, inviting.invite, stays=True, told=1),
    Command(
        "tinchuagui",
        ("tin chưa gửi",),
        _ADMIN,
        undelivered.listing,
        answers=undelivered.typed,
        greets=undelivered.lines,
    ),
    Command("goidien", ("gọi điện",), _ADMIN, calling.listing, answers=calling.typed, greets=calling.lines),
    Command(
        "xoadulieu",
        ("yêu cầu xoá dữ liệu",),
        _ADMIN,
        data_requests.listing,
        answers=data_requests.typed,
        greets=data_requests.lines,
    ),
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
