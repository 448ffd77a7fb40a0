"""Expressions that nobody would write, by the thousand: a value or a clean error, in bounded time."""

import random
import string
from dataclasses import dataclass
from time import perf_counter

from survey.tree import AnyNode
from survey.xpath import DEFAULT, XPathContext, XPathError, compile_xpath
from tests.survey.xpath.support.trees import NOW, document, only

SEEDS = (
    "if(selected(/data/a, '1') and ../b > 3, concat('x', /data/a), sum(//a))",
    "instance('x')/root/item[name = current()/../a][position() = 2]/label",
    "round(5.5 div (2 - 1), 2) mod 3 != -date('2025-01-01')",
    "regex(., '^[0-9]{3,}$') or count-selected(a) * 2 <= 4 | a",
    "format-date(today(), '%Y-%m-%d') = \"it\"",
    "indexed-repeat(/data/r/x, /data/r, position(../..) - 1)",
    "join(', ', /data/r[x > 1 and position() < last()]/x)",
    "pulldata('file', 'name', 'key', concat(/data/a, ''))",
)
ALPHABET = string.ascii_lowercase[:6] + "0123456789 ()[]/.,'\"=<>!+-*|@:$é" + "\x00\n"
WORDS = (
    "and",
    "or",
    "div",
    "(",
    ")",
    "[",
    "]",
    "a",
    "text()",
    "1e5",
    "..",
    "//",
    "::",
    "ancestor::",
    "current()",
    "-",
    "'",
    "${a}",
)
PATHS = (
    ".",
    "..",
    "/data/a",
    "/data/*",
    "//x",
    "../r/x",
    "/data/r[1]",
    "/data/r/x",
    "current()/../a",
    "/",
    "@id",
    "/data/none",
)
LITERALS = (
    *("0", "1", "-1", "2.5", "1000000000000", "''", "'a'", "'1 2'", "'2025-02-29'", "'2024-02-29T10:00:00.000+07:00'"),
    *(
        "'10:30'",
        "'%Y'",
        "'14.7 108.7 0 0'",
        "'14 108;15 108;15 109;14 108'",
        "'(a+)+$'",
        "'[0-9'",
        "'SHA-256'",
        "'base64'",
    ),
    *("'ab'", "true()", "1 div 0", "0 div 0", "'YWJj'", "'Ba Tơ'"),
)
DATA = only(
    document(
        {
            "data": {
                "a": ["1", "2"],
                "b": "x y",
                "r": [{"x": "1", "y": ["2", "3"]}, {"x": ""}],
                "day": "2025-01-02",
                "long": "a" * 40,
            }
        }
    ),
    "data",
)
STEPS = 200_000
"""What one expression may cost here; a form's may cost ten times as much."""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """How many gave a value, how many an error, and the longest one in seconds with its text."""

    values: int
    errors: int
    slowest: float
    source: str


def run(count: int, seed: int) -> Fuzzed:
    """So many expressions; anything but a value or an XPathError with a sentence is raised."""
    rng = random.Random(seed)
    values = errors = 0
    slowest = 0.0, ""
    for _ in range(count):
        source = any_source(rng)
        began = perf_counter()
        if _evaluates(source, rng.choice(_NODES)):
            values += 1
        else:
            errors += 1
        slowest = max(slowest, (perf_counter() - began, source))
    return Fuzzed(values, errors, *slowest)


_NODES = [node for node in DATA.walk() if not node.children]


def _evaluates(source: str, node: AnyNode) -> bool:
    try:
        expression = compile_xpath(source, at=node.path(), repeats=frozenset({("data", "r")}))
        context = XPathContext(node, NOW, steps=STEPS)
        expression.evaluate(context)
        expression.string(context.at(node))
        expression.boolean(context.at(node))
    except XPathError as error:
        if not error.message:
            raise AssertionError(f"no sentence says what is wrong with {source!r}") from error
        return False
    except Exception as error:
        raise AssertionError(f"{type(error).__name__} from {source!r}") from error
    return True


def any_source(rng: random.Random) -> str:
    """Half of them well-formed, the rest mutated or noise."""
    luck = rng.random()
    if luck < 0.1:
        return "".join(rng.choice(ALPHABET) for _ in range(rng.randint(0, 30)))
    if luck < 0.3:
        return mutated(rng, rng.choice(SEEDS))
    source = well_formed(rng)
    return mutated(rng, source) if luck < 0.5 else source


def mutated(rng: random.Random, source: str) -> str:
    """With some characters or words taken out or put in."""
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(source) + 1)
        cut = place + rng.choice([0, 0, 1, 3])
        source = source[:place] + rng.choice(["", rng.choice(ALPHABET), rng.choice(WORDS)]) + source[cut:]
    return source


def well_formed(rng: random.Random, depth: int = 0) -> str:
    """A path, a literal, an operation or a call of any function there is, with arguments of any kind."""
    luck = rng.random()
    if depth > 2 or luck < 0.2:
        return rng.choice((rng.choice(PATHS), rng.choice(LITERALS)))
    if luck < 0.35:
        operator = rng.choice(("+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or", "|"))
        return f"({well_formed(rng, depth + 1)} {operator} {well_formed(rng, depth + 1)})"
    if luck < 0.42:
        return f"{rng.choice(PATHS)}[{well_formed(rng, depth + 1)}]"
    name = rng.choice(_NAMES)
    function = DEFAULT[name]
    count = rng.randint(function.fewest, min(function.most, function.fewest + 3))
    return f"{name}({', '.join(well_formed(rng, depth + 1) for _ in range(count))})"


_NAMES = sorted(DEFAULT)
