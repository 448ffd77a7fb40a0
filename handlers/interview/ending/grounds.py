"""The grounds of a result in words: each deprived indicator with the answers behind it, what is unclear, and what would change the class."""

from collections.abc import Sequence

from handlers.interview.answers import how_to_edit, number_of, question_to_edit
from handlers.interview.open_interview import OpenInterview
from handlers.talk.texts import Texts
from survey.interview.path.screens import Spot
from survey.interview.result.effects import Effect
from survey.interview.result.standing import Standing, could_change, explanation, missing_for
from survey.review import Finding, IndicatorFlip
from survey.review.evidence import Answer, MemberFact, Share
from survey.review.explain import Reason
from survey.review.missing import Missing
from survey.written import vietnamese_number


def deprived_lines(
    texts: Texts, opened: OpenInterview, standing: Standing, *, legal: bool = False, numbered: bool = False
) -> list[str]:
    """One line an indicator ("• bảo hiểm y tế – Phạm Văn Lót"), with its legal line below it, or with the numbers of its questions, where asked for.

    The law is named once, in the head of the explanation: a line says only where in it the indicator stands.
    """
    lines = []
    for reason in explanation(opened.session, standing).deprived:
        grounds = _grounds(texts, reason)
        numbers = _numbers(texts, opened, reason) if numbered else ""
        lines.append(f"• {reason.indicator.name}{numbers}{f' – {grounds}' if grounds else ''}")
        if legal:
            place = reason.indicator.reference.removeprefix(standing.ruleset.legal).strip(" ,")
            lines.append(texts("why.line", line=reason.indicator.line, place=place))
    return lines


def _numbers(texts: Texts, opened: OpenInterview, reason: Reason) -> str:
    """The questions behind it by the numbers that open them, in brackets; "" where it has none."""
    answers = [*reason.answers, *(answer for fact in reason.members for answer in fact.answers)]
    known = opened.session.outline.by_name
    spots = [Spot(known[one.key.name], one.key.items) for one in answers if one.key.name in known]
    numbers = dict.fromkeys(number for spot in spots if (number := number_of(texts, spot)))
    return texts("check.of_questions", numbers=", ".join(numbers)) if numbers else ""


def _grounds(texts: Texts, reason: Reason) -> str:
    """Members by name with their answers, or the household's answers; where they are about health, only how many people."""
    if reason.share is not None and reason.members:
        return _shared(texts, reason.members, reason.share)
    if reason.members:
        if any(answer.sensitive for fact in reason.members for answer in fact.answers):
            return texts("why.people", n=len(reason.members))
        return "; ".join(_member(texts, fact) for fact in reason.members)
    if reason.indicator.said:
        return reason.indicator.said
    return "" if any(answer.sensitive for answer in reason.answers) else _listed(texts, reason.answers)


def _shared(texts: Texts, members: Sequence[MemberFact], share: Share) -> str:
    """3 trong 5 người là 60 %, quá 50 %: Nía, Lem, Nô. What makes each of them one is not said: it may be about health."""
    names = ", ".join(_name(texts, fact) for fact in members)
    percent = vietnamese_number(100 * len(members) / share.whole)
    return texts("why.share", n=len(members), whole=share.whole, percent=percent, limit=share.limit, names=names)


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


def unclear_lines(texts: Texts, opened: OpenInterview, standing: Standing, *, numbered: bool = False) -> list[str]:
    """What is missing, of whom, and the word that adds it, or only its number; where the class is settled in spite of it, that is said first."""
    result = standing.result
    if result.category is not None and not result.unknown:
        return []
    lines = [texts("review.unclear" if result.category is None else "review.open")]
    score = opened.session.outline.trace.score_a
    if result.score_a is None and score is not None:
        spot = Spot(opened.session.outline.by_name[score.name], ())
        how = texts("check.of_questions", numbers=number_of(texts, spot)) if numbered else how_to_edit(texts, spot)
        lines.append(texts("check.unclear_score_a" if numbered else "review.unclear_score_a", how=how))
    for key, found in missing_for(opened.session, result.unknown).items():
        name = standing.ruleset.indicator(key).name
        parts = _missing_parts(texts, opened, found, numbered=numbered)
        lines += [f"• {name}: {part}" for part in parts] or [f"• {name}"]
    return lines


def _missing_parts(texts: Texts, opened: OpenInterview, found: tuple[Missing, ...], *, numbered: bool) -> list[str]:
    """One part a question: "thiếu tháng sinh của Đinh Văn Mười – gõ: sửa 3.7"."""
    known = opened.session.outline.by_name
    parts = []
    for question in dict.fromkeys(one.question for one in found):
        those = [one for one in found if one.question == question]
        spots = [Spot(known[question], one.item) for one in those]
        how = how_to_edit(texts, spots[0]) if len(spots) == 1 else question_to_edit(texts, spots[0])
        names = ", ".join(one.member or texts("roster.person", number=one.item[-1][1]) for one in those if one.item)
        key = "missing.of" if names else "missing.of_household"
        if numbered:
            key = f"check.{key}"
            how = texts("check.of_questions", numbers=number_of(texts, spots[0]))
        parts.append(texts(key, title=those[0].title, names=names, how=how))
    return parts


def what_if_lines(texts: Texts, opened: OpenInterview, standing: Standing) -> list[str]:
    """Every single change that would change the class, as far as it is possible in this household, in the order of the sheet."""
    changes = standing.changes
    flips = [one for one in changes.indicators if could_change(opened.session, one)]
    lines = []
    for kind in dict.fromkeys((one.to, one.score_b, one.score_b_max, one.category) for one in flips):
        same = [one for one in flips if (one.to, one.score_b, one.score_b_max, one.category) == kind]
        lines.append(_flips(texts, standing, same))
    if changes.score_a is not None:
        category = texts(f"category.{changes.score_a.category.value}")
        lines.append(texts("why.flip_score", score=changes.score_a.score_a, category=category))
    return lines


def _flips(texts: Texts, standing: Standing, same: list[IndicatorFlip]) -> str:
    """All changes that come to the same, in one sentence."""
    first = same[0]
    alone = "why.flip_met" if first.to is Finding.MET else "why.flip_deprived"
    any_of = "why.flip_met_any" if first.to is Finding.MET else "why.flip_deprived_any"
    names = "; ".join(standing.ruleset.indicator(one.indicator).name for one in same)
    category = texts(f"category.{first.category.value}")
    return texts(
        alone if len(same) == 1 else any_of,
        name=names,
        score=points_text(first.score_b, first.score_b_max),
        category=category,
    )


def points_text(low: int, high: int) -> str:
    """Điểm B: "20", or "10–20" while something is unknown."""
    return str(low) if low == high else f"{low}–{high}"


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
    scores = [points_text(one.result.score_b_min, one.result.score_b_max) for one in (before, after)]
    if before.result.score_b_min != after.result.score_b_min:
        came = [after.ruleset.indicator(k).name for k in after.result.deprived if k not in before.result.deprived]
        left = [after.ruleset.indicator(k).name for k in before.result.deprived if k not in after.result.deprived]
        what = [texts("effect.came", names=", ".join(came))] if came else []
        what += [texts("effect.left", names=", ".join(left))] if left else []
        lines.append(
            texts(
                "effect.score",
                what="; ".join(what),
                before=scores[0],
                after=scores[1],
            )
        )
    if before.result.category != after.result.category:
        lines.append(texts("effect.category", category=category_text(texts, after)))
    return lines


def category_text(texts: Texts, standing: Standing) -> str:
    category = standing.result.category
    return texts(f"category.{category.value}" if category else "category.unclear")
