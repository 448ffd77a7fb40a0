"""`survey check` for a form that is an XForm already: its mistakes have a node and no row."""

from collections.abc import Callable

from survey.sheet import form_flaws
from survey.xform import Form, FormError
from survey.xform.form.names import show


def xform_lines(name: str, load: Callable[[], Form]) -> tuple[list[str], bool]:
    """A line for each mistake and warning, and whether the form is fit for use."""
    try:
        form = load()
    except FormError as error:
        return [f"{name}: [{problem.code}] {problem}" for problem in error.problems], False
    flaws = form_flaws(form)
    lines = [f"{name}: cảnh báo: [{problem.code}] {problem}" for problem in form.warnings]
    for flaw in flaws:
        place = f"{flaw.part} của {show(flaw.ref)}" if flaw.part else show(flaw.ref)
        lines.append(f"{name}: {'' if flaw.never else 'cảnh báo: '}[{flaw.code}] {place}: {flaw.cause} {flaw.cure}")
    return lines, not any(flaw.never for flaw in flaws)
