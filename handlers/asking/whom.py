"""What is recorded of several members, in words: who has which answer, never a bare count."""

from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from survey.interview.facts.whom import SameFacts

_BETWEEN = " · "


def whom_text(texts: Texts, answers: tuple[SameFacts, ...]) -> str:
    """Who has which answer: "Lem: chưa có thẻ · 3 người kia: có thẻ", "người số 4: có · 3 người kia: không", "cả 5 người: Hrê"."""
    if len(answers) == 1 and len(answers[0].numbers) > 1:
        return texts("column.all_of", n=len(answers[0].numbers), value=in_words(texts, answers[0].value))
    if max(len(one.numbers) for one in answers) == 1:
        return _BETWEEN.join(_named(texts, one) for one in answers)
    rest = max(answers, key=lambda one: (one.open, one.usual, len(one.numbers)))
    told = [_named(texts, one) for one in answers if one is not rest]
    return _BETWEEN.join([*told, _rest(texts, rest) if len(rest.numbers) > 1 else _named(texts, rest)])


def _rest(texts: Texts, same: SameFacts) -> str:
    return texts("column.rest", n=len(same.numbers), value=in_words(texts, same.value))


def _named(texts: Texts, same: SameFacts) -> str:
    value = in_words(texts, same.value)
    if same.names:
        return texts("whom.named", names=", ".join(in_words(texts, name) for name in same.names), value=value)
    return texts("whom.numbered", numbers=", ".join(same.numbers), value=value)
