"""`rasoat init | run | invite PERSON | import FILE | export KIND | doctor | backup FILE | restore FILE | verify [FILE] | deactivate | activate | unlink | withdraw | forget | rotate-key`, or `python -m bot …` with the Python of `.venv`."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has it
    sys.exit("rasoat: this Python is too old; install Python 3.11 or newer")

from survey.commands.packages import missing_packages

if missing := missing_packages():
    sys.exit(f"rasoat: {missing}")

from bot.processes.parts import Part
from bot.settings import logs
from bot.settings.config import ConfigError, Settings
from bot.settings.config_reader import load_settings

LOG = logging.getLogger(__name__)


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """0, or 1 with one sentence per mistake on stderr."""
    chosen = _parser().parse_args(arguments)
    config = Path(chosen.config or "config.toml")
    try:
        settings = load_settings(config, environ, required=chosen.config is not None)
    except ConfigError as error:
        return _complain(error.mistakes)
    logs.set_up(settings.log.level, settings.secrets)
    try:
        return _carry_out(chosen, settings)
    except Exception:
        LOG.exception("stopped by a defect of the program")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rasoat", description="The chat bot of the household review. Forms: rasoat survey --help."
    )
    parser.add_argument("--config", help="another file than ./config.toml")
    commands = parser.add_subparsers(dest="command", required=True)
    _init_parser(commands)
    run = commands.add_parser("run", help="serve all channels until Ctrl+C")
    run.add_argument(
        "--only",
        nargs="+",
        choices=[part.value for part in Part],
        help="with other processes on PostgreSQL: do these parts only; a second sender, scheduler or receiver waits as standby",
    )
    invite = commands.add_parser("invite", help="make an invitation code for one person")
    invite.add_argument("person", help='the name of the person, or the key: "Đinh Văn Rin", "ra-soat-1"')
    _import_parser(commands)
    _export_parser(commands)
    _about_people(commands)
    _about_archives(commands)
    commands.add_parser(
        "rotate-key",
        help="seal everything with RASOAT_SECURITY__KEY instead of RASOAT_SECURITY__OLD_KEY; the bot must be stopped",
    )
    commands.add_parser("doctor", help="look at everything the bot stands on, and say what to do")
    return parser


def _init_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The first start of a real installation."""
    init = commands.add_parser("init", help="set up an empty database for one commune; asks for what is not given")
    for name, what in (
        ("commune", 'the name of the commune: "xã Ba Tơ"'),
        ("code", "a short name for it; made from the name where it is not given"),
        ("area", "rural or urban: which threshold of income applies"),
        ("controller", "who answers for the data, as families hear it; the People's Committee where it is not given"),
        ("contact", 'whom people can ask: "chị Hoa, 0255 3 000 000"'),
        ("groups", 'its groups with the number of ALL their households: "tổ dân phố 1: 268; tổ dân phố 2: 251"'),
        ("admin", "the name of the first admin"),
        ("source", "where the numbers of households come from"),
    ):
        init.add_argument(f"--{name}", default="", help=what)
    init.add_argument("--units", type=Path, help="a workbook with the groups instead of --groups")


def _import_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Bringing in a list of the commune."""
    imported = commands.add_parser("import", help="bring in a list of households, staff or groups (.xlsx)")
    imported.add_argument("file", type=Path)
    imported.add_argument("--dry-run", action="store_true", help="only say what it would bring, and change nothing")
    imported.add_argument("--json", action="store_true", help="everything that was read, as one JSON object")
    answers = 'a JSON file with what was asked: {"unit": {"TDP 3": "tổ dân phố 3"}}'
    imported.add_argument("--answers", type=Path, help=answers)
    imported.add_argument("--all-or-nothing", action="store_true", help="bring in nothing where any row stays out")
    imported.add_argument("--new-units", action="store_true", help="of a list of groups: add those that are not there")


def _export_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Writing a file of what the database holds."""
    from survey.workflow.exporting import ExportKind

    exported = commands.add_parser("export", help="write a list, a sheet or all answers to a file")
    exported.add_argument("kind", choices=[one.value.replace("_", "-") for one in ExportKind])
    exported.add_argument("--out", type=Path, required=True, help="the file; .xlsx is a workbook, .zip CSV files")
    exported.add_argument("--unit", default="", help="of this group only: its code or its name")
    of_round = exported.add_mutually_exclusive_group()
    of_round.add_argument("--round", default="", help="the key of a round; without it the one that is going on")
    of_round.add_argument("--year", type=int, help="the round of this year")
    exported.add_argument("--household", type=int, default=0, help="of sheet: the number of the household")
    exported.add_argument("--form", default="", help="of answers and code-book: the key of the form")
    exported.add_argument("--sensitive", action="store_true", help="with căn cước, ethnicity and columns of old lists")
    exported.add_argument(
        "--format", choices=["xlsx", "csv", "odk"], default="", help="another than the ending of the file says"
    )


def _about_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Cutting somebody off, and deleting what is kept about somebody."""
    who = 'the name of the person, or the key: "Đinh Văn Rin", "ra-soat-1"'
    for name, what in (
        (
            "deactivate",
            "the person may not use the bot any more; what waits for them is not sent, their codes do not work",
        ),
        ("activate", "the person may use the bot again"),
        ("withdraw", "unused invitation codes of and for the person do not work any more"),
    ):
        commands.add_parser(name, help=what).add_argument("person", help=who)
    unlink = commands.add_parser("unlink", help="take the person's accounts away, for instance of a lost phone")
    unlink.add_argument("person", help=who)
    unlink.add_argument("channel", nargs="?", default="", help="only on this one: telegram, zalo_bot, zalo_oa")
    forget = commands.add_parser("forget", help="delete for good what is kept about one household or one person")
    forget.add_argument("kind", choices=["household", "person"])
    forget.add_argument("what", help="the number of the household, or the name or key of the person")
    forget.add_argument("--yes", action="store_true", help="really; without it, what would be deleted is told")


def _about_archives(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Everything that is kept, in one sealed file and back."""
    backup = commands.add_parser("backup", help="everything that is kept into one sealed file, also while the bot runs")
    backup.add_argument("file", type=Path)
    backup.add_argument("--replace", action="store_true", help="also where there is such a file already")
    restore = commands.add_parser("restore", help="a backup into an empty database, all of it or nothing")
    restore.add_argument("file", type=Path)
    verify = commands.add_parser(
        "verify", help="read a backup to its end, or without a file the database and its files"
    )
    verify.add_argument("file", type=Path, nargs="?")


def _operation(chosen: argparse.Namespace, settings: Settings) -> str | None:
    """What was done by hand, as a sentence; None where the command is another one."""
    from bot.operations import exporting, importing, initialising, people

    match chosen.command:
        case "init":
            told = {name: getattr(chosen, name) for name in initialising.OPTIONS}
            return initialising.run(settings, initialising.Asked(**told), input if sys.stdin.isatty() else None)
        case "import":
            whole, units = chosen.all_or_nothing, chosen.new_units
            asked = importing.Asked(chosen.file, chosen.dry_run, chosen.json, chosen.answers, whole, units)
            return importing.run(settings, asked)
        case "export":
            of_round = {"round": chosen.round, "year": chosen.year, "as_": chosen.format}
            of_one = {"household": chosen.household, "form": chosen.form}
            return exporting.run(
                settings,
                exporting.Asked(chosen.kind, chosen.out, chosen.unit, sensitive=chosen.sensitive, **of_round, **of_one),
            )
        case "invite" | "deactivate" | "activate" | "withdraw":
            done: str = getattr(people, chosen.command)(settings, chosen.person)
            return done
        case "backup" | "restore" | "verify" | "rotate-key":
            return _about_everything(chosen, settings)
        case "unlink":
            return people.unlink(settings, chosen.person, chosen.channel)
        case "forget":
            return _forget(chosen, settings)
    return None


def _forget(chosen: argparse.Namespace, settings: Settings) -> str:
    from bot.operations import erasing

    if chosen.kind == "person":
        return erasing.forget_person(settings, chosen.what, sure=chosen.yes)
    number = int(chosen.what) if chosen.what.isascii() and chosen.what.isdecimal() else 0
    return erasing.forget_household(settings, number, sure=chosen.yes)


def _about_everything(chosen: argparse.Namespace, settings: Settings) -> str:
    """What is done to all that is kept."""
    from bot.operations import backup, restore, rotating, verify

    match chosen.command:
        case "backup":
            return backup.back_up(settings, chosen.file, replace=chosen.replace)
        case "restore":
            return restore.restore(settings, chosen.file)
        case "rotate-key":
            return rotating.rotate_key(settings)
    return verify.verify_file(settings, chosen.file) if chosen.file else verify.verify_database(settings)


def _carry_out(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot.process import StartError
    from bot.processes.single import AlreadyRunningError, OneProcessError
    from storage.errors import StorageError
    from survey.content.mistakes import ContentError

    try:
        if chosen.command == "doctor":
            return _examine(settings)
        if (done := _operation(chosen, settings)) is not None:
            print(done)
        else:
            _run(settings, frozenset(Part(each) for each in chosen.only or Part))
    except ConfigError as error:
        return _complain(error.mistakes)
    except ContentError as error:
        return _complain([f"{settings.content.path}/{mistake}" for mistake in error.mistakes])
    except (StartError, AlreadyRunningError, OneProcessError, StorageError) as error:
        return _complain(str(error).splitlines())
    return 0


def _examine(settings: Settings) -> int:
    """1 where something is wrong that the bot cannot work with."""
    from bot.diagnosis import Level
    from bot.doctor import World, examine

    worst = 0
    for found in examine(settings, World()):
        print(found, flush=True)
        worst = max(worst, int(found.level is Level.BAD))
    return worst


def _run(settings: Settings, parts: frozenset[Part]) -> None:
    from bot.app import process
    from bot.processes.single import sole

    with sole(settings.database, parts) as stay, process(settings, stay, parts=parts) as ready:
        asyncio.run(ready.run(lambda address: _announce(settings, address)))


def _announce(settings: Settings, address: str) -> None:
    if settings.web.enabled:
        print(f"rasoat: mở {address} trong trình duyệt (bản dùng thử). Ctrl+C để dừng.", flush=True)
    else:
        print(f"rasoat: đang chạy; {address}/healthz. Ctrl+C để dừng.", flush=True)


def _complain(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        print(f"rasoat: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
