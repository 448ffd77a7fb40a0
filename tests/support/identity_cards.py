"""Photos of căn cước cards as people take them, made here: nobody's card is ever among the tests."""

from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter
from zxingcpp import BarcodeFormat, create_barcode

RIN = "051085001234|212345678|Đinh Văn Rin|01021985|Nam|Tổ dân phố 6, Ba Tơ, Quảng Ngãi|25122021"
TABLE, PLASTIC, INK = (122, 92, 60), (205, 222, 214), (45, 45, 60)


@dataclass(frozen=True)
class Shot:
    """How the telephone was held. `fill`: how much of the width the card takes; `blur` in pixels; `tilt` in degrees; `lean`: how askew, from 0 to 0.3."""

    size: tuple[int, int] = (1280, 960)
    fill: float = 0.9
    tilt: float = 0
    blur: float = 0
    lean: float = 0
    shadow: bool = False
    quality: int = 75


def photo(code: str, shot: Shot = Shot()) -> bytes:
    """A JPEG of a card with this code; "" = a card whose code nobody printed."""
    width = int(shot.size[0] * shot.fill)
    card = _card(code, width).convert("RGBA").rotate(shot.tilt, expand=True, resample=Image.Resampling.BICUBIC)
    card.thumbnail(shot.size)
    seen = Image.new("RGB", shot.size, TABLE)
    seen.paste(card, ((shot.size[0] - card.width) // 2, (shot.size[1] - card.height) // 2), card)
    if shot.lean:
        seen = _leaning(seen, shot.lean)
    if shot.shadow:
        seen = _in_shadow(seen)
    return as_jpeg(seen.filter(ImageFilter.GaussianBlur(shot.blur)) if shot.blur else seen, shot.quality)


def as_jpeg(picture: Image.Image, quality: int = 75) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def square_of(code: str) -> Image.Image:
    """The code alone; its letters are bytes of UTF-8 that say nothing of it, as those of the cards."""
    return Image.fromarray(create_barcode(code.encode(), BarcodeFormat.QRCode, ec_level="M").to_image(scale=12))


def _card(code: str, width: int) -> Image.Image:
    """As large as a bank card is to its code: about a sixth of the width."""
    card = Image.new("RGB", (width, int(width * 0.63)), PLASTIC)
    draw, chance = ImageDraw.Draw(card), Random(3)
    for _ in range(150):
        x, y = chance.randrange(width), chance.randrange(card.height)
        draw.line((x, y, x + chance.randrange(80), y + 4), fill=(165, 190, 160), width=2)
    draw.rectangle((width * 0.05, width * 0.22, width * 0.28, width * 0.57), fill=(120, 100, 90))
    for line in range(7):
        top = width * (0.25 + 0.045 * line)
        draw.rectangle((width * 0.32, top, width * (0.5 + 0.04 * line), top + width * 0.02), fill=INK)
    if code:
        side = int(width * 0.17)
        square = square_of(code).resize((side, side), Image.Resampling.LANCZOS)
        card.paste(square.convert("RGB"), (int(width * 0.79), int(width * 0.03)))
    return card


def _leaning(seen: Image.Image, lean: float) -> Image.Image:
    """The far side is smaller than the near one."""
    return seen.transform(
        seen.size,
        Image.Transform.PERSPECTIVE,
        (1, lean, -lean * seen.height * 0.3, 0, 1 + lean, 0, 0, lean / seen.height),
        Image.Resampling.BICUBIC,
    )


def _in_shadow(seen: Image.Image) -> Image.Image:
    """Dark on one side, and a hand's shadow over a corner."""
    fall = Image.linear_gradient("L").rotate(90).resize(seen.size).point(lambda light: 60 + light * 3 // 4)
    dark = Image.composite(seen, Image.new("RGB", seen.size), fall)
    width, height = seen.size
    ImageDraw.Draw(dark, "RGBA").polygon([(width * 0.7, 0), (width, 0), (width, height * 0.35)], fill=(0, 0, 0, 120))
    return dark
