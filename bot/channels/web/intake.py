"""A POST of the page -> what the person sent, checked."""

import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.files.kinds import calls_itself_picture, file_type, image_type
from bot.http.errors import RequestError
from chat import MAX_PAYLOAD, Contact, Location

MAX_JSON = 256 * 1024
MAX_TEXT = 20_000
MAX_ID = 100
KINDS = ("text", "button", "contact", "location")
TOO_LONG = f"Tin dài quá {MAX_TEXT:,} ký tự, anh/chị chia thành nhiều tin giúp em.".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Posted:
    """One message as it came over HTTP; exactly one of text, button, contact, location or file is given (a file may have a text)."""

    client_id: str
    text: str = ""
    button: str = ""
    contact: Contact | None = None
    location: Location | None = None
    file: bytes | None = None
    file_name: str = ""
    file_mime: str = ""


async def read_post(request: web.Request, max_file: int) -> Posted:
    """RequestError 413 where it is too large, 422 where it cannot be understood; `max_file` in bytes."""
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, max_file)
    if request.content_type != "application/json":
        raise RequestError(422, "Tin phải gửi dưới dạng JSON hoặc biểu mẫu có tệp.")
    return parse_json(await _limited(request, MAX_JSON))


async def _limited(request: web.Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > limit:
            raise RequestError(413, TOO_LONG)
    return bytes(body)


def parse_json(body: bytes) -> Posted:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestError(422, "Tin không phải JSON hợp lệ.") from None
    if not isinstance(fields, dict):
        raise RequestError(422, "Tin phải là một đối tượng JSON.")
    client_id = checked_id(fields.get("id"))
    given = [kind for kind in KINDS if fields.get(kind) is not None]
    if len(given) != 1:
        raise RequestError(422, "Mỗi tin gửi đúng một nội dung: chữ, nút bấm, số điện thoại hoặc vị trí.")
    return _ONE_OF[given[0]](client_id, fields[given[0]])


def wished_time(body: bytes) -> datetime | None:
    """Where the clock shall go: {"to": instant with offset}, or {"next": true} -> None."""
    try:
        wish = json.loads(body)
        if wish.get("next") is True:
            return None
        to = datetime.fromisoformat(wish["to"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        to = None
    if to is None or to.tzinfo is None:
        raise RequestError(422, 'Cần {"to": thời điểm có múi giờ, ví dụ 2025-11-03T08:00+07:00} hoặc {"next": true}.')
    return to


def _text(client_id: str, value: object) -> Posted:
    return Posted(client_id, text=checked_text(value, required=True))


def _button(client_id: str, value: object) -> Posted:
    if not isinstance(value, str) or not value or not _is_text(value) or len(value.encode()) > MAX_PAYLOAD:
        raise RequestError(422, "Nút bấm không hợp lệ.")
    return Posted(client_id, button=value)


def _contact(client_id: str, value: Any) -> Posted:
    phone = value.get("phone") if isinstance(value, dict) else None
    if not isinstance(phone, str) or not 3 <= len(phone) <= 30 or not _is_text(phone):
        raise RequestError(422, "Số điện thoại không hợp lệ.")
    # Personas are the machine's own user: what they share is theirs, as with a messenger's "share my number".
    return Posted(client_id, contact=Contact(phone, own=True))


def _location(client_id: str, value: Any) -> Posted:
    lat, lon = (_number(value, "lat"), _number(value, "lon"))
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise RequestError(422, "Vị trí không hợp lệ: cần lat từ -90 đến 90 và lon từ -180 đến 180.")
    return Posted(client_id, location=Location(lat, lon, _number(value, "accuracy")))


def _number(value: Any, name: str) -> float | None:
    number = value.get(name) if isinstance(value, dict) else None
    if not isinstance(number, int | float) or isinstance(number, bool):
        return None
    try:
        return float(number) if math.isfinite(number) else None
    except OverflowError:
        return None


def _is_text(value: str) -> bool:
    """Neither database can hold a NUL, UTF-8 no lone surrogate."""
    return "\0" not in value and value.encode("utf-8", "ignore").decode() == value


_ONE_OF = {"text": _text, "button": _button, "contact": _contact, "location": _location}


def checked_id(value: object) -> str:
    if (
        not isinstance(value, str)
        or not value.strip()
        or len(value) > MAX_ID
        or not value.isprintable()
        or not _is_text(value)
    ):
        raise RequestError(422, f'Tin thiếu "id" (một chuỗi không rỗng, tối đa {MAX_ID} ký tự).')
    return value


def checked_text(value: object, *, required: bool) -> str:
    if not isinstance(value, str) or (required and not value.strip()):
        raise RequestError(422, "Tin trống, anh/chị gõ nội dung giúp em.")
    if len(value) > MAX_TEXT:
        raise RequestError(413, TOO_LONG)
    # Neither database can hold a NUL, UTF-8 no lone surrogate; nobody types them.
    return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


async def _read_multipart(request: web.Request, max_file: int) -> Posted:
    fields: dict[str, str] = {}
    file, name = b"", ""
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise RequestError(422, "Biểu mẫu không hợp lệ.")
            if part.name == "file":
                name = part.filename or "anh"
                file = await _read_part(
                    part, max_file, f"Tệp lớn quá {max_file // 2**20} MB, anh/chị gửi tệp nhỏ hơn giúp em."
                )
            elif part.name in {"id", "text"}:
                fields[part.name] = (await _read_part(part, MAX_JSON, TOO_LONG)).decode("utf-8", "replace")
    except (ValueError, HttpProcessingError):
        raise RequestError(422, "Biểu mẫu không hợp lệ.") from None
    client_id = checked_id(fields.get("id"))
    text = checked_text(fields.get("text", ""), required=not file)
    if not file:
        return Posted(client_id, text=text)
    if calls_itself_picture(name) and image_type(file) is None:
        raise RequestError(422, "Ảnh thì em chỉ nhận JPEG, PNG, WebP. Anh/chị gửi lại giúp em.")
    return Posted(client_id, text=text, file=file, file_name=name[-100:], file_mime=file_type(name, file))


async def _read_part(part: BodyPartReader, limit: int, sentence: str) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65536):
        content += chunk
        if len(content) > limit:
            raise RequestError(413, sentence)
    return bytes(content)
