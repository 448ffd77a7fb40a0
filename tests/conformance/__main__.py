"""`make conformance`: fresh random steps in ODK's engine and in ours, on any folder of forms."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from survey.sheet import SheetError, kind_of, to_xform
from survey.xform import Form, FormError, InstanceError, load_form
from tests.conformance.authors import verdicts
from tests.conformance.fresh import Finding, Pair
from tests.conformance.odk import Odk, OdkError, missing

ROOT = Path(__file__).parents[2]
MATERIAL = ROOT.parent / "shared" / "conformance" / "forms"
FORMS = {".xml", ".xlsx", ".md"}
DATA = {".csv", ".geojson", ".json", ".xml"}


def main() -> int:
    options = _options()
    if options.forms:
        print(
            verdicts(path for folder in options.forms for path in forms_in(Path(folder)) if options.only in path.stem)
        )
    if reason := missing():
        print(f"ODK's engine cannot be played: {reason}.")
        return 2
    folders = [Path(one) for one in options.forms] or [
        one for one in (MATERIAL, ROOT / "content" / "forms") if one.is_dir()
    ]
    findings = played = 0
    seeds = range(options.seed, options.seed + options.plays)
    with Odk() as odk:
        for path in (path for folder in folders for path in forms_in(folder) if options.only in path.stem):
            try:
                xml = xml_of(path)
            except SheetError as error:
                print(f"{path.stem}: left out, it is no form: {error.problems[0].sentence()}")
                continue
            for finding in play(odk, path, xml, seeds, options.steps):
                findings += 1
                show(finding)
            played += 1
    print(
        f"{played} forms, {options.plays} plays of {options.steps} steps each from seed {options.seed}: {findings} differences"
    )
    return int(findings > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument(
        "forms", nargs="*", help="folders of forms (.xml, .xlsx, .md) with their data files beside them"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plays", type=int, default=1, help="seeds in a row")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--only", default="", help="only forms with this in their name")
    return parser.parse_args()


def forms_in(folder: Path) -> list[Path]:
    """The forms of a folder; XML that is no form (a list) is left out."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in FORMS and (path.suffix != ".xml" or b"/xforms" in path.read_bytes()[:3000])
    )


def files_beside(path: Path) -> dict[str, bytes]:
    """The data files that a form may name; the legal numbers of the shipped rules under the name that our own form gives them."""
    from survey.review import load_ruleset

    rules = sorted((ROOT / "content" / "rulesets").glob("*.toml"))
    thresholds = {"nguong.csv": load_ruleset(rules[-1].read_bytes()).threshold_csv()} if rules else {}
    beside = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.suffix in DATA and one != path}
    return thresholds | beside


def xml_of(path: Path) -> bytes:
    """The form as XForm XML."""
    content = path.read_bytes()
    return content if path.suffix == ".xml" else to_xform(path.stem, content, kind_of(path.name))


def play(odk: Odk, path: Path, xml: bytes, seeds: range, steps: int) -> Iterator[Finding]:
    """The differences that some plays of one form show, each mistake once."""
    files = files_beside(path)
    ours = _ours(path, xml, files)
    if ours is None:
        return
    try:
        odk.load(xml, files)
        pair = Pair(path.stem, ours, odk)
        seen: set[tuple[str, str]] = set()
        for seed in seeds:
            finding = pair.search(seed, steps)
            if pair.ended:
                print(f"{path.stem}, seed {seed}: ODK refused a step and was left there: {pair.ended}")
            if finding is not None and finding.difference.place not in seen:
                seen.add(finding.difference.place)
                yield finding
    except OdkError as error:
        print(f"{path.stem}: ODK cannot play it: {str(error).splitlines()[0]}")


def _ours(path: Path, xml: bytes, files: Mapping[str, bytes]) -> Form | None:
    try:
        return load_form(xml, files)
    except (FormError, InstanceError) as error:
        print(f"{path.stem}: ours refuses it: {error}")
        return None


def show(finding: Finding) -> None:
    """The difference, and a step file that `python -m survey replay` plays."""
    script = {"steps": list(finding.steps), "at": [len(finding.steps)], "recorded": "2026-11-23", "timezone": "UTC"}
    print(f"\n{finding.form}, seed {finding.seed}: {finding.difference}")
    print(f"  after {len(finding.steps)} steps: {json.dumps(script, ensure_ascii=False)}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
