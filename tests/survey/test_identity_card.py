"""What the QR code of a căn cước says, and finding it in a photo: pictures of cards that were never made, held as people hold a telephone."""

from io import BytesIO

import pytest
from PIL import Image

from survey.identity_card import MOST_PIXELS, IdentityCard, card_of_text, card_to_text, glance, read_code
from tests.support.identity_cards import RIN, Shot, as_jpeg, photo, square_of

CARD = IdentityCard("051085001234", "Đinh Văn Rin", "1985-02-01", "nam")

CODES = [
    (RIN, CARD),
    ("051085001234||Đinh Văn Rin|01021985|Nam|Ba Tơ|25122021", CARD),
    # in capitals, decomposed, and with more behind it, as later cards have
    ("051085001234||ĐINH VĂN RIN|01021985|NAM|Ba Tơ|25122021||Đinh Văn Ba|Phạm Thị Rế", CARD),
    (
        "051185001235||Pha\u0323m Thi\u0323 Re\u0302\u0301|31121985|Nữ|x|y",
        IdentityCard("051185001235", "Phạm Thị Rế", "1985-12-31", "nu"),
    ),
    ("051131000001||H'Lan Y Niê|00001931|Nữ|x|y", IdentityCard("051131000001", "H'Lan Y Niê", "1931", "nu")),
    ("051131000001||H'Lan Y Niê|1931|Nữ|x|y", IdentityCard("051131000001", "H'Lan Y Niê", "1931", "nu")),
    # a child has a card too
    ("051222000001||Đinh Bé|29022024|Nam|x|y", IdentityCard("051222000001", "Đinh Bé", "2024-02-29", "nam")),
]
NO_CARDS = [
    "",
    "https://t.me/xa_ba_to_bot?start=ABCD2345EFGH",
    "00020101021238570010A00000072701270006970436",
    "05108500123|212345678|Đinh Văn Rin|01021985|Nam|x|y",
    "212345678||Đinh Văn Rin|01021985|Nam|x|y",
    "051085001234||Đinh Văn Rin|31021985|Nam|x|y",
    "051085001234||Đinh Văn Rin|01021985||x|y",
    "051085001234|||01021985|Nam|x|y",
    "051085001234||<b>Rin</b>|01021985|Nam|x|y",
    "051085001234||Đinh Văn Rin|01021985",
    "051085001234|x|Đinh Văn Rin|01021985|Nam|x|y",
]


@pytest.mark.parametrize(("said", "card"), CODES)
def test_a_code_says_who_somebody_is(said: str, card: IdentityCard) -> None:
    assert read_code(said) == card
    assert card_of_text(card_to_text(card)) == card


@pytest.mark.parametrize("said", NO_CARDS)
def test_any_other_code_is_none(said: str) -> None:
    assert read_code(said) is None


def seen(picture: bytes) -> IdentityCard | None:
    return card_of_text(glance(picture, lambda _done, _total: None).decode())


HELD = [
    Shot((800, 600)),
    Shot((800, 600), tilt=20, shadow=True),
    Shot((800, 600), blur=1.2),
    Shot(blur=1.5, tilt=-8, lean=0.15, shadow=True, quality=50),
]


@pytest.mark.parametrize("shot", HELD, ids=str)
def test_a_card_is_read_as_it_is_held(shot: Shot) -> None:
    assert seen(photo(RIN, shot)) == CARD


def test_nothing_but_who_it_is_comes_out() -> None:
    told = glance(photo(RIN, HELD[0]), lambda _done, _total: None).decode()
    assert "Ba Tơ" not in told
    assert "212345678" not in told
    assert "2512" not in told


def two_cards() -> bytes:
    both = Image.new("L", (900, 450), 200)
    for place, code in enumerate((RIN, RIN.replace("Rin", "Ba").replace("1234", "1235"))):
        both.paste(square_of(code).resize((380, 380)), (40 + 430 * place, 30))
    return as_jpeg(both)


@pytest.mark.parametrize(
    "picture",
    [
        photo("", HELD[0]),
        photo("https://zalo.me/1234", HELD[0]),
        two_cards(),
        photo(RIN, Shot((320, 240), blur=3)),
        photo(RIN, HELD[0])[:4000],
        b"\xff\xd8\xff nothing",
        b"",
    ],
    ids=["no code", "another code", "two cards", "too far and blurred", "cut off", "no picture", "nothing"],
)
def test_what_is_no_card_or_cannot_be_read_is_none(picture: bytes) -> None:
    assert seen(picture) is None


@pytest.mark.parametrize(("side", "card"), [(1000, CARD), (int(MOST_PIXELS**0.5) + 1, None)])
def test_a_picture_that_would_fill_the_memory_is_not_laid_open(side: int, card: IdentityCard | None) -> None:
    stream, picture = BytesIO(), Image.new("L", (side, side), 255)
    picture.paste(square_of(RIN), (50, 50))
    picture.save(stream, "PNG", compress_level=1)
    assert seen(stream.getvalue()) == card
