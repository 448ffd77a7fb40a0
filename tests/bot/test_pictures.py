"""What is kept of a picture: what is seen, and nothing of where, when and with whose phone it was taken."""

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps, PngImagePlugin

from bot.files.kinds import image_type
from bot.files.pictures import without_traces
from tests.bot.support.house import living, open_house, run
from tests.bot.test_kept_files import form, kept

SECRETS = (b"PHONE-OF-RE", b"2025:11:03", b"Ba To GPS", b"hoPe")
ORIENTATIONS = range(1, 9)


def scene(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Each corner of another colour, so that it shows how it lies."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    right, low = size[0] - 1, size[1] - 1
    for corner, colour in (((0, 0), "red"), ((right - 15, 0), "lime"), ((0, low - 15), "blue")):
        draw.rectangle((*corner, corner[0] + 15, corner[1] + 15), fill=colour)
    return image


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x0132] = orientation, "PHONE-OF-RE", "2025:11:03 08:00:00"
    made.get_ifd(0x8825)[29] = "Ba To GPS"
    return made


def photo(kind: str = "JPEG", orientation: int = 1) -> bytes:
    made = BytesIO()
    if kind == "JPEG":
        scene().save(made, kind, quality=90, exif=exif(orientation), comment=b"hoPe", xmp=b"<x>hoPe</x>")
    elif kind == "MPO":
        scene().save(made, kind, save_all=True, append_images=[scene((32, 24))], exif=exif(orientation))
    elif kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "PHONE-OF-RE")
        text.add(b"teXt", b"after\0hoPe", after_idat=True)
        scene().save(made, kind, exif=exif(orientation), pnginfo=text)
    else:
        scene().save(made, kind, quality=95, exif=exif(orientation), xmp=b"<x>hoPe</x>")
    return made.getvalue()


def seen(content: bytes) -> tuple[tuple[int, int], list[str]]:
    """As a viewer shows it: its size, and which colour lies in which corner."""
    with Image.open(BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    right, low = upright.width - 4, upright.height - 4
    named = {"100": "red", "010": "lime", "001": "blue", "111": "white"}
    corners = [upright.getpixel(at) for at in ((3, 3), (right, 3), (3, low), (right, low))]
    return upright.size, [
        named["".join(str(int(part > 127)) for part in one)] for one in corners if isinstance(one, tuple)
    ]


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP"])
def test_a_picture_is_seen_as_before_and_tells_nothing_else(kind: str, orientation: int) -> None:
    sent = photo(kind, orientation)
    assert any(secret in sent for secret in SECRETS)
    made = without_traces(sent)
    assert [secret for secret in SECRETS if secret in made] == []
    assert seen(made) == seen(sent)
    assert image_type(made) == image_type(sent)
    with Image.open(BytesIO(made)) as image:
        assert dict(image.getexif()) == {}


def test_a_film_behind_a_photo_is_left_out() -> None:
    plain = BytesIO()
    scene().save(plain, "JPEG")
    assert b"film" not in without_traces(plain.getvalue() + b"film with voices")


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photo_that_tells_nothing_is_left_as_it_came(kind: str) -> None:
    plain = BytesIO()
    scene().save(plain, kind, quality=90)
    assert without_traces(plain.getvalue()) == plain.getvalue()


def test_what_makes_a_photo_look_right_stays() -> None:
    made = BytesIO()
    scene().save(made, "JPEG", quality=90, exif=exif(1), icc_profile=b"colours of the screen")
    with Image.open(BytesIO(without_traces(made.getvalue()))) as image:
        assert image.info["icc_profile"] == b"colours of the screen"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_damaged_picture_stays_as_it_came(kind: str, share: float) -> None:
    whole = photo(kind)
    damaged = whole[: max(16, int(len(whole) * share))]
    made = without_traces(damaged)
    assert made == damaged or seen(made) == seen(whole)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0" + bytes(99), b"\x89PNG\r\n\x1a\n" + bytes(99)]
)
def test_what_is_no_picture_stays_as_it_came(content: bytes) -> None:
    assert without_traces(content) == content


def test_a_photo_too_large_for_a_small_machine_becomes_smaller() -> None:
    most = 64 * 48 // 2
    made = without_traces(photo(), most)
    assert seen(made) == ((32, 24), ["red", "lime", "blue", "white"])
    huge = photo("PNG")
    assert without_traces(huge, most) == huge


def test_what_a_channel_keeps_tells_nothing_of_the_phone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post("/api/chat/ra-soat-1/messages", form("a", photo(orientation=6)))
            (file,) = kept(house)
            content = await asyncio.to_thread(house.runtime.files.get, file.name)
            assert [secret for secret in SECRETS if secret in content] == []
            assert seen(content)[0] == (48, 64)
            with house.runtime.database.look() as work:
                stored = work.files.get(file.name)
            assert stored is not None
            assert stored.size == len(content)

    run(scenario())
