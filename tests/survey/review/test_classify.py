"""Two comparisons, never a sum; what is unknown is followed both ways."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.review import Area, Category, Ruleset, classify, load_ruleset, what_if

RULESET = load_ruleset((Path(__file__).parents[3] / "content" / "rulesets" / "nd07-2021.toml").read_bytes())
KEYS = [one.key for one in RULESET.indicators]
D, N, U = "thieu_hut", "khong", "chua_ro"
POOR, NEAR, NOT = Category.POOR, Category.NEAR_POOR, Category.NOT_POOR


def found(deprived: int, unknown: int = 0) -> dict[str, str]:
    return dict(zip(KEYS, [D] * deprived + [U] * unknown + [N] * 12, strict=False))


@pytest.mark.parametrize(("area", "limit"), [(Area.RURAL, 140), (Area.URBAN, 175)])
@pytest.mark.parametrize(("deprived", "poorer"), [(0, NEAR), (2, NEAR), (3, POOR), (4, POOR), (12, POOR)])
def test_boundaries_are_inclusive(area: Area, limit: int, deprived: int, poorer: Category) -> None:
    assert classify(RULESET, area, limit - 1, found(deprived)).category is poorer
    assert classify(RULESET, area, limit, found(deprived)).category is poorer
    assert classify(RULESET, area, limit + 1, found(deprived)).category is NOT


def test_the_scores_are_never_added() -> None:
    assert classify(RULESET, Area.RURAL, 0, found(2)).category is NEAR
    assert classify(RULESET, Area.RURAL, 141, found(12)).category is NOT


@pytest.mark.parametrize(
    ("score_a", "deprived", "unknown", "category"),
    [
        (140, 2, 0, NEAR),
        (140, 2, 1, None),
        (140, 3, 9, POOR),
        (140, 1, 1, NEAR),
        (140, 1, 2, None),
        (141, 0, 12, NOT),
        (None, 0, 0, None),
        (None, 12, 0, None),
    ],
)
def test_a_gap_that_could_change_the_class_leaves_it_open(
    score_a: int | None, deprived: int, unknown: int, category: Category | None
) -> None:
    result = classify(RULESET, Area.RURAL, score_a, found(deprived, unknown))
    assert result.category is category
    assert (result.score_b_min, result.score_b_max) == (10 * deprived, 10 * (deprived + unknown))
    assert (len(result.deprived), len(result.unknown)) == (deprived, unknown)


def test_an_unknown_kind_of_area_matters_between_the_two_limits_only() -> None:
    assert classify(RULESET, None, 140, found(3)).category is POOR
    assert classify(RULESET, None, 141, found(3)).category is None
    assert classify(RULESET, None, 175, found(3)).possible == {POOR, NOT}
    assert classify(RULESET, None, 176, found(3)).category is NOT
    assert classify(RULESET, "?", 176, found(3)).limit_a is None


@pytest.mark.parametrize("odd", ["", "0", "NaN", "THIEU_HUT", "1"])
def test_an_odd_or_missing_value_is_unknown_and_never_no(odd: str) -> None:
    assert classify(RULESET, Area.RURAL, 140, {**found(2), "info_means": odd}).unknown == ("info_means",)
    partial = found(2)
    del partial["info_means"]
    assert classify(RULESET, Area.RURAL, 140, partial).unknown == ("info_means",)


FINDINGS = st.lists(st.sampled_from([D, N, U]), min_size=12, max_size=12)
SCORES = st.none() | st.integers(min_value=130, max_value=180)
AREAS = st.sampled_from([Area.RURAL, Area.URBAN, None])


@given(AREAS, SCORES, FINDINGS)
def test_the_possible_classes_are_those_of_every_way_to_fill_the_gaps(
    area: Area | None, score_a: int | None, values: list[str]
) -> None:
    """Only the number of deprived indicators matters, so all fillings are covered by their counts."""
    sure, open_ = values.count(D), values.count(U)
    areas = [area] if area else list(Area)
    scores = [score_a] if score_a is not None else [0, 10_000]
    every = {_by_the_book(one, score, sure + more) for one, score, more in product(areas, scores, range(open_ + 1))}
    result = classify(RULESET, area, score_a, dict(zip(KEYS, values, strict=True)))
    assert result.possible == every
    assert result.category == (next(iter(every)) if len(every) == 1 else None)


def _by_the_book(area: Area, score_a: int, deprived: int) -> Category:
    """TT 07/2021/TT-BLĐTBXH, written out a second time."""
    if score_a > {Area.RURAL: 140, Area.URBAN: 175}[area]:
        return NOT
    return POOR if deprived * 10 >= 30 else NEAR


@given(st.sampled_from(list(Area)), st.integers(min_value=130, max_value=180), FINDINGS)
def test_what_if_names_exactly_the_single_changes_that_matter(area: Area, score_a: int, values: list[str]) -> None:
    findings = dict(zip(KEYS, values, strict=True))
    now = classify(RULESET, area, score_a, findings).category
    told = what_if(RULESET, area, score_a, findings)
    if now is None:
        assert (told.indicators, told.score_a) == ((), None)
        return
    named = {(flip.indicator, flip.to.value): flip.category for flip in told.indicators}
    for key, value in findings.items():
        if value == U:
            continue
        other = N if value == D else D
        then = classify(RULESET, area, score_a, {**findings, key: other})
        differs = then.category not in {None, now} and then.score_b is not None
        assert ((key, other) in named) is differs
    if told.score_a is not None:
        assert classify(RULESET, area, told.score_a.score_a, findings).category is told.score_a.category is not now


def test_the_boundary_of_score_a_is_named_on_both_sides() -> None:
    near = what_if(RULESET, Area.RURAL, 100, found(0)).score_a
    assert near is not None
    assert (near.score_a, near.category) == (141, NOT)
    above = what_if(RULESET, Area.RURAL, 150, found(3)).score_a
    assert above is not None
    assert (above.score_a, above.category) == (140, POOR)


def test_a_ruleset_is_asked_for_its_own_indicators_only() -> None:
    result = classify(RULESET, Area.RURAL, 140, {**found(0), "something_else": D})
    assert isinstance(RULESET, Ruleset)
    assert result.deprived == ()
