"""A căn cước in a photo: its QR code is found and read, and of what it says only who somebody is comes out. Bytes in, bytes out.

What the code holds (no law says it; as reading programs find it, and newspapers describe it): fields between "|": number of twelve digits, number of the old
identity card or nothing, name, day of birth as ddmmyyyy, sex, address, day of issue; later cards have more behind it. Only the first five are looked at,
and the old number is let go with address and days: nobody asked for them.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageFilter

from survey.read.person_name import titled
from survey.read.spelling import fold, normalise

Report = Callable[[int, int], None]
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
"""A larger picture is not laid open in memory; a JPEG is first read at a half or a quarter of its size."""

ENOUGH = 4000
"""Pixels of the longer side, above which a JPEG is read smaller: a card's code is fine enough by far."""

SMALL = 1700
"""Pixels of the longer side, up to which a picture is also tried enlarged."""

_NUMBER, _OLD_NUMBER, _BORN = re.compile("[0-9]{12}"), re.compile("[0-9]{9}|[0-9]{12}|"), re.compile("[0-9]{8}")
_SEXES = {"nam": "nam", "nu": "nu"}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """Whose card it is. `born`: "1987-03-12", or "1987" where only the year is known; `sex`: "nam" or "nu"."""

    number: str
    name: str
    born: str
    sex: str

    @property
    def year(self) -> str:
        return self.born[:4]

    @property
    def day(self) -> str:
        """Nothing where only the year is known."""
        return self.born if len(self.born) == 10 else ""


def read_code(text: str) -> IdentityCard | None:
    """What a card's QR code says; None for any other code."""
    fields = [normalise(field) for field in text.split("|")]
    if len(fields) < 5 or not _NUMBER.fullmatch(fields[0]) or not _OLD_NUMBER.fullmatch(fields[1]):
        return None
    name, born, sex = fields[2], _born(fields[3]), _SEXES.get(fold(fields[4]))
    is_name = 0 < len(name) <= _LONGEST_NAME and all(one.isalpha() or one in " '’-." for one in name)
    return IdentityCard(fields[0], titled(name), born, sex) if is_name and born and sex else None


def _born(written: str) -> str:
    """ddmmyyyy; of somebody whose day nobody knows, noughts stand for it, or the year alone."""
    if re.fullmatch("[0-9]{4}", written):
        written = "0000" + written
    if not _BORN.fullmatch(written):
        return ""
    day, month, year = int(written[:2]), int(written[2:4]), int(written[4:])
    if not 1850 <= year <= 2200:
        return ""
    if not day or not month:
        return str(year)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def card_to_text(card: IdentityCard) -> str:
    """One line, as it is kept with the message until it is dealt with."""
    return json.dumps(asdict(card), ensure_ascii=False)


def card_of_text(text: str) -> IdentityCard | None:
    """The reverse of `card_to_text`; None for "", where no card was found."""
    return IdentityCard(**json.loads(text)) if text else None


def glance(picture: bytes, _report: Report) -> bytes:
    """Whose card is in a picture, as `card_to_text` writes it; b"" where there is none, none can be read, or there are several."""
    try:
        opened = Image.open(BytesIO(picture), formats=FORMATS)
        opened.draft("L", _wanted(opened.size))
        grey = opened.convert("L") if opened.width * opened.height <= MOST_PIXELS else None
    except Exception:  # noqa: BLE001 - readers of pictures stumble over damaged ones in every way there is
        return b""
    if grey is None:
        return b""
    for seen in _looks(grey):
        cards = {card for text in _codes(seen) if (card := read_code(text))}
        if cards:
            return card_to_text(cards.pop()).encode() if len(cards) == 1 else b""
    return b""


def _codes(seen: Image.Image) -> list[str]:
    """What the QR codes in it say. The reader is loaded only where pictures are looked into: never in the process that answers people."""
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    return [_said(code.bytes, code.text) for code in read_barcodes(seen, BarcodeFormats(BarcodeFormat.QRCode))]


def _wanted(size: tuple[int, int]) -> tuple[int, int]:
    """What is fine enough; only a JPEG can be read so."""
    parts = max(1, max(size) // ENOUGH)
    return size[0] // parts, size[1] // parts


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, then with what blurs and bad light took away brought out; a small one enlarged."""
    yield grey
    yield grey.filter(ImageFilter.UnsharpMask(2, 250, 0))
    if max(grey.size) <= SMALL:
        large = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
        yield large.filter(ImageFilter.UnsharpMask(3, 250, 0))
    else:
        yield grey.resize((grey.width // 2, grey.height // 2), Image.Resampling.BICUBIC)


def _said(content: bytes, guessed: str) -> str:
    """The code says of its letters nothing, or that they are UTF-8: the reader's guess is for those that are not."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return guessed
