"""A ruleset is data: read whole, refused with every mistake, chosen by the day."""

from datetime import date
from pathlib import Path

import pytest

from survey.content.mistakes import ContentError
from survey.review import Area, Confidence, Ruleset, choose_ruleset, load_ruleset

CONTENT = (Path(__file__).parents[3] / "content" / "rulesets" / "nd07-2021.toml").read_bytes()


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset(CONTENT)


def test_the_numbers_that_are_verified(ruleset: Ruleset) -> None:
    assert ruleset.score_a.limit == {Area.RURAL: 140, Area.URBAN: 175}
    assert ruleset.score_a.income == {Area.RURAL: 1_500_000, Area.URBAN: 2_000_000}
    assert (ruleset.score_b.points_per_indicator, ruleset.score_b.poor_from) == (10, 30)
    assert ruleset.score_a.confidence is ruleset.score_b.confidence is Confidence.VERIFIED


def test_the_twelve_indicators_in_their_order(ruleset: Ruleset) -> None:
    assert [one.key for one in ruleset.indicators] == [
        "employment",
        "dependents",
        "nutrition",
        "health_insurance",
        "adult_education",
        "child_school_attendance",
        "housing_quality",
        "housing_area",
        "water",
        "toilet",
        "telecom",
        "info_means",
    ]
    assert len({one.dimension for one in ruleset.indicators}) == 6
    assert all(one.confidence is Confidence.MEMORY for one in ruleset.indicators)


def test_legal_lines_take_their_numbers_from_the_thresholds() -> None:
    changed = load_ruleset(CONTENT.replace(b"value = 8\n", b"value = 10\n"))
    assert changed.indicator("housing_area").line.endswith("nhỏ hơn 10 m² mỗi người")
    assert b"dien_tich_moi_nguoi,10\n" in changed.threshold_csv()


def test_every_threshold_says_unit_source_and_confidence(ruleset: Ruleset) -> None:
    assert ruleset.threshold_csv().decode().splitlines()[:3] == ["ma,gia_tri", "tuoi_mam_non,3", "tuoi_tieu_hoc,6"]
    for threshold in ruleset.thresholds:
        assert threshold.unit
        assert threshold.meaning
        assert threshold.reference
        assert threshold.confidence is Confidence.MEMORY


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2025, 11, 3), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_ruleset_is_chosen_by_the_day(ruleset: Ruleset, day: date, there: bool) -> None:
    assert (choose_ruleset([ruleset], day) is ruleset) is there
    assert choose_ruleset([], day) is None


def test_the_later_of_two_rulesets_wins(ruleset: Ruleset) -> None:
    later = load_ruleset(CONTENT.replace(b"valid_from = 2022-01-01", b"valid_from = 2026-01-01"))
    assert choose_ruleset([later, ruleset], date(2026, 5, 1)) is later
    assert choose_ruleset([later, ruleset], date(2025, 5, 1)) is ruleset


BROKEN = [
    (b"valid_from = 2022-01-01", b"valid_from = 2027-01-01", "valid_to"),
    (b"valid_from = 2022-01-01", b"valid_from = 2022-01-01T00:00:00Z", "valid_from"),
    (b"valid_from = 2022-01-01", b'valid_from = "2022"', "valid_from"),
    (b'id = "nd07-2021"', b'id = " "', "id"),
    (b"poor_from = 30", b"poor_from = 0", "poor_from"),
    (b"poor_from = 30", b"poor_from = true", "poor_from"),
    (b"rural = 140, urban = 175", b"rural = 140", "urban"),
    (b'code = "tuoi_thcs"', b'code = "tuoi_tieu_hoc"', "tuoi_tieu_hoc"),
    (b'key = "dependents"', b'key = "employment"', "employment"),
    (b"{dien_tich_moi_nguoi} m", b"{dien_tich} m", "dien_tich"),
    (b"{dien_tich_moi_nguoi} m", b"{ m", "line"),
    (b'confidence = "MEMORY"', b'confidence = "UNKNOWN"', "UNKNOWN"),
    (b"value = 31", b'value = "31"', "tuoi_het_hoc_van"),
    (b'title = "', b'titel = "', "titel"),
]


@pytest.mark.parametrize(("old", "new", "word"), BROKEN)
def test_a_broken_ruleset_is_refused_with_the_place(old: bytes, new: bytes, word: str) -> None:
    assert old in CONTENT
    with pytest.raises(ContentError) as caught:
        load_ruleset(CONTENT.replace(old, new, 1))
    assert any(word in str(mistake) for mistake in caught.value.mistakes)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        load_ruleset(
            CONTENT.replace(b"poor_from = 30", b"").replace(b"value = 31", b"").replace(b'legal = "', b'x = "')
        )
    assert len(caught.value.mistakes) == 4


@pytest.mark.parametrize("content", [b"", b"\xff", b"a = [", b"threshold = 1", b"threshold = [1]\nindicator = []"])
def test_what_is_no_ruleset_is_refused(content: bytes) -> None:
    with pytest.raises(ContentError):
        load_ruleset(content)
