"""What cameras write into pictures beside what is seen: where it was taken, when, with whose phone. It is taken out before a picture is kept."""

import logging
from io import BytesIO
from threading import Lock
from typing import Any

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from bot.files.kinds import image_type

LOG = logging.getLogger(__name__)
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
"""A larger photo is kept at half or a quarter of its size: laid open in memory it would be more than a small machine has."""

_ONE_AT_A_TIME = Lock()
_PLAIN_PARTS = {"APP0": b"JFIF", "APP2": b"ICC_PROFILE", "APP14": b"Adobe"}
_LOOKS = frozenset({"icc_profile", "transparency"})
_PLAIN_FACTS = frozenset({"icc_profile", "loop", "background", "timestamp", "duration"})
_END_OF_JPEG = b"\xff\xd9"


def without_traces(content: bytes, most: int = MOST_PIXELS) -> bytes:
    """The same picture to the eye, upright as it was seen, and nothing beside it. What is no picture, or a damaged one, stays as it is."""
    if image_type(content) is None:
        return content
    try:
        with _ONE_AT_A_TIME, Image.open(BytesIO(content), formats=FORMATS) as image:
            return content if _says_nothing(image, content) else _written_anew(image, most) or content
    except Exception as error:  # noqa: BLE001 - readers of pictures stumble over damaged ones in every way there is
        LOG.info("a picture is kept as it came, for it cannot be read (%s)", type(error).__name__)
        return content


def _says_nothing(image: Image.Image, content: bytes) -> bool:
    """Nothing but the picture is in the file: it is left as it came, for every writing anew costs a little of a photo."""
    if isinstance(image, JpegImageFile) and image.format == "JPEG":
        plain = all(part.startswith(_PLAIN_PARTS.get(name, b"\0never")) for name, part in image.applist)
        return plain and content.rstrip(b"\0").endswith(_END_OF_JPEG)
    return image.format == "WEBP" and image.info.keys() <= _PLAIN_FACTS


def _written_anew(image: Image.Image, most: int) -> bytes:
    """b"" where it would be too large."""
    # Of several pictures in one (MPO) the first is the one that is seen.
    how: dict[str, Any] = {"format": "JPEG" if image.format == "MPO" else image.format}
    if isinstance(image, JpegImageFile):
        # As coarse as the camera wrote it, no coarser and no finer.
        how |= {"qtables": image.quantization, "subsampling": get_sampling(image)}
        _smaller(image, most)
    elif image.format == "WEBP":
        how |= {"quality": 90}
    if image.width * image.height > most:
        return b""
    upright = ImageOps.exif_transpose(image)
    upright.info = {name: value for name, value in upright.info.items() if name in _LOOKS}
    made = BytesIO()
    upright.save(made, **how, icc_profile=upright.info.get("icc_profile"))
    return made.getvalue()


def _smaller(image: JpegImageFile, most: int) -> None:
    parts = 1
    while image.width * image.height > most * parts * parts and parts < 8:
        parts *= 2
    if parts > 1:
        image.draft(image.mode, (image.width // parts, image.height // parts))
