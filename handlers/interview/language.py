"""In which of its languages a form is read out: Vietnamese where it has it, until the person asks for another."""

from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context
from survey.read import Value, match_choice, search_names


def wanted(opened: OpenInterview, words: str) -> str:
    """The form's language that "2", "English" or a part of its name means; "" where none, or more than one."""
    names = opened.session.outline.form.languages
    found = match_choice(words, [(name, name) for name in names])
    if isinstance(found, Value):
        return found.value
    near = search_names(words, names)
    return names[near[0]] if len(near) == 1 else ""


def choose(ctx: Context, opened: OpenInterview, words: str) -> tuple[Context, str]:
    """The dialogue with the language that was asked for, and what is said of it."""
    names = opened.session.outline.form.languages
    if len(names) < 2:
        return ctx, ctx.texts("language.only")
    name = wanted(opened, words) if words else ""
    if not name:
        listed = "   ".join(f"{index}. {one}" for index, one in enumerate(names, start=1))
        return ctx, ctx.texts("language.which", names=listed)
    opened.session.language = name
    return ctx.with_dialog(ctx.dialog.speaking(name)), ctx.texts("language.chosen", name=name)
