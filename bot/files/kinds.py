"""What a file is: a photo by its first bytes, anything else by its name."""

import mimetypes
from pathlib import Path


def image_type(content: bytes) -> str | None:
    """The mime type of a photo by its first bytes (JPEG, PNG, WebP), None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


OTHER = "application/octet-stream"
_BY_NAME = mimetypes.MimeTypes()
"""The table that Python brings; what a machine has beside it would make the same file something else elsewhere."""

_OURS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
}


def file_type(name: str, content: bytes) -> str:
    """The mime type of a file: a photo by its content, anything else by its name. What it is meant as, the conversation finds out."""
    named = _OURS.get(Path(name.lower()).suffix) or _BY_NAME.guess_type(name.lower())[0] or OTHER
    # What only calls itself a picture is none.
    return image_type(content) or (OTHER if named.startswith("image/") else named)


def calls_itself_picture(name: str) -> bool:
    """Whether a file has the name of a picture, whatever is in it."""
    return (_BY_NAME.guess_type(name.lower())[0] or "").startswith("image/")
