"""Makes forms that nobody wrote: nested repeats, counts, relevance, calculations, constraints and filtered choices, without cycles."""

from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import quoteattr

from survey.tree import Ref
from tests.survey.xform.support.forms import xform

LISTS = """<instance id="places"><root>
<item><name>a</name><label>A</label><part>1</part></item><item><name>b</name><label>B</label><part>1</part></item>
<item><name>c</name><label>C</label><part>2</part></item><item><name>d</name><label>D</label><part/></item>
</root></instance>"""
WORDS = ("", "a", "b", "1", "2", "x y")
MOST_NODES = 14


@dataclass(frozen=True, slots=True)
class Made:
    """A leaf that stands already, so that what follows may read it. `repeats` are those around it."""

    ref: Ref
    kind: str
    repeats: tuple[Ref, ...]


@dataclass
class Maker:
    """Writes one form. What is written reads only what stands before it: that leaves no cycles."""

    rng: Random
    with_history: bool = False
    """Also what makes the order of answers matter: actions, and counts that can be cleared."""
    leaves: list[Made] = field(default_factory=list)
    rosters: list[tuple[Ref, tuple[Ref, ...]]] = field(default_factory=list)
    binds: list[str] = field(default_factory=list)
    left: int = MOST_NODES
    last: int = 0

    def form(self) -> bytes:
        """The form as XML."""
        instance, body = self._children(("data",), ())
        return xform(instance=instance, binds="".join(self.binds), body=body, lists=LISTS)

    def _children(self, at: Ref, repeats: tuple[Ref, ...]) -> tuple[str, str]:
        instance, body = "", ""
        for _ in range(self.rng.randint(2, 6)):
            if self.left > 0:
                inside, shown = self._child(at, repeats)
                instance, body = instance + inside, body + shown
        return instance, body

    def _child(self, at: Ref, repeats: tuple[Ref, ...]) -> tuple[str, str]:
        self.left -= 1
        self.last += 1
        luck = self.rng.random()
        if luck < 0.22 and len(repeats) < 2:
            return self._roster((*at, f"r{self.last}"), repeats)
        if luck < 0.32:
            return self._group((*at, f"g{self.last}"), repeats)
        if luck < 0.6:
            return self._calculation((*at, f"c{self.last}"), repeats)
        return self._question((*at, f"q{self.last}"), repeats)

    def _roster(self, ref: Ref, repeats: tuple[Ref, ...]) -> tuple[str, str]:
        count = self.number(ref, repeats) if self.rng.random() < 0.4 else ""
        self._bind(ref, relevant=self._sometimes(0.3, self.truth(ref, repeats)))
        self.rosters.append((ref, repeats))
        instance, body = self._children(ref, (*repeats, ref))
        before = attribute = ""
        if count:
            # A count that was cleared leaves the items as they are.
            counter = (*ref[:-1], f"k{ref[-1]}")
            self._bind(counter, calculate=f"if({count} > 3, 3, {count})", type="int")
            source = _path(counter) if self.with_history else f"coalesce({_path(counter)}, 0)"
            before, attribute = f"<{counter[-1]}/>", f' jr:count="{source}"'
        shown = f'<group ref="{_path(ref)}"><repeat nodeset="{_path(ref)}"{attribute}>{body}</repeat></group>'
        return f'{before}<{ref[-1]} jr:template="">{instance}</{ref[-1]}>', shown

    def _group(self, ref: Ref, repeats: tuple[Ref, ...]) -> tuple[str, str]:
        self._bind(ref, relevant=self._sometimes(0.6, self.truth(ref, repeats)))
        instance, body = self._children(ref, repeats)
        return f"<{ref[-1]}>{instance}</{ref[-1]}>", f'<group ref="{_path(ref)}">{body}</group>'

    def _calculation(self, ref: Ref, repeats: tuple[Ref, ...]) -> tuple[str, str]:
        is_number = self.rng.random() < 0.5
        formula = self.number(ref, repeats) if is_number else self.text(ref, repeats)
        kind = self.rng.choice(("int", "decimal")) if is_number else "string"
        self._bind(ref, calculate=formula, type=kind, relevant=self._sometimes(0.3, self.truth(ref, repeats)))
        self.leaves.append(Made(ref, kind, repeats))
        return f"<{ref[-1]}/>", ""

    def _question(self, ref: Ref, repeats: tuple[Ref, ...]) -> tuple[str, str]:
        kind = self.rng.choice(("string", "int", "select1", "select", "rank"))
        self._bind(
            ref,
            type={"int": "int", "rank": "odk:rank"}.get(kind, "string"),
            relevant=self._sometimes(0.4, self.truth(ref, repeats)),
            required=self._sometimes(0.2, self.truth(ref, repeats)),
            readonly=self._sometimes(0.1, self.truth(ref, repeats)),
            constraint=self._sometimes(0.3, f". != {self.text(ref, repeats)}"),
        )
        action = self._action(ref, repeats) if self.with_history and self.rng.random() < 0.3 else ""
        shown = f'<input ref="{_path(ref)}">{action}</input>'
        if kind not in {"string", "int"}:
            shown = self._select(kind, ref, repeats)
        self.leaves.append(Made(ref, kind, repeats))
        return f"<{ref[-1]}>{self.rng.choice(('', '', '1'))}</{ref[-1]}>", shown

    def _action(self, ref: Ref, repeats: tuple[Ref, ...]) -> str:
        """A change of this question writes into another one that stands before it."""
        targets = [one for one in self.leaves if one.repeats == repeats and one.ref[-1].startswith("q")]
        if not targets:
            return ""
        formula = quoteattr(self.text(self.rng.choice(targets).ref, repeats))
        return f'<setvalue event="xforms-value-changed" ref="{_path(self.rng.choice(targets).ref)}" value={formula}/>'

    def _select(self, kind: str, ref: Ref, repeats: tuple[Ref, ...]) -> str:
        tag = "odk:rank" if kind == "rank" else kind
        sources = [one for one, around in self.rosters if not around and self._texts_in(one)]
        if sources and not repeats and self.rng.random() < 0.3:
            source = self.rng.choice(sources)
            name = self.rng.choice(self._texts_in(source))
            nodeset, value, label = f"/{'/'.join(source)}[{name} != '']", name, name
        else:
            wanted = self.text(ref, repeats, prefix="current()/")
            test = self.rng.choice((f"part = {wanted}", f"name != {wanted}", f"part = {wanted} or part = 1", "true()"))
            nodeset, value, label = f"instance('places')/root/item[{test}]", "name", "label"
        items = f'<itemset nodeset={quoteattr(nodeset)}><value ref="{value}"/><label ref="{label}"/></itemset>'
        return f'<{tag} ref="{_path(ref)}">{items}</{tag}>'

    def _texts_in(self, roster: Ref) -> list[str]:
        return [one.ref[-1] for one in self.leaves if one.ref[:-1] == roster and one.kind == "string"]

    def _sometimes(self, chance: float, formula: str) -> str:
        return formula if self.rng.random() < chance else ""

    def _bind(self, ref: Ref, **attributes: str) -> None:
        written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
        self.binds.append(f'<bind nodeset="{_path(ref)}" {written}/>')

    def truth(self, at: Ref, repeats: tuple[Ref, ...], depth: int = 0) -> str:
        """A condition."""
        kind = self.rng.randrange(6 if depth < 2 else 4)
        if kind == 0:
            return f"{self.text(at, repeats)} = '{self.rng.choice(WORDS)}'"
        if kind == 1:
            return f"selected({self.text(at, repeats)}, '{self.rng.choice('ab12')}')"
        if kind == 2:
            return f"{self.number(at, repeats, depth + 1)} > {self.rng.randint(0, 3)}"
        if kind == 3:
            return f"{self.text(at, repeats)} != ''"
        if kind == 4:
            return f"not({self.truth(at, repeats, depth + 1)})"
        joint = self.rng.choice(("and", "or"))
        return f"({self.truth(at, repeats, depth + 1)} {joint} {self.truth(at, repeats, depth + 1)})"

    def text(self, at: Ref, repeats: tuple[Ref, ...], depth: int = 0, prefix: str = "") -> str:
        """A text: an answer, several of them, or words."""
        kind = self.rng.randrange(6 if depth < 2 else 3)
        single = [one for one in self.leaves if one.repeats == repeats[: len(one.repeats)]]
        if kind <= 2 or prefix:
            return prefix + relative(at, self.rng.choice(single).ref) if single else f"'{self.rng.choice(WORDS)}'"
        if kind == 3:
            return f"concat({self.text(at, repeats, depth + 1)}, '-', {self.text(at, repeats, depth + 1)})"
        if kind == 4 and self.leaves:
            return f"join(',', {self._many(at, repeats)})"
        return f"if({self.truth(at, repeats, 2)}, {self.text(at, repeats, 2)}, {self.text(at, repeats, 2)})"

    def number(self, at: Ref, repeats: tuple[Ref, ...], depth: int = 0) -> str:
        """A number: an answer, how many, a sum, a place."""
        kind = self.rng.randrange(7 if depth < 2 else 5)
        numbers = [
            one for one in self.leaves if one.kind in {"int", "decimal"} and one.repeats == repeats[: len(one.repeats)]
        ]
        if kind == 0 and self.rosters:
            return f"count({self._roster_path(at, repeats)})"
        if kind == 1 and self.leaves:
            return f"sum({self._many(at, repeats)}[. != '' and . = . + 0])"
        if kind == 2 and repeats:
            return f"position({'../' * (len(at) - len(repeats[-1])) or '.'})".replace("/)", ")")
        if kind <= 4:
            return relative(at, self.rng.choice(numbers).ref) if numbers else str(self.rng.randint(0, 3))
        if kind == 5:
            return f"({self.number(at, repeats, depth + 1)} + {self.number(at, repeats, depth + 1)})"
        return f"string-length({self.text(at, repeats, depth + 1)})"

    def _many(self, at: Ref, repeats: tuple[Ref, ...]) -> str:
        """A path to many nodes; of the repeats around `at` it may see the other items too."""
        target = self.rng.choice(self.leaves)
        shared = [one for one in repeats if one in target.repeats]
        if shared and self.rng.random() < 0.6:
            above = len(at) - len(shared[0]) + 1
            return "../" * above + "/".join(target.ref[len(shared[0]) - 1 :])
        return relative(at, target.ref)

    def _roster_path(self, at: Ref, repeats: tuple[Ref, ...]) -> str:
        ref, _ = self.rng.choice(self.rosters)
        return "../" * (len(at) - len(ref) + 1) + ref[-1] if ref in repeats else relative(at, ref)


def _path(ref: Ref) -> str:
    return "/" + "/".join(ref)


def relative(at: Ref, target: Ref) -> str:
    """The path from one node to another, as pyxform writes it."""
    shared = 0
    while shared < min(len(at), len(target)) and at[shared] == target[shared]:
        shared += 1
    return ("../" * (len(at) - shared) + "/".join(target[shared:])) or "."
