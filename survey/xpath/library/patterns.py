"""regex(): patterns from a form are not trusted; they are bounded in size and every match in time."""

import re
from functools import lru_cache

import regex

from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function

_LONGEST_PATTERN = 5_000
_LARGEST_EXPANSION = 20_000
_SECONDS = 0.05
_STEPS = 200
"""What one match costs of the evaluation's budget, besides the length of its text."""
_COUNTED = re.compile(r"\{(\d+)(?:,(\d*))?\}")


def _regex(context: XPathContext, text: str, pattern: str) -> bool:
    """Whether `pattern` matches somewhere in `text` (ODK XForms: '[0-9]+' becomes /[0-9]+/)."""
    context.spend(_STEPS + len(text))
    try:
        return _compiled(pattern).search(text, timeout=_SECONDS) is not None
    except TimeoutError:
        raise EvaluationError(f"Mẫu regex {pattern!r} chạy quá lâu, hãy viết lại cho đơn giản hơn") from None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    if len(pattern) > _LONGEST_PATTERN or _expansion(pattern) > _LARGEST_EXPANSION:
        raise EvaluationError(f"Mẫu regex quá lớn: {pattern[:60]!r}")
    # \d and \w mean ASCII in both ODK engines; \p{…} needs the whole of Unicode.
    flags = regex.UNICODE if "\\p" in pattern or "\\P" in pattern else regex.ASCII
    try:
        return regex.compile(pattern, flags | regex.VERSION0)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise EvaluationError(f"Mẫu regex {pattern!r} viết sai: {error}") from None


def _expansion(pattern: str) -> int:
    """How many pieces the pattern has when its counted repetitions are written out, about."""
    sizes = [0]
    last = 0
    place = 0
    while place < len(pattern):
        counted = _COUNTED.match(pattern, place)
        if counted is not None:
            times = int((counted[2] or counted[1])[:9])
            sizes[-1] += last * max(0, times - 1)
            place = counted.end()
            continue
        character = pattern[place]
        if character == "(":
            sizes.append(0)
        elif character == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        else:
            last = 1
            sizes[-1] += 1
        place += 2 if character == "\\" else 1
    return sum(sizes)


PATTERNS = {"regex": Function("ss", "boolean", _regex, reads_context=True)}
