"""Invitations to print: a page for each, with what a person needs to come in, and a QR code that a camera reads."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image
from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcode

from survey.exports.invitations import Invitation, outcome, sheets, task
from survey.exports.templates import INVITATIONS
from tests.support.conversation import content
from tests.survey.exports.test_document import shown

LINK = "https://t.me/xa_ba_to_bot?start=ABCD2345EFGH"
RIN = Invitation(
    person=7,
    code="ABCD2345EFGH",
    shown="ABCD-2345-EFGH",
    name="Đinh Văn Rin <tổ 6> & vợ",
    roles="Rà soát viên",
    places="Tổ dân phố 6",
    commune="Xã Ba Tơ",
    until="08:00, 06/11/2025",
    link=LINK,
)
LUA = replace(
    RIN, person=9, code="JKMN6789PQRS", shown="JKMN-6789-PQRS", name="Nguyễn Thị Lụa", link=LINK[:-12] + "JKMN6789PQRS"
)


def made(
    *invitations: Invitation, telegram: bool = True, zalo: bool = True, bot: str = "xa_ba_to_bot"
) -> tuple[list[tuple[int, str]], bytes]:
    values = {"telegram": telegram, "zalo": zalo, "bot": bot}
    told: list[tuple[int, int]] = []
    codes, document = outcome(
        sheets(task(content()[INVITATIONS], invitations, values), lambda done, total: told.append((done, total)))
    )
    assert told == [(number, len(invitations)) for number in range(1, len(invitations) + 1)]
    return codes, document


def links(document: bytes) -> set[str]:
    """What a camera reads in the pictures of a document."""
    with ZipFile(BytesIO(document)) as parts:
        pictures = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    found = (
        read_barcode(Image.open(BytesIO(one)).convert("L"), BarcodeFormats(BarcodeFormat.QRCode)) for one in pictures
    )
    return {one.text for one in found if one is not None}


def breaks(document: bytes) -> int:
    opened: Any = Document(BytesIO(document))
    return str(opened.element.xml).count('w:br w:type="page"')


def test_each_has_a_page_with_code_and_square_of_their_own() -> None:
    codes, document = made(RIN, LUA)
    assert codes == [(7, "ABCD2345EFGH"), (9, "JKMN6789PQRS")]
    said = "\n".join(shown(document))
    for one in (RIN, LUA):
        for words in (
            one.shown,
            one.name,
            "Rà soát viên. Tổ dân phố 6",
            "Xã Ba Tơ",
            "Dùng một lần, đến 08:00, 06/11/2025",
        ):
            assert words in said
    assert links(document) == {RIN.link, LUA.link}
    assert breaks(document) == 1, "two pages, and no empty one behind them"


@pytest.mark.parametrize(
    ("telegram", "zalo", "link", "told", "untold"),
    [
        (
            True,
            True,
            LINK,
            ("Telegram", "quét mã vuông", "@xa_ba_to_bot", "Vào bằng Zalo"),
            ("hỏi người đưa giấy này).\n2. Bấm",),
        ),
        (True, False, "", ("Mở Telegram, vào trò chuyện với bot của xã",), ("quét mã vuông", "@", "Zalo")),
        (False, True, "", ("Mở Zalo", "Gõ mã mời rồi gửi"), ("Telegram", "quét mã vuông")),
        (False, False, "", ("Mở bot của xã, gõ mã mời rồi gửi",), ("Telegram", "Zalo")),
    ],
)
def test_only_ways_that_are_there_are_told(
    telegram: bool, zalo: bool, link: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    _, document = made(replace(RIN, link=link), telegram=telegram, zalo=zalo, bot="xa_ba_to_bot" if link else "")
    said = "\n".join(shown(document))
    assert not [words for words in told if words not in said]
    assert not [words for words in untold if words in said]
    assert links(document) == ({link} if link else set())
