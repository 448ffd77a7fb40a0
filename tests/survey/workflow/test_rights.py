"""The one table of rights, written a second time by hand: a slip in it is seen, and nothing is done that is not in it."""

import pytest

from survey.workflow.exporting import ExportKind
from survey.workflow.moves import MOVES
from survey.workflow.rights import RIGHTS, Doing, may, roles_of
from survey.workflow.roles import RESPONSIBLE, Permission, Role

LETTERS = dict(
    zip("kctlqd", (Role.COLLABORATOR, Role.CHECKER, Role.OFFICIAL, Role.LEADER, Role.ADMIN, Role.OBSERVER), strict=True)
)
ALL, STAFF, KEEPERS = "k c t l q d", "c t l q", "q t!"
WANTED = f"""
command.start       {ALL}
command.trogiup     {ALL}
command.danhsach    k*
command.rasoat      k*
command.phieu       k c t l q
command.tonghop     l d
command.dotrasoat   {KEEPERS}
command.phancong    {KEEPERS}
command.denghi      k t q
command.kiemtra     c t!
command.danhba      q
command.moi         q
command.nhiemvu     t l
command.xuat        {STAFF}
command.ho          k* {STAFF} d
command.quyen       q
command.tinchuagui  q
command.goidien     q
command.xoadulieu   q
command.tuchuahieu  q
command.chuyento    q
command.socuatoi    {ALL}
command.nhacqua     {ALL}
do.review           k*
do.check            c- t-!
do.assign           {KEEPERS} .
do.fill             k* c* t* l* q*
do.report           t* q*
do.publish          q
do.list             {KEEPERS}
do.staff            q
do.answer           {KEEPERS}
do.tasks            t*
do.quota            q
card.see            k* {STAFF} d
card.phone          k* {STAFF}
card.words          k* {STAFF}
card.private        k* c {KEEPERS}
card.looks          {KEEPERS}
card.correct        {KEEPERS}
file.households     {STAFF}
file.poor           {STAFF}
file.near_poor      {STAFF}
file.not_reviewed   {STAFF}
file.no_card        {STAFF}
file.code_book      {STAFF}
file.sheet          c {KEEPERS}
file.data           {KEEPERS}
file.answers        {KEEPERS}
file.full           {KEEPERS}
"""
"""k collaborator, c checker, t official, l leader, q admin, d observer, "." the program; "*" only their own, "-" only what they did not ask, "!" only who keeps the list."""


def permission(said: str) -> Permission:
    role = LETTERS.get(said[0])
    return Permission(role, own="*" in said, apart="-" in said, duty=RESPONSIBLE if "!" in said else "")


def test_the_table_is_this_and_nothing_else() -> None:
    wanted = {doing: {permission(one) for one in who} for doing, *who in map(str.split, WANTED.strip().splitlines())}
    assert {str(doing): set(who) for doing, who in RIGHTS.items()} == wanted
    assert all(len(set(who)) == len(who) for who in RIGHTS.values())


def test_every_file_every_move_and_every_doing_has_its_row() -> None:
    assert {f"file.{one.value}" for one in ExportKind} | set(Doing) <= RIGHTS.keys()
    asked = {frozenset(RIGHTS[one]) for one in (Doing.REVIEW, Doing.CHECK, Doing.ASSIGN, Doing.FILL)}
    assert {row.who for row in MOVES} == asked


def test_whoever_may_have_a_file_may_ask_for_one_and_whoever_may_see_part_of_a_card_sees_it() -> None:
    assert roles_of("command.xuat") == {role for one in ExportKind for role in roles_of(f"file.{one.value}")}
    assert roles_of("command.ho") == roles_of(Doing.CARD)
    for one in (Doing.PHONE, Doing.WORDS, Doing.PRIVATE, Doing.LOOKS, Doing.CORRECT):
        assert roles_of(one) <= roles_of(Doing.CARD)


@pytest.mark.parametrize(
    ("doing", "roles", "duty", "own", "may_do"),
    [
        (Doing.CARD, [Role.COLLABORATOR], "", False, False),
        (Doing.CARD, [Role.COLLABORATOR], "", True, True),
        (Doing.CARD, [Role.COLLABORATOR, Role.OBSERVER], "", False, True),
        (Doing.CORRECT, [Role.OFFICIAL], "finance", True, False),
        (Doing.CORRECT, [Role.OFFICIAL], RESPONSIBLE, False, True),
        (Doing.CORRECT, [Role.LEADER], RESPONSIBLE, True, False),
        (Doing.CORRECT, [], RESPONSIBLE, True, False),
    ],
)
def test_role_duty_and_whose_it_is_decide(doing: Doing, roles: list[Role], duty: str, own: bool, may_do: bool) -> None:
    assert may(doing, roles, duty, own=own) is may_do
