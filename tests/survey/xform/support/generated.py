"""Generated forms and random steps: what is computed step by step is what computing everything gives, in whatever order it came."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from survey.commands.replay import node_states
from survey.xform import Control, Form, FormNode, Instance, controls, load_form
from tests.survey.xform.support.form_maker import Maker
from tests.survey.xform.support.forms import NOW

ANSWERS = ("", "1", "2", "3", "a", "b", "x y", "a b", "c a")
STEPS, MOST_ITEMS, MOST_CHECKED = 25, 3, 8


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run came to."""

    examples: int
    steps: int


def run(examples: int, seed: int) -> Generated:
    """So many generated forms, each with random steps; raises where a property does not hold."""
    steps: list[int] = []

    # A form is not made smaller by smaller numbers: what fails is named by its number, and `check` plays it again.
    @seeded(seed)
    @settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate])
    @given(st.integers(min_value=0, max_value=2**48))
    def play(number: int) -> None:
        steps.append(check(number))

    play()
    return Generated(len(steps), sum(steps))


def check(number: int) -> int:
    """Both properties on the forms of a number; how many steps there were."""
    rng = Random(number)
    steps = check_steps(rng)
    check_order(rng)
    return steps


def check_steps(rng: Random) -> int:
    """Random steps on a random form; after some of them everything is compared. How many steps there were."""
    made = load_form(Maker(rng, with_history=rng.random() < 0.5).form())
    forgetful = replace(made, model=replace(made.model, remembered=(), outside=None))
    instance = Instance.new(made, NOW, seed=1)
    for count in range(1, STEPS + 1):
        take_step(instance, rng)
        if count % (STEPS // MOST_CHECKED) == 0:
            now = node_states(instance)
            instance.remember()
            for form in (made, forgetful):
                again = Instance.restore(form, instance.record(), NOW, seed=1)
                assert node_states(again) == now, "an interview that is restored is another one"
            instance._engine.recalculation.run_all()
            assert node_states(instance) == now, "computing everything gives something else"
            if rng.random() < 0.3:
                instance = again
    return STEPS


def take_step(instance: Instance, rng: Random) -> None:
    """An answer to a question, or an item more or less."""
    open_repeats = [one for one in instance.form.repeats() if one.repeat is not None and one.repeat.count is None]
    if open_repeats and rng.random() < 0.3:
        change_items(instance, rng.choice(open_repeats).ref, rng)
        return
    places = list(questions(instance))
    if places:
        control, node = rng.choice(places)
        instance.set(node, answer(instance, control, node, rng))


def change_items(instance: Instance, ref: tuple[str, ...], rng: Random) -> None:
    """One item more or less of a repeat, in one of the places where it stands."""
    definition = instance.form.definition(ref)
    parents = instance.nodes(ref[:-1])
    if not parents or definition is None or definition.repeat is None:
        return
    parent = rng.choice(parents)
    items = parent.by_name.get(ref[-1], [])
    if items and (len(items) >= MOST_ITEMS or rng.random() < 0.35):
        instance.remove_item(rng.choice(items))
    else:
        instance.add_item(definition.repeat, parent)


def questions(instance: Instance) -> Iterator[tuple[Control, FormNode]]:
    """All questions at all their places."""
    for control in controls(instance.form.body):
        for node in instance.nodes(control.ref):
            yield control, node


def answer(instance: Instance, control: Control, node: FormNode, rng: Random) -> str:
    """Mostly what is on offer."""
    offered = instance.choice_values(control, node) if control.is_select else ()
    if not offered or rng.random() < 0.3:
        return rng.choice(ANSWERS)
    if control.kind == "select1":
        return rng.choice(offered)
    return " ".join(rng.sample(offered, len(offered) if control.kind == "rank" else rng.randint(1, len(offered))))


def check_order(rng: Random) -> None:
    """The same answers in two orders come to the same end; items of a count, which come and go meanwhile, are not answered."""
    made = load_form(Maker(rng).form())
    first = prepared(made, rng)
    lasting = [
        node for control, node in questions(first) if all(one.count is None for one in control.definition.repeats)
    ]
    given_ = [(first.key(node), rng.choice(ANSWERS)) for node in lasting if rng.random() < 0.8]
    second = Instance.restore(made, first.record(), NOW, seed=1)
    shuffled = list(given_)
    rng.shuffle(shuffled)
    for instance, order in ((first, given_), (second, shuffled)):
        for key, value in order:
            node = instance.find(key)
            assert node is not None, f"{key} has no place"
            instance.set(node, value)
    assert node_states(first) == node_states(second), "the order of the answers matters"


def prepared(made: Form, rng: Random) -> Instance:
    """An interview with its items, those of counts left out: they come and go with the answers."""
    instance = Instance.new(made, NOW, seed=1)
    for definition in made.repeats():
        if definition.count is None:
            for _ in range(rng.randint(0, 2)):
                change_items(instance, definition.ref, rng)
    return instance
