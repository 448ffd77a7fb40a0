"""The table of commands: greeting, help, menus, free words and the guide's test are derived from it. A new command is one row here, and one of who may
use it in `survey/workflow/rights.py`.
"""

from dataclasses import replace

from handlers import phrases
from handlers.admin import calling, data_requests, missed_words, relocated, undelivered, who_may
from handlers.card import beside, showing
from handlers.exports import asking
from handlers.figures import asked_for, summary
from handlers.forms import own
from handlers.households import deciding, mine, requesting
from handlers.people import directory, inviting, own_phone, remind_on, start
from handlers.review import desk
from handlers.rounds import asking as rounds
from handlers.rounds import giving
from handlers.talk.command import Command
from handlers.talk.context import Context, Response
from handlers.tasks import tasks
from storage.records import Role
from survey.read import (
    HOUSEHOLDS,
    TASKS,
    asks_for_own,
    asks_who_owes,
    is_lost,
    read_household,
    read_invited,
    read_overview,
)
from survey.workflow.rights import roles_of


def _may(name: str) -> frozenset[Role]:
    """Who may use the command, by the table of rights."""
    return roles_of(f"command.{name}")


def _start(ctx: Context, _argument: str) -> Response:
    return replace(start.greeting(ctx, COMMANDS), numbers=own.numbers(ctx))


def _help(ctx: Context, _argument: str) -> Response:
    return start.help_text(ctx, COMMANDS)


def _lost(text: str) -> str | None:
    return "" if is_lost(text) else None


def _households(text: str) -> str | None:
    return "" if asks_for_own(text, HOUSEHOLDS) else None


def _tasks(text: str) -> str | None:
    return "" if asks_for_own(text, TASKS) or asks_who_owes(text) else None


def _of_card(ctx: Context, text: str) -> Response | None:
    return showing.typed(ctx, text) or beside.first(ctx, text)


COMMANDS = (
    Command("start", ("bắt đầu", "xin chào", "chào"), _may("start"), _start, outside=phrases.GREETINGS),
    Command(
        "trogiup",
        ("trợ giúp", "hướng dẫn"),
        _may("trogiup"),
        _help,
        stays=True,
        told=9,
        outside=phrases.HELP,
        means=_lost,
    ),
    Command(
        "danhsach",
        ("danh sách",),
        _may("danhsach"),
        mine.listing,
        told=1,
        outside=phrases.LIST,
        means=_households,
        answers=mine.typed,
        beyond=mine.beyond,
        greets=mine.lines,
        not_understood="turn.unknown_collaborator",
    ),
    Command(
        "rasoat",
        ("rà soát",),
        _may("rasoat"),
        mine.review,
        told=2,
        button=False,
        outside=phrases.REVIEW,
        means=read_household,
    ),
    Command("phieu", ("phiếu",), _may("phieu"), own.listing, told=8, outside=phrases.FORMS, greets=own.lines),
    Command(
        "tonghop",
        ("tổng hợp",),
        _may("tonghop"),
        asked_for.summary_of,
        told=1,
        outside=phrases.SUMMARY,
        means=read_overview,
        answers=summary.typed,
        beyond=asked_for.beyond,
        not_understood="turn.unknown_leader",
    ),
    Command(
        "dotrasoat",
        ("đợt rà soát", "các đợt rà soát"),
        _may("dotrasoat"),
        rounds.rounds,
        follows=rounds.follows,
        outside=phrases.ROUNDS,
        answers=rounds.said,
        greets=rounds.lines,
    ),
    Command(
        "phancong",
        ("phân công",),
        _may("phancong"),
        giving.giving,
        outside=phrases.GIVING,
        answers=giving.said,
    ),
    Command(
        "denghi",
        ("đề nghị", "giấy đề nghị"),
        _may("denghi"),
        requesting.requests,
        follows=requesting.follows,
        outside=("các đề nghị", "danh sách đề nghị", "xem đề nghị", "đề nghị của hộ"),
        answers=deciding.typed,
        greets=deciding.lines,
    ),
    Command(
        "danhba",
        ("danh bạ",),
        _may("danhba"),
        directory.listing,
        follows=directory.follows,
        told=3,
        outside=("danh bạ cán bộ", "danh sách cán bộ", "danh sách người dùng", "xem danh bạ"),
        answers=directory.typed,
    ),
    Command(
        "moi",
        ("mời người dùng",),
        _may("moi"),
        inviting.invite,
        stays=True,
        told=1,
        outside=phrases.INVITE,
        means=read_invited,
        not_understood="turn.unknown_admin",
    ),
    Command(
        "nhiemvu",
        ("nhiệm vụ", "việc của tôi", "việc của em", "việc của mình", "việc được giao", "công việc của tôi"),
        _may("nhiemvu"),
        tasks.listing,
        follows=tasks.whose,
        told=2,
        outside=phrases.TASKS,
        means=_tasks,
        answers=tasks.typed,
        not_understood="tasks.unknown",
    ),
    Command(
        "kiemtra",
        ("kiểm tra",),
        _may("kiemtra"),
        desk.desk,
        follows=desk.follows,
        told=3,
        outside=phrases.CHECKING,
        answers=desk.said,
        greets=desk.lines,
        not_understood="check.unknown",
    ),
    Command(
        "xuat",
        ("xuất", "xuất tệp", "xuất danh sách", "xuất dữ liệu"),
        _may("xuat"),
        asking.export,
        follows=asking.follows,
        told=5,
        outside=phrases.EXPORT,
        means=asking.means,
    ),
    Command(
        "ho",
        ("thẻ hộ", "xem thẻ hộ", "thông tin hộ"),
        _may("ho"),
        beside.card,
        follows=showing.follows,
        told=4,
        button=False,
        spelt=False,
        means=showing.means,
        answers=_of_card,
    ),
    Command(
        "quyen",
        ("ai được làm gì", "bảng quyền", "phân quyền"),
        _may("quyen"),
        who_may.listing,
        outside=("quyền", "các quyền", "xem quyền", "quyền của mọi người"),
        answers=who_may.typed,
    ),
    Command(
        "tinchuagui",
        ("tin chưa gửi",),
        _may("tinchuagui"),
        undelivered.listing,
        outside=("tin lỗi", "tin chưa tới", "tin chưa gửi được", "tin không gửi được"),
        answers=undelivered.typed,
        greets=undelivered.lines,
    ),
    Command(
        "goidien",
        ("gọi điện",),
        _may("goidien"),
        calling.listing,
        outside=phrases.CALLS,
        answers=calling.typed,
        greets=calling.lines,
    ),
    Command(
        "xoadulieu",
        ("yêu cầu xoá dữ liệu",),
        _may("xoadulieu"),
        data_requests.listing,
        outside=("đề nghị xoá dữ liệu", "xoá dữ liệu", "yêu cầu xoá"),
        answers=data_requests.typed,
        greets=data_requests.lines,
    ),
    Command("tuchuahieu", ("từ chưa hiểu",), _may("tuchuahieu"), missed_words.listing, outside=phrases.MISSED),
    Command(
        "chuyento",
        ("hộ chuyển tổ",),
        _may("chuyento"),
        relocated.listing,
        answers=relocated.typed,
        greets=relocated.lines,
    ),
    Command(
        "socuatoi",
        ("số của tôi", "số điện thoại của tôi"),
        _may("socuatoi"),
        own_phone.typed,
        follows=own_phone.a_phone,
        stays=True,
    ),
    Command(
        "nhacqua",
        ("nhắc qua", "nhắc em qua", "nhắc tôi qua"),
        _may("nhacqua"),
        remind_on.choose,
        follows=remind_on.a_channel,
    ),
)
