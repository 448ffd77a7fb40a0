"""`rasoat import FILE`: a list of the commune read at the command line, told what is wrong with it, and brought in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import foundation
from bot.process import StartError
from bot.settings.config import Settings
from handlers.register.importing import Answers, look
from handlers.register.loading import Changes, Held, NoCommuneError, Wanted, bring_in, hold
from storage.work import Database
from survey.register.against.households import Plan
from survey.register.found import Found, Kind

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for at the command line."""

    file: Path
    dry_run: bool = False
    as_json: bool = False
    answers: Path | None = None
    whole: bool = False
    new_units: bool = False


def run(settings: Settings, asked: Asked) -> str:
    """What to print. The list is read before anything waits for it, and written in one transaction. Raises StartError where nothing can be brought in."""
    content = _bytes(asked.file)
    wanted = Wanted(_answers(asked.answers), asked.whole, asked.new_units)
    with foundation(settings) as base:
        now = base.clock.now()
        with base.database.look() as work:
            found = look(work, base.services, content, now, wanted.answers)
        if found.kind in {Kind.REFUSED, Kind.FORM}:
            return _no_list(found, asked)
        try:
            held, done = _held(base.database, found, now, wanted, dry_run=asked.dry_run)
        except NoCommuneError as error:
            raise StartError("cơ sở dữ liệu chưa có xã nào nên chưa nạp được danh sách") from error
    if asked.as_json:
        return json.dumps(held.as_json() | {"loaded": done}, ensure_ascii=False)
    if not (done or asked.dry_run):
        raise StartError("\n".join([*_lines(held), "chưa nạp gì, vì còn chỗ sai hoặc chỗ cần hỏi (--all-or-nothing)"]))
    return "\n".join([*_lines(held), *_outcome(held, loaded=done)])


def _held(database: Database, found: Found, now: datetime, wanted: Wanted, *, dry_run: bool) -> tuple[Held, bool]:
    if dry_run:
        with database.look() as work:
            return hold(work, found, now, wanted), False
    with database.work() as work:
        held, done = bring_in(work, found, now, wanted)
        if done:
            work.commit()
    return held, done


def _no_list(found: Found, asked: Asked) -> str:
    if asked.as_json:
        return json.dumps(found.as_json(), ensure_ascii=False)
    why = found.why or "Đây là phiếu (XLSForm). Kiểm tra bằng: rasoat survey check"
    if not asked.dry_run:
        raise StartError(why)
    return why


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


def _lines(held: Held) -> Iterator[str]:
    """What somebody at the terminal wants to know first."""
    found = held.found
    people = sum(len(one.members) for one in found.households)
    yield {
        Kind.HOUSEHOLDS: f"Danh sách hộ: đọc được {len(found.households)} hộ, {people} người.",
        Kind.STAFF: f"Danh sách cán bộ: đọc được {len(found.people)} người.",
        Kind.UNITS: f"Danh sách tổ, thôn: đọc được {len(found.units)}.",
    }[found.kind]
    if held.year is not None:
        yield f"Danh sách không ghi năm, lấy năm {held.year}."
    for question in held.questions:
        what = "là tổ, thôn nào" if question.about == "unit" else "là hộ số mấy (null: hộ mới)"
        yield f'Cần hỏi: "{question.value}" {what}? Có: {", ".join(question.choices)}'
    for title, told in (("chỗ sai", found.errors), ("chỗ để trống", found.warnings)):
        if told:
            yield f"{len(told)} {title}:"
            yield from (f"  {one.sheet}, dòng {one.row}, {one.column}: {one.text}" for one in told[:MOST_SHOWN])
    for twins in found.duplicates:
        what = "Một số căn cước ở" if twins.about == "cccd" else "Có thể là một hộ:"
        yield f"{what} các dòng {', '.join(map(str, twins.rows))}."
    if found.unknown_columns:
        yield f"Cột chưa biết là gì, giữ nguyên chữ: {', '.join(found.unknown_columns)}."
    yield from _beside(held.changes)


def _beside(changes: Changes) -> Iterator[str]:
    """What was not taken as it stands in the list."""
    if isinstance(changes, Plan):
        for told, number in changes.renumbered[:MOST_SHOWN]:
            yield f"Mã hộ {told} đang là của hộ khác, hộ trong danh sách nhận số {number}."
        for number, name in changes.kept[:MOST_SHOWN]:
            yield f"Hộ {number}: danh sách không có {name}, vẫn giữ trong hộ."
        for number, name in changes.elsewhere[:MOST_SHOWN]:
            yield f"Căn cước của {name} đã có ở hộ {number}."
        return
    for name in changes.namesakes:
        yield f"{name}: đã có người trùng tên, thêm một người nữa."
    for name in changes.left_out:
        yield f'"{name}" không phải là tổ, thôn của xã, không thêm (thêm bằng --new-units).'


def _outcome(held: Held, *, loaded: bool) -> Iterator[str]:
    changes = held.changes
    counts = f"mới {len(changes.new)}, đổi {len(changes.changed)}, không đổi {changes.unchanged}"
    yield f"Đã nạp: {counts}." if loaded else f"Xem trước, chưa nạp gì: {counts}."
    if loaded and not held.is_whole:
        yield "Những dòng sai hoặc còn phải hỏi chưa nạp: sửa tệp hoặc trả lời rồi nạp lại, dòng đã nạp không bị nạp hai lần."
