"""A message of ours -> what the OA interface takes: texts, the last one with the buttons, then pictures and files."""

from collections.abc import Iterator
from typing import Any

from bot.channels.render import Rendered
from bot.channels.zalo_oa.capabilities import FILES, IMAGES
from bot.channels.zalo_oa.inbound import TAPPED
from chat import FileOut, Outgoing

Json = dict[str, Any]


def texts(rendered: Rendered) -> Iterator[Json]:
    """The message objects of all parts."""
    *before, last = rendered.parts
    for part in before:
        yield {"text": part}
    buttons = [
        {"title": button.label, "type": "oa.query.hide", "payload": f"{TAPPED}{button.payload}"}
        for row in rendered.rows
        for button in row
    ]
    attachment = {"attachment": {"type": "template", "payload": {"buttons": buttons}}} if buttons else {}
    yield {"text": last, **attachment}


def goes(file: FileOut) -> bool:
    """Whether the platform takes a file of this kind and size."""
    most = {**IMAGES, **FILES}.get(file.mime, 0)
    return len(file.content) <= most


def upload_path(file: FileOut) -> str:
    return "v2.0/oa/upload/image" if file.mime in IMAGES else "v2.0/oa/upload/file"


def carried(file: FileOut, uploaded: Json) -> Json:
    """The message object for an uploaded file."""
    if file.mime in IMAGES:
        element = {"media_type": "image", "attachment_id": uploaded["attachment_id"]}
        return {"attachment": {"type": "template", "payload": {"template_type": "media", "elements": [element]}}}
    return {"attachment": {"type": "file", "payload": {"token": uploaded["token"]}}}


def not_carried(outgoing: Outgoing) -> list[str]:
    """Names of the files that cannot be sent here."""
    return [file.name for file in outgoing.files if not goes(file)]
