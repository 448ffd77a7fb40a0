"""What a function of the library is: its arguments, its result and how a call of it is compiled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from survey.xpath.code import Code, Compiles, Scope, ValueKind, as_nodes, as_number, as_text, as_truth
from survey.xpath.context import XPathContext
from survey.xpath.errors import ArgumentCountError
from survey.xpath.syntax import Call
from survey.xpath.values import Value

Build = Callable[[Compiles, Call, Scope], Code]
_ENDLESS = 10_000
_CONVERSIONS: dict[str, Callable[[Code], Callable[[XPathContext], object]]] = {
    "s": as_text,
    "n": as_number,
    "b": as_truth,
    "N": as_nodes,
    "v": lambda code: code.run,
}


@dataclass(frozen=True, slots=True)
class Function:
    """`takes`: one letter an argument (s string, n number, b boolean, N node-set, v any value), the optional ones after "?", a letter
    before a final "*" as often as wanted. `run` gets the converted arguments, the context first where `reads_context` is set; `build`, where
    given, compiles the call instead (arguments that are not always evaluated, or looked at as paths).
    """

    takes: str
    gives: ValueKind
    run: Callable[..., Value] | None = None
    reads_context: bool = False
    build: Build | None = None

    @property
    def fewest(self) -> int:
        """The number of arguments that must be there."""
        required = self.takes.split("?")[0]
        return len(required) - 2 if required.endswith("*") else len(required)

    @property
    def most(self) -> int:
        """The number of arguments that may be there."""
        return _ENDLESS if self.takes.endswith("*") else len(self.takes.replace("?", ""))

    def letter(self, place: int) -> str:
        """The kind of the argument at `place`, from 0."""
        letters = self.takes.replace("?", "").removesuffix("*")
        return letters[min(place, len(letters) - 1)]


Library = Mapping[str, Function]


def call_code(compiler: Compiles, function: Function, call: Call, scope: Scope) -> Code:
    """The code of a call; raises `ArgumentCountError` where the number of arguments is wrong."""
    check_count(function, call)
    if function.build is not None:
        return function.build(compiler, call, scope)
    arguments = [
        _CONVERSIONS[function.letter(place)](compiler.code(argument, scope))
        for place, argument in enumerate(call.arguments)
    ]
    if function.run is None:
        raise TypeError(f"{call.name} has neither run nor build")
    caller = _with_context if function.reads_context else _without_context
    return Code(function.gives, caller(function.run, arguments))


def check_count(function: Function, call: Call) -> None:
    """Refuse a wrong number of arguments."""
    given = len(call.arguments)
    if function.fewest <= given <= function.most:
        return
    if function.fewest == function.most:
        wanted = str(function.fewest)
    elif function.most == _ENDLESS:
        wanted = f"ít nhất {function.fewest}"
    else:
        wanted = f"từ {function.fewest} đến {function.most}"
    raise ArgumentCountError(call.name, call.position, given, wanted)


def _without_context(
    run: Callable[..., Value], arguments: list[Callable[[XPathContext], object]]
) -> Callable[[XPathContext], Value]:
    if not arguments:
        return lambda _: run()
    if len(arguments) == 1:
        (only,) = arguments
        return lambda context: run(only(context))
    if len(arguments) == 2:
        first, second = arguments
        return lambda context: run(first(context), second(context))
    return lambda context: run(*[argument(context) for argument in arguments])


def _with_context(
    run: Callable[..., Value], arguments: list[Callable[[XPathContext], object]]
) -> Callable[[XPathContext], Value]:
    if not arguments:
        return run
    if len(arguments) == 1:
        (only,) = arguments
        return lambda context: run(context, only(context))
    return lambda context: run(context, *[argument(context) for argument in arguments])
