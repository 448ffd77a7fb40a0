"""The grounds of a result in words: each deprived indicator with the answers behind it, what is unclear, and what would change the class."""

from itertools import islice

from handlers.interview.open_interview import OpenInterview
from handlers.talk.texts import Texts
from survey.interview.path.screens import Spot
from survey.interview.result.effects import Effect
from survey.interview.result.standing import Standing, could_change, explanation
from survey.review import Finding
from survey.review.evidence import Answer, MemberFact
from survey.review.explain import Reason

MOST_CHANGES = 4


def deprived_lines(texts: Texts, opened: OpenInterview, standing: Standing, *, legal: bool = False) -> list[str]:
    """One line an indicator ("1) bảo hiểm y tế – Phạm Văn Lót"), with its legal line where asked for."""
    lines = []
    for index, reason in enumerate(explanation(opened.session, standing).deprived, start=1):
        grounds = _grounds(texts, reason)
        line = f"{index}) {reason.indicator.name}{f' – {grounds}' if grounds else ''}"
        if legal:
            line += texts("why.line", line=reason.indicator.line, reference=reason.indicator.reference)
        lines.append(line)
    return lines


def _grounds(texts: Texts, reason: Reason) -> str:
    """Members by name with their answers, or the household's answers; where they are about health, only how many people."""
    if reason.members:
        if any(answer.sensitive for fact in reason.members for answer in fact.answers):
            return texts("why.people", n=len(reason.members))
        return "; ".join(_member(texts, fact) for fact in reason.members)
    return "" if any(answer.sensitive for answer in reason.answers) else _listed(texts, reason.answers)


def _member(texts: Texts, fact: MemberFact) -> str:
    """Phạm Văn Lót: chưa có thẻ."""
    if not fact.answers:
        return _name(texts, fact)
    listed = _listed(texts, fact.answers)
    return f"{_name(texts, fact)}: {listed}" if len(fact.answers) == 1 else f"{_name(texts, fact)} ({listed})"


def _name(texts: Texts, fact: MemberFact) -> str:
    return fact.name or texts("roster.person", number=fact.item[-1][1])


def _listed(texts: Texts, answers: tuple[Answer, ...]) -> str:
    """The answers with their titles ("diện tích: 38 m², bình quân: 7,6 m²/người"); a single one speaks for itself."""
    said = [answer.text or texts("shown.nothing") for answer in answers]
    if len(answers) == 1:
        return said[0]
    return ", ".join(f"{answer.title}: {text}" for answer, text in zip(answers, said, strict=True))


def unclear_lines(texts: Texts, opened: OpenInterview, standing: Standing) -> list[str]:
    """What is missing for a class, and about whom."""
    lines = [texts("review.unclear")]
    if standing.result.score_a is None:
        lines.append(texts("review.unclear_score_a"))
    for reason in explanation(opened.session, standing).unknown:
        names = ", ".join(_name(texts, fact) for fact in reason.members)
        lines.append(f"• {reason.indicator.name}{f' – {names}' if names else ''}")
    return lines


def what_if_lines(texts: Texts, opened: OpenInterview, standing: Standing) -> list[str]:
    """Each single change that would change the class, as far as it is possible in this household."""
    changes = standing.changes
    lines = []
    for flip in islice((one for one in changes.indicators if could_change(opened.session, one)), MOST_CHANGES):
        name = standing.ruleset.indicator(flip.indicator).name
        key = "why.flip_met" if flip.to is Finding.MET else "why.flip_deprived"
        category = texts(f"category.{flip.category.value}")
        lines.append(texts(key, name=name, score=flip.score_b, category=category))
    if changes.score_a is not None:
        category = texts(f"category.{changes.score_a.category.value}")
        lines.append(texts("why.flip_score", score=changes.score_a.score_a, category=category))
    return lines


MOST_NAMED = 6


def effect_lines(texts: Texts, effect: Effect) -> list[str]:
    """What a correction changes besides itself."""
    lines: list[str] = []
    if effect.asked:
        lines.append(texts("effect.asked", n=len(effect.asked)))
    if effect.back:
        lines.append(texts("effect.back", n=len(effect.back)))
    if effect.gone:
        names = ", ".join(_gone(texts, spot) for spot in effect.gone[:MOST_NAMED])
        lines.append(texts("effect.gone", n=len(effect.gone), names=names))
    if effect.before and effect.after:
        lines += _standing_lines(texts, effect.before, effect.after)
    return lines


def _gone(texts: Texts, spot: Spot) -> str:
    return texts("effect.question", number=spot.number) if spot.number else spot.question.hint_of("title")


def _standing_lines(texts: Texts, before: Standing, after: Standing) -> list[str]:
    lines = []
    if before.result.score_b_min != after.result.score_b_min:
        came = [after.ruleset.indicator(k).name for k in after.result.deprived if k not in before.result.deprived]
        left = [after.ruleset.indicator(k).name for k in before.result.deprived if k not in after.result.deprived]
        what = [texts("effect.came", names=", ".join(came))] if came else []
        what += [texts("effect.left", names=", ".join(left))] if left else []
        lines.append(
            texts(
                "effect.score",
                what="; ".join(what),
                before=before.result.score_b_min,
                after=after.result.score_b_min,
            )
        )
    if before.result.category != after.result.category:
        lines.append(texts("effect.category", category=category_text(texts, after)))
    return lines


def category_text(texts: Texts, standing: Standing) -> str:
    category = standing.result.category
    return texts(f"category.{category.value}" if category else "category.unclear")
