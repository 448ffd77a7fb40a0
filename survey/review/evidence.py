"""From an interview to what a ruleset judges: indicator values, điểm A, warnings, and the answers behind each of them.

The form says where they are: a calculation with `bind::rasoat:indicator=key` holds an indicator's value and names the questions behind it in
`bind::rasoat:because`; one inside a roster with `bind::rasoat:member_marker=key` says of each member 1 (deprived), 0 (not) or 0.5 (unknown);
`bind::rasoat:score=a` marks điểm A, `bind::rasoat:warning` a calculation whose 1 is to be looked at again, `bind::rasoat:title` and
`bind::rasoat:unit` how a value is read out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.review.classify import Finding
from survey.state import AnswerKey, ItemPath
from survey.written import decimal_comma, vietnamese_date
from survey.xform import Form, Instance
from survey.xform.form.definition import FormNode, NodeDefinition

_MARKS = {"1": Finding.DEPRIVED, "0": Finding.MET}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is read out ("thẻ bảo hiểm y tế: chưa có"); `text` is "" where it is missing, `sensitive` as the form says."""

    key: AnswerKey
    title: str
    text: str
    sensitive: bool


@dataclass(frozen=True, slots=True)
class MemberFact:
    """A member who makes the indicator deprived or unknown, with the answers behind it."""

    item: ItemPath
    name: str
    finding: Finding
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator counts where more than `limit` percent of `whole` people are so (`bind::rasoat:share`)."""

    whole: int
    limit: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the interview says of one indicator."""

    indicator: str
    finding: Finding
    answers: tuple[Answer, ...]
    members: tuple[MemberFact, ...]
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at again before submitting; `member` is "" where it is about the whole household. `name` is stable in the form.

    `because` names the questions whose answers are in doubt, as far as the form says so.
    """

    name: str
    text: str
    item: ItemPath
    member: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Trace:
    """Where a form keeps what a ruleset needs: made once per form and shared."""

    indicators: Mapping[str, NodeDefinition]
    markers: Mapping[str, NodeDefinition]
    warnings: tuple[NodeDefinition, ...]
    score_a: NodeDefinition | None
    names: tuple[NodeDefinition, ...]
    by_name: Mapping[str, NodeDefinition]

    @classmethod
    def of(cls, form: Form) -> "Trace":
        every = [one for one in form.model.shape.definitions() if not one.children]
        return cls(
            indicators={key: one for one in every if (key := hint(one, "indicator"))},
            markers={key: one for one in every if (key := hint(one, "member_marker"))},
            warnings=tuple(one for one in every if hint(one, "warning")),
            score_a=next((one for one in every if hint(one, "score") == "a"), None),
            names=tuple(one for one in every if hint(one, "member") == "name"),
            by_name={one.name: one for one in every},
        )

    def findings(self, instance: Instance) -> dict[str, str]:
        """Indicator key -> "thieu_hut", "khong" or "chua_ro"."""
        return {key: _value(instance, one) for key, one in self.indicators.items()}

    def points(self, instance: Instance) -> int | None:
        """Điểm A as it was typed; None where it is missing."""
        text = _value(instance, self.score_a) if self.score_a else ""
        return int(text) if text.lstrip("-").isdecimal() else None

    def open_warnings(self, instance: Instance) -> tuple[Caution, ...]:
        """All warnings that hold now, in the order of the form and of the members."""
        return tuple(
            Caution(
                one.name,
                hint(one, "warning"),
                instance.item_path(node),
                self.member_name(instance, node),
                tuple(hint(one, "because").split()),
            )
            for one in self.warnings
            for node in instance.nodes(one.ref)
            if node.relevant and node.value == "1"
        )

    def evidence(self, instance: Instance, key: str) -> Evidence:
        """The answers behind one indicator; of the members only those who are not plainly in order. Raises KeyError."""
        source = self.indicators[key]
        because = [self.by_name[name] for name in hint(source, "because").split() if name in self.by_name]
        household = tuple(answer for one in because if not one.repeats for answer in self._answers(instance, one, None))
        marker = self.markers.get(key)
        members = tuple(self._members(instance, marker)) if marker else ()
        value = _value(instance, source)
        finding = Finding(value) if value in set(Finding) else Finding.UNKNOWN
        return Evidence(key, finding, household, members, self._share(instance, source))

    def _share(self, instance: Instance, source: NodeDefinition) -> Share | None:
        numbers = [_value(instance, self.by_name[name]).partition(".")[0] for name in hint(source, "share").split()]
        return Share(*map(int, numbers)) if len(numbers) == 2 and all(one.isdecimal() for one in numbers) else None

    def worked_out(self, instance: Instance, source: NodeDefinition) -> list[str]:
        """What an indicator works out of one answer and is read out with it: "5 người", "8 m²/người".

        These are the calculations with a unit that the same `because` names, if one of them reads the answer.
        """
        readers = {one.target for one in source.readers}
        for indicator in self.indicators.values():
            because = [self.by_name[name] for name in hint(indicator, "because").split() if name in self.by_name]
            found = [one for one in because if one.calculate is not None and hint(one, "unit")]
            if source in because and readers & set(found):
                return [text for one in found for node in instance.nodes(one.ref) if (text := shown(instance, node))]
        return []

    def could_turn(self, trial: Instance, key: str, to: Finding) -> bool:
        """Whether another answer of some member would bring the indicator nearer to `to`; its age is no answer that could be another.

        The choices of the questions behind it are tried out on `trial`, which is changed.
        """
        marker = self.markers.get(key)
        if marker is None:
            return True
        because = [self.by_name[name] for name in hint(marker, "because").split() if name in self.by_name]
        sign = 1 if to is Finding.DEPRIVED else -1
        return any(
            self._moves(trial, node, one, sign)
            for node in trial.nodes(marker.ref)
            if node.relevant
            for one in because
            if one.control is not None and one.control.is_select
        )

    @staticmethod
    def _moves(trial: Instance, marker: FormNode, question: NodeDefinition, sign: int) -> bool:
        assert question.control is not None
        now = _degree(marker)
        for node in (one for one in trial.nodes(question.ref, marker) if one.relevant):
            before = node.value
            for choice in trial.choices(question.control, node):
                trial.set(node, choice.value)
                if sign * (_degree(marker) - now) > 0:
                    return True
            trial.set(node, before)
        return False

    def _members(self, instance: Instance, marker: NodeDefinition) -> list[MemberFact]:
        because = [self.by_name[name] for name in hint(marker, "because").split() if name in self.by_name]
        found: list[MemberFact] = []
        for node in instance.nodes(marker.ref):
            finding = finding_of(node.value)
            if node.relevant and finding is not Finding.MET:
                answers = tuple(answer for one in because for answer in self._answers(instance, one, node))
                found.append(MemberFact(instance.item_path(node), self.member_name(instance, node), finding, answers))
        return found

    def member_name(self, instance: Instance, node: FormNode) -> str:
        """The name of the member in whose item a node stands; "" where there is none."""
        name = next((one for one in self.names if node.definition and one.repeats == node.definition.repeats), None)
        nodes = instance.nodes(name.ref, node) if name and name.repeats else []
        return nodes[0].value if nodes else ""

    @staticmethod
    def _answers(instance: Instance, definition: NodeDefinition, near: FormNode | None) -> list[Answer]:
        """The answer in the same roster item, unless it was not asked."""
        sensitive = hint(definition, "sensitive") == "yes"
        title = hint(definition, "title") or definition.name
        nodes = (node for node in instance.nodes(definition.ref, near) if node.relevant)
        return [Answer(instance.key(node), title, shown(instance, node), sensitive) for node in nodes]


def _degree(marker: FormNode) -> float:
    """A member's marker as a number; unknown lies between the two."""
    return {Finding.DEPRIVED: 1.0, Finding.MET: 0.0}.get(finding_of(marker.value), 0.5)


def finding_of(mark: str) -> Finding:
    """What a member's marker says."""
    return _MARKS.get(mark, Finding.UNKNOWN)


def hint(definition: NodeDefinition, name: str) -> str:
    """An attribute of ours on the node's bind; "" where it has none."""
    return definition.bind.attributes.get(f"rasoat:{name}", "")


def shown(instance: Instance, node: FormNode) -> str:
    """The value as a person reads it: labels of choices, decimal comma, dd/mm/yyyy, the unit; "" where there is none."""
    definition = node.definition
    if definition is None or not node.value:
        return ""
    control = definition.control
    if control is not None and control.is_select:
        labels = {choice.value: choice.label for choice in instance.choices(control, node)}
        return ", ".join(labels.get(value, value) for value in node.value.split())
    text = node.value
    if definition.bind.type == "date":
        text = vietnamese_date(text)
    elif text.replace(".", "", 1).isdecimal():
        text = decimal_comma(text.removesuffix(".0"))
    unit = hint(definition, "unit")
    return f"{text} {unit}" if unit else text


def _value(instance: Instance, definition: NodeDefinition) -> str:
    nodes = instance.nodes(definition.ref)
    return nodes[0].value if nodes and nodes[0].relevant else ""
