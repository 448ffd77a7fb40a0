"""A form question by question in a terminal, for its author; the bot's own conversation is elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from survey.state import AnswerKey
from survey.xform.form.definition import Control, Element, FormNode, Group, Repeat
from survey.xform.form.lexical import canonical
from survey.xform.running.instance import Instance

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Shows a prompt and gives the line that was typed; raises EOFError at the end of the input."""

_YES = frozenset({"c", "có", "co", "y", "yes"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A question at its node, or the end of a roster where one more item may be added (`node` is then the roster's parent)."""

    element: Control | Repeat
    node: FormNode
    key: AnswerKey


@dataclass(slots=True)
class Walk:
    """One walk through a form. `done` are the spots that were asked already, in order."""

    instance: Instance
    say: Say
    ask: Ask
    done: list[AnswerKey] = field(default_factory=list)

    def run(self) -> None:
        """Ask until nothing is left or the input ends, then show all answers."""
        self.say("Enter: giữ nguyên · <: quay lại · q: dừng")
        try:
            while (spot := self._next()) is not None:
                text = self.ask(self._prompt(spot)).strip()
                if text == "q":
                    break
                if text == "<":
                    self.done = self.done[:-1]
                elif self._take(spot, text):
                    self.done.append(spot.key)
        except EOFError:
            self.say("")
        for line in self._summary():
            self.say(line)

    def _next(self) -> Spot | None:
        done = set(self.done)
        return next(
            (spot for spot in self._spots(self.instance.form.body, self.instance.root) if spot.key not in done), None
        )

    def _spots(self, elements: tuple[Element, ...], place: FormNode) -> Iterator[Spot]:
        for element in elements:
            if isinstance(element, Repeat):
                yield from self._roster(element, place)
            elif isinstance(element, Group):
                node = self._node(element, place)
                if node.relevant:
                    yield from self._spots(element.children, node)
            else:
                for node in self.instance.nodes(element.ref, place):
                    if node.relevant and (element.is_note or not self.instance.readonly(node)):
                        yield Spot(element, node, self.instance.key(node))

    def _roster(self, repeat: Repeat, place: FormNode) -> Iterator[Spot]:
        for item in self.instance.nodes(repeat.ref, place):
            if item.relevant:
                yield from self._spots(repeat.children, item)
        if repeat.count is None and not repeat.fixed:
            count = len(self.instance.nodes(repeat.ref, place))
            yield Spot(repeat, place, AnswerKey(self.instance.item_path(place), f"{repeat.name} + {count}"))

    def _node(self, group: Group, place: FormNode) -> FormNode:
        found = self.instance.nodes(group.ref, place) if group.ref is not None else []
        return found[0] if found else place

    def _prompt(self, spot: Spot) -> str:
        instance, element = self.instance, spot.element
        label = instance.label(element, spot.node) or element.name
        if isinstance(element, Repeat):
            return f"\nThêm một mục vào “{label}”? (c/k) "
        lines = ["", label, instance.hint(element, spot.node)]
        if element.is_select:
            lines += [f"  {n}. {choice.label}" for n, choice in enumerate(instance.choices(element, spot.node), 1)]
        current = f" [{spot.node.value}]" if spot.node.value else ""
        return "\n".join(line for line in lines if line or line is lines[0]) + f"\n{element.name}{current}> "

    def _take(self, spot: Spot, text: str) -> bool:
        """Apply what was typed; False = ask again."""
        instance, element, node = self.instance, spot.element, spot.node
        if isinstance(element, Repeat):
            if text.lower() in _YES:
                instance.add_item(element, node)
            return True
        if element.is_note:
            return True
        before = node.value
        value = self._value(element, node, text) if text else before
        if value is None or (value and not canonical(value, element.type)):
            self.say("Không hiểu câu trả lời này.")
            return False
        if value != before:
            instance.set(node, value)
        if not instance.constraint_ok(node):
            self.say(instance.constraint_message(node) or "Câu trả lời không hợp lệ.")
            instance.set(node, before)
            return False
        if not node.value and instance.required(node):
            self.say(instance.required_message(node) or "Câu này phải trả lời.")
            return False
        return True

    def _value(self, control: Control, node: FormNode, text: str) -> str | None:
        if not control.is_select:
            return "OK" if control.kind == "trigger" and text.lower() in _YES else text
        offered = self.instance.choice_values(control, node)
        chosen: list[str] = []
        for word in text.replace(",", " ").split():
            by_number = offered[int(word) - 1] if word.isdecimal() and 1 <= int(word) <= len(offered) else word
            if by_number not in offered:
                return None
            chosen.append(by_number)
        return None if control.kind == "select1" and len(chosen) != 1 else " ".join(chosen)

    def _summary(self) -> Iterator[str]:
        for node in self.instance.root.walk():
            if node.definition is not None and not node.children and node.text():
                path = "/".join(f"{name} {item}" for name, item in self.instance.item_path(node))
                yield f"{path + '/' if path else ''}{node.name} = {node.value}"
