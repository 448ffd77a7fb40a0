"""What an answer costs in the form engine, beside ODK's web forms engine on the same forms and steps: `python -m tests.bench.engine`."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import quantiles
from time import thread_time

from bot.garbage import settle
from survey.commands.replay import at_reference, node_states, play_step
from survey.xform import Form, FormNode, Instance, InstanceError, load_form
from tests.bench.growth import print_growth
from tests.bench.repeats import print_repeats
from tests.bench.sizes import print_sizes
from tests.conformance.__main__ import MATERIAL, ROOT, files_beside, xml_of
from tests.conformance.odk import Odk, OdkError, missing
from tests.conformance.steps import SILENT, Step, value

NAMES = ("whova_form", "child_vaccination_VOL_tool_v12", "bench9-alt", "socio-economic-survey-v20240515")
OWN = "phieu-ra-soat-2022-2025"
ANSWERS, REBUILDS, SEED = 300, 30, 1
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AIM_P95, AIM_P99, AIM_LOAD, AIM_REBUILD = 1.0, 2.0, 1000.0, 10.0
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds: loading, and the answers one by one."""

    load: float
    answers: tuple[float, ...]

    def __str__(self) -> str:
        p50, p95, p99 = self.spread
        shown = "  ".join(f"{one:8.2f}" for one in (p50, p95, p99, max(self.answers)))
        return f"load {self.load:7.0f} ms   {len(self.answers)} answers: {shown}"

    @property
    def spread(self) -> tuple[float, float, float]:
        """Median, 95th and 99th percentile."""
        cuts = quantiles(self.answers, n=100)
        return cuts[49], cuts[94], cuts[98]


def main() -> int:
    reason = missing()
    print(f"{ANSWERS} random answers on each form: apply, recalculate, next question. In ms: p50, p95, p99, max")
    print(
        "ours is the time of this thread alone, ODK's that of the clock: compare them on a machine that does nothing else"
    )
    print(
        f"aims: p95 ≤ {AIM_P95:.0f}, p99 ≤ {AIM_P99:.0f}; {NAMES[0]} loaded in {AIM_LOAD:.0f} and rebuilt in {AIM_REBUILD:.0f}"
    )
    if reason:
        print(f"ODK's engine is left out: {reason}.")
    failed = 0
    for path in forms():
        failed += measure(path, with_odk=not reason)
    print_growth()
    failed += print_repeats() + print_sizes()
    return int(failed > 0)


def forms() -> Iterator[Path]:
    """The forms that are here; the reason where one is not."""
    for path in [MATERIAL / f"{name}.xml" for name in NAMES] + [ROOT / "content" / "forms" / f"{OWN}.md"]:
        if path.is_file():
            yield path
        else:
            print(f"{path.stem}: left out, the conformance material is not beside the repository")


def measure(path: Path, *, with_odk: bool) -> int:
    """Print one form's figures; how many bars are not met."""
    xml, files = xml_of(path), files_beside(path)
    load, form = timed(lambda: load_form(xml, files))
    assert isinstance(form, Form)
    steps = list(random_steps(form))
    settle()
    ours = Cost(load, tuple(play(form, steps)))
    rebuild = rebuilding(form, steps)
    _, p95, p99 = ours.spread
    bars = [p95 <= AIM_P95, p99 <= AIM_P99]
    if path.stem == NAMES[0]:
        bars += [load <= AIM_LOAD, rebuild <= AIM_REBUILD]
    print(f"\n{path.stem}\n  ours  {ours}   rebuilt in {rebuild:.1f} ms   {'met' if all(bars) else 'NOT MET'}")
    if with_odk:
        print(f"  ODK   {beside(xml, files, steps)}")
    return bars.count(False)


def beside(xml: bytes, files: Files, steps: list[Step]) -> str:
    """The same steps in ODK's engine."""
    try:
        with Odk() as odk:
            load = odk.load(xml, files)
            odk.new(int(NOW.timestamp() * 1000))
            played = [odk.step(step) for step in steps]
    except OdkError as error:
        return f"cannot play it: {error}"
    refused = sum(one["result"] == "refused" for one in played)
    cost = Cost(
        load,
        tuple(one["ms"] for one, step in zip(played, steps, strict=True) if "ms" in one and step["op"] == "answer"),
    )
    return f"{cost}" + (f"   {refused} refused" if refused else "")


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Milliseconds and result."""
    began = thread_time()
    result = work()
    return (thread_time() - began) * 1000, result


def random_steps(form: Form) -> Iterator[Step]:
    """Answers to questions that are open then; one step in ten adds an item to a repeat that has fewer than four."""
    rng = Random(SEED)
    instance = Instance.new(form, NOW, seed=SEED)
    answers = 0
    while answers < ANSWERS:
        step = _item(instance, rng) if rng.random() < 0.1 else None
        if step is None:
            open_ = [
                one
                for one in node_states(instance)
                if one["type"] not in SILENT and one["relevant"] and not one["readonly"]
            ]
            chosen = rng.choice(open_)
            node = at_reference(instance, str(chosen["ref"]))
            definition = node.definition if node is not None else None
            several = definition is not None and definition.control is not None and definition.control.kind == "select"
            step = {"op": "answer", "ref": chosen["ref"], "value": value({**chosen, "several": several}, rng)}
            answers += 1
        try:
            play_step(instance, step)
        except InstanceError:
            continue
        yield step


def _item(instance: Instance, rng: Random) -> Step | None:
    repeats = [
        one for one in instance.form.repeats() if one.count is None and one.repeat is not None and not one.repeat.fixed
    ]
    if not repeats:
        return None
    parents = instance.nodes((chosen := rng.choice(repeats)).ref[:-1])
    if len(parents) != 1 or len(parents[0].by_name.get(chosen.name, ())) >= 4:
        return None
    return {"op": "add", "ref": "/" + "/".join(chosen.ref)}


def play(form: Form, steps: list[Step]) -> Iterator[float]:
    """Milliseconds of each answer, with finding the next question."""
    instance = Instance.new(form, NOW, seed=SEED)
    for step in steps:
        if step["op"] != "answer":
            play_step(instance, step)
            continue
        node = at_reference(instance, str(step["ref"]))
        assert node is not None, step["ref"]
        began = thread_time()
        instance.set(node, str(step["value"]))
        next_question(instance, node)
        yield (thread_time() - began) * 1000


def next_question(instance: Instance, node: FormNode) -> FormNode | None:
    """The first question behind a node, in the order of the form, that is on the path and not answered."""
    child = node
    while child.parent is not None:
        siblings = child.parent.children
        for sibling in siblings[siblings.index(child) + 1 :]:
            for leaf in sibling.walk():
                if _is_open(instance, leaf):
                    return leaf
        child = child.parent
    return None


def _is_open(instance: Instance, node: FormNode) -> bool:
    asked = node.definition is not None and node.definition.control is not None and not node.definition.control.is_note
    return asked and node.relevant and not node.children and not node.value and not instance.readonly(node)


def rebuilding(form: Form, steps: list[Step]) -> float:
    """Milliseconds in which the answered interview is made from its record; the 95th percentile of some times."""
    instance = Instance.new(form, NOW, seed=SEED)
    for step in steps:
        play_step(instance, step)
    record = instance.record()
    times = [timed(lambda: Instance.restore(form, record, NOW, seed=SEED))[0] for _ in range(REBUILDS)]
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
