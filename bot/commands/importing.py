"""`rasoat import FILE`: a list of the commune read at the command line, and what is wrong with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import foundation
from bot.process import StartError
from bot.settings.config import Settings
from handlers.register.importing import Answers, look
from survey.register.found import Found, Kind

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for at the command line."""

    file: Path
    dry_run: bool
    as_json: bool
    answers: Path | None


def run(settings: Settings, wanted: Wanted) -> str:
    """What to print. Raises StartError for a file that cannot be read."""
    if not wanted.dry_run:
        raise StartError("bản này chỉ xem trước danh sách, chưa nạp được; gõ thêm --dry-run")
    content = _bytes(wanted.file)
    answers = _answers(wanted.answers)
    with foundation(settings) as base, base.database.look() as work:
        found = look(work, base.services, content, base.clock.now(), answers)
    return json.dumps(found.as_json(), ensure_ascii=False) if wanted.as_json else "\n".join(_lines(found))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StartError(f"không đọc được tệp {file}: {error.strerror}") from error


def _answers(file: Path | None) -> Answers:
    if file is None:
        return {}
    try:
        told = json.loads(_bytes(file))
        return {about: {str(name): said for name, said in names.items()} for about, names in told.items()}
    except (ValueError, AttributeError) as error:
        raise StartError(f'{file} không phải là JSON có dạng {{"unit": {{"TDP 3": "tổ dân phố 3"}}}}') from error


def _lines(found: Found) -> Iterator[str]:
    """What somebody at the terminal wants to know first."""
    if found.kind is Kind.REFUSED:
        yield found.why
        return
    if found.kind is Kind.FORM:
        yield "Đây là phiếu (XLSForm). Kiểm tra bằng: rasoat survey check"
        return
    people = sum(len(one.members) for one in found.households)
    yield {
        Kind.HOUSEHOLDS: f"Danh sách hộ: nạp được {len(found.households)} hộ, {people} người.",
        Kind.STAFF: f"Danh sách cán bộ: nạp được {len(found.people)} người.",
        Kind.UNITS: f"Danh sách tổ, thôn: nạp được {len(found.units)}.",
    }[found.kind]
    for question in found.questions:
        yield f'Cần hỏi: "{question.value}" là tổ, thôn nào? Có: {", ".join(question.choices)}'
    for title, told in (("chỗ sai", found.errors), ("chỗ để trống", found.warnings)):
        if told:
            yield f"{len(told)} {title}:"
            yield from (f"  {one.sheet}, dòng {one.row}, {one.column}: {one.text}" for one in told[:MOST_SHOWN])
    for twins in found.duplicates:
        what = "Một số căn cước ở" if twins.about == "cccd" else "Có thể là một hộ:"
        yield f"{what} các dòng {', '.join(map(str, twins.rows))}."
    if found.unknown_columns:
        yield f"Cột chưa biết là gì, giữ nguyên chữ: {', '.join(found.unknown_columns)}."
