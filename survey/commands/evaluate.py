"""`python -m survey eval`: expressions without a form, one a line, for outside tables and for trying things out."""

import json
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from survey.xpath.context import XPathContext
from survey.xpath.errors import XPathError
from survey.xpath.expression import compile_xpath
from survey.xpath.values import Value, text_from_number

_A_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def run_eval(lines: Iterable[str], *, now: datetime = _A_MOMENT, seed: int = 0) -> Iterator[str]:
    """One JSON string (an expression) a line in, one JSON object {"kind", "value"} a line out, in order.

    `now` is what today() and now() give. `kind` is number, string, boolean or error (then `value` is the reason); NaN and infinities are strings. Blank lines are passed over.
    """
    context = XPathContext(None, now, seed=seed)
    for line in lines:
        if line.strip():
            kind, value = _result(line, context)
            yield json.dumps({"kind": kind, "value": value}, ensure_ascii=False)


def _result(line: str, context: XPathContext) -> tuple[str, str | float | bool]:
    try:
        source = json.loads(line)
    except ValueError as error:
        return "error", f"Dòng này không phải là một chuỗi JSON: {error}"
    if not isinstance(source, str):
        return "error", "Dòng này không phải là một chuỗi JSON"
    try:
        return _shown(compile_xpath(source).evaluate(context))
    except XPathError as error:
        return "error", error.message


def _shown(value: Value) -> tuple[str, str | float | bool]:
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, float):
        return "number", value if math.isfinite(value) else text_from_number(value)
    if isinstance(value, str):
        return "string", value
    return "error", "Kết quả là câu hỏi của phiếu, không phải một giá trị"
