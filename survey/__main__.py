"""The survey room on the command line: check, play, replay, eval, read, words, convert and submission."""

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import randbits
from typing import TYPE_CHECKING, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from survey.commands.packages import missing_packages

if TYPE_CHECKING:
    from survey.xform import Form

_DATA_FILES = frozenset({".csv", ".xml", ".geojson", ".json"})
_WORKBOOKS: dict[str, Literal["md", "xlsx"]] = {".md": "md", ".xlsx": "xlsx"}


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand. Returns the exit code: 0 = done, 1 = the form or the input has mistakes, 2 = wrong usage."""
    if missing := missing_packages():
        return _fail(missing)
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = _COMMANDS[options.command]
    try:
        return run(options)
    except FileNotFoundError as error:
        return _fail(f"Không có tệp {error.filename}.")
    except OSError as error:
        return _fail(f"Không đọc hoặc ghi được {error.filename}: {error.strerror}.")
    except Exception as error:
        if isinstance(error, _mistakes()):
            return _fail(str(error))
        raise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rasoat survey", description="Forms without a bot: check, try out, compare, convert."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_, operands in (
        ("check", "list every mistake of a form", ("form",)),
        ("play", "answer a form in the terminal", ("form",)),
        ("replay", "play recorded steps and print the states", ("form", "steps")),
        ("convert", "Markdown to xlsx and back", ("source", "target")),
        ("eval", "evaluate XPath expressions, one JSON string a line", ()),
        ("read", "read typed Vietnamese, one JSON object a line", ()),
    ):
        command = commands.add_parser(name, help=help_)
        for operand in operands:
            command.add_argument(operand, type=Path)
    words = commands.add_parser(
        "words", help="what people typed and the bot did not understand, the most frequent first"
    )
    words.add_argument("--database", default="", metavar="URL", help="another database than that of the settings")
    _add_submission(commands.add_parser("submission", help="answers as ODK instance XML, back, and in a newer form"))
    return parser


def _add_submission(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    write = acts.add_parser(
        "write", help="answers (JSON) to instance XML; prints its id, attachments and what was left out"
    )
    read = acts.add_parser("read", help="instance XML to answers; prints them and what the form has no place for")
    upgrade = acts.add_parser(
        "upgrade", help="answers to an older version in a newer one; prints them and what no longer fits"
    )
    for command, operands in (
        (write, ("form", "answers", "xml")),
        (read, ("form", "xml")),
        (upgrade, ("old", "form", "answers")),
    ):
        for operand in operands:
            command.add_argument(operand, type=Path)
    write.add_argument("--id", default="", help="the submission's own id; without it a new one is made")
    write.add_argument("--replaces", default="", help="the id of the submission that this one takes the place of")
    read.add_argument("--attachments", type=Path, help='JSON {"name in the XML": "stored answer"}, as write prints it')


def _mistakes() -> tuple[type[Exception], ...]:
    """Mistakes of a form or an input, which their author can read and mend."""
    from survey.content.mistakes import ContentError
    from survey.sheet import SheetError
    from survey.xform import FormError, InstanceError

    return (ContentError, FormError, InstanceError, SheetError, ValueError)


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


def _files_beside(form: Path) -> dict[str, bytes]:
    """The data files in the form's own folder, by bare name."""
    return {
        path.name: path.read_bytes()
        for path in sorted(form.resolve().parent.iterdir())
        if path.suffix.lower() in _DATA_FILES and path.is_file() and path.name != form.name
    }


def _xform(form: Path) -> bytes:
    if form.suffix.lower() not in _WORKBOOKS:
        return form.read_bytes()
    from survey.sheet import to_xform

    return to_xform(form.stem, form.read_bytes(), _WORKBOOKS[form.suffix.lower()])


def _thresholds(form: Path) -> dict[str, bytes]:
    """The legal numbers of the newest ruleset in the content folder that the form stands in, else of the one that is shipped."""
    from survey.review import load_ruleset

    folders = (form.resolve().parent.parent / "rulesets", Path(__file__).parents[1] / "content" / "rulesets")
    rulesets = next((found for folder in folders if (found := sorted(folder.glob("*.toml")))), [])
    if not rulesets:
        return {}
    newest = rulesets[-1]
    return {"nguong.csv": load_ruleset(newest.read_bytes(), f"rulesets/{newest.name}").threshold_csv()}


def _load(path: Path) -> "Form":
    from survey.xform import load_form

    return load_form(_xform(path), _thresholds(path) | _files_beside(path))


def _check(options: argparse.Namespace) -> int:
    form: Path = options.form
    if form.suffix.lower() == ".xml":
        return _check_xform(form)
    from survey.sheet import check, kind_of

    problems = check(form.name, form.read_bytes(), kind_of(form.name), _thresholds(form) | _files_beside(form))
    for problem in problems:
        print(f"{form.name}: {'cảnh báo: ' if problem.warning else ''}[{problem.code}] {problem.sentence()}")
    wrong = any(not problem.warning for problem in problems)
    if not wrong:
        # Beside the list of mistakes, which scripts read and which stays empty.
        print(f"{form.name}: không thấy chỗ sai, dùng được.", file=sys.stderr)
    return int(wrong)


def _check_xform(path: Path) -> int:
    from survey.commands.check import xform_lines

    lines, is_fit = xform_lines(path.name, lambda: _load(path))
    for line in lines:
        print(line)
    return int(not is_fit)


def _play(options: argparse.Namespace) -> int:
    from survey.commands.play import Walk
    from survey.xform import Instance

    form = _load(options.form)
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    Walk(Instance.new(form, datetime.now(zone), seed=randbits(63)), print, input).run()
    return 0


def _replay(options: argparse.Namespace) -> int:
    from survey.commands.replay import read_script, replay

    script = read_script(_json(options.steps))
    return _tell({"states": replay(_load(options.form), script)})


def _json(file: Path) -> object:
    """Raises ValueError with a sentence."""
    try:
        found: object = json.loads(file.read_bytes())
    except ValueError as error:
        raise ValueError(f"{file}: không phải JSON ({error}).") from None
    return found


def _tell(found: object) -> int:
    json.dump(found, sys.stdout, ensure_ascii=False)
    print()
    return 0


def _submission(options: argparse.Namespace) -> int:
    return _ACTS[options.act](options)


def _write(options: argparse.Namespace) -> int:
    from survey.commands.submission import read_answers, write

    now, seed = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")), randbits(63)
    instance_id = options.id or f"uuid:{UUID(int=randbits(128), version=4)}"
    record = read_answers(_json(options.answers))
    xml, told = write(_load(options.form), record, now, seed, instance_id=instance_id, replaces=options.replaces)
    options.xml.write_bytes(xml)
    return _tell(told)


def _read_submission(options: argparse.Namespace) -> int:
    from survey.commands.submission import read

    names = _json(options.attachments) if options.attachments else {}
    if not isinstance(names, dict):
        raise ValueError(f"{options.attachments}: phải là một đối tượng JSON, tên tệp và câu trả lời đã lưu.")  # noqa: TRY004 - a mistake in a file
    # As `write` prints it, or that part of it alone.
    files = names.get("attachments", names)
    return _tell(read(_load(options.form), options.xml.read_bytes(), files))


def _upgrade(options: argparse.Namespace) -> int:
    from survey.commands.submission import read_answers, upgrade

    record = read_answers(_json(options.answers))
    return _tell(upgrade(record, _load(options.form), _load(options.old)))


def _convert(options: argparse.Namespace) -> int:
    from survey.sheet import convert, kind_of

    source, target = options.source, options.target
    target.write_bytes(convert(source.read_bytes(), kind_of(source.name), kind_of(target.name)))
    return 0


def _eval(_: argparse.Namespace) -> int:
    from survey.commands.evaluate import run_eval

    for line in run_eval(sys.stdin, now=datetime.now(UTC), seed=randbits(63)):
        print(line, flush=True)
    return 0


def _read(_: argparse.Namespace) -> int:
    from survey.commands.read import run_read

    for line in run_read(sys.stdin, _sentences(), datetime.now(UTC).date(), _recognised):
        print(line, flush=True)
    return 0


def _recognised(text: str, role: str) -> dict[str, object]:
    # The table of commands lies above this room, which must not know it: only its command line, where everything meets, asks for it.
    from bot.for_survey.recognising import recognised

    return recognised(text, role)


def _words(options: argparse.Namespace) -> int:
    from bot.for_survey.words import missed_words

    for line in missed_words(options.database, os.environ):
        print(line)
    return 0


def _sentences() -> dict[str, str]:
    """What the bot says to a refused text: from the content folder here, else the one that is shipped; without either, codes."""
    for folder in (Path.cwd(), Path(__file__).parents[1]):
        texts = folder / "content" / "texts" / "read.toml"
        if texts.is_file():
            return {
                code: text for code, text in tomllib.loads(texts.read_text("utf-8")).items() if isinstance(text, str)
            }
    return {}


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "write": _write,
    "read": _read_submission,
    "upgrade": _upgrade,
}

_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "play": _play,
    "replay": _replay,
    "convert": _convert,
    "eval": _eval,
    "read": _read,
    "words": _words,
    "submission": _submission,
}

if __name__ == "__main__":
    sys.exit(main())
