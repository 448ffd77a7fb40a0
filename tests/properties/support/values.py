"""Answers that a person may give, made from a question's type and choices: how they are typed, and what must be stored."""

from random import Random

from survey.interview.answers.values import choices_of, exclusive
from survey.interview.asks.hints import LISTED_AT_MOST
from survey.interview.path.screens import Screen, ScreenKind, Spot
from survey.interview.session.session import Session

FAMILY, MIDDLE = ("Phạm", "Đinh", "Nguyễn", "Võ", "Trần"), ("Văn", "Thị", "Minh")
GIVEN = ("Dắt", "Rế", "Lót", "Lem", "Nía", "Trút", "Hrin", "Gia", "Lụa", "Xếp", "Mơ", "Sương")
WORDS = (
    "nhà xa đường",
    "sửa mái nhà năm 2023",
    "ốm lâu năm",
    "không rõ 2 năm nay",
    "bỏ qua năm ngoái vì lũ",
    "Đủ ăn 9 tháng; thiếu 3",
)
"""Free words, some of which begin like a command."""


def name(chance: Random) -> str:
    return " ".join(chance.choice(part) for part in (FAMILY, MIDDLE, GIVEN))


def takes_words(spot: Spot) -> bool:
    """Whether anything typed is an answer here."""
    control = spot.question.control
    return control.kind == "input" and control.type == "string" and not spot.question.hint_of("read")


def any_value(session: Session, spot: Spot, chance: Random) -> str:
    """A value in ODK's lexical form; the form's constraint may still refuse it."""
    control = spot.question.control
    if control.kind == "select1":
        return chance.choice(choices_of(session, spot)).value
    if control.kind == "select":
        choices = choices_of(session, spot)
        alone = exclusive(spot, choices)
        if alone and chance.random() < 0.25:
            return chance.choice(sorted(alone))
        others = [one.value for one in choices if one.value not in alone]
        chosen = set(chance.sample(others, chance.randint(1, min(3, len(others)))))
        return " ".join(one for one in others if one in chosen)
    reader = spot.question.hint_of("read") or spot.question.hint_of("member") or control.type
    return _typed(session, spot, reader, chance)


def _typed(session: Session, spot: Spot, reader: str, chance: Random) -> str:
    if reader in {"date", "birth_date"}:
        return f"{_birth_year(session, spot, chance)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    made = {
        "birth_year": str(chance.randint(1935, 2025)),
        "name": name(chance),
        "area": chance.choice(("24.0", "40.0", "38.5", "7.25", "120.0")),
        "cccd": f"0510{chance.randint(50, 99)}{chance.randint(0, 999999):06}",
        "phone": f"+8490{chance.randint(5000000, 5999999)}",
        "geopoint": f"15.{chance.randint(1, 8)}1 108.{chance.randint(1, 8)}2 0.0 0.0",
        "birth_month": str(chance.randint(1, 12)),
        "int": str(chance.randint(0, 200)),
    }
    return made.get(reader) or chance.choice(WORDS)


def _birth_year(session: Session, spot: Spot, chance: Random) -> str:
    assert spot.question.repeat is not None
    question = session.outline.role(spot.question.repeat, "birth_year")
    stored = session.stored(spot.items, question) if question else None
    return stored.value if stored and stored.value and chance.random() < 0.9 else str(chance.randint(1935, 2025))


def typed_as(session: Session, spot: Spot, value: str) -> str:
    """How a person types this value where it is asked alone."""
    control = spot.question.control
    if control.kind in {"select1", "select"}:
        choices = [one.value for one in choices_of(session, spot)]
        if len(choices) > LISTED_AT_MOST:
            return next(one.label for one in choices_of(session, spot) if one.value == value)
        return ",".join(str(choices.index(one) + 1) for one in value.split())
    if control.type == "date":
        return "/".join(reversed(value.split("-")))
    if control.type == "geopoint":
        return " ".join(value.split()[:2])
    if control.type == "decimal":
        return value.removesuffix(".0").replace(".", ",")
    if spot.question.hint_of("read") == "phone":
        return value.replace("+84", "0")
    return value


Values = dict[Spot, str | None]
"""What a reply says of the asked questions; None = left out on purpose."""


def page_text(session: Session, values: Values) -> str:
    """One reply for a screen of one question or a field-list: a line each."""
    return "\n".join("-" if value is None else typed_as(session, spot, value) for spot, value in values.items())


def column_text(session: Session, values: Values) -> str:
    """One reply for a question that is asked once for all members."""
    column = next(iter(values)).question.column
    assert column is not None
    if not column.pick:
        lines = [f"{s.items[-1][1]}: {typed_as(session, s, v)}" for s, v in values.items() if v is not None]
        return "\n".join(lines) or "bỏ qua"
    named = [spot.items[-1][1] for spot, value in values.items() if value == column.pick]
    unsure = [spot.items[-1][1] for spot, value in values.items() if value not in {column.pick, column.rest}]
    if not named and not unsure:
        return "không ai"
    return f"{','.join(named)} {'không rõ ' + ','.join(unsure) if unsure else ''}".strip()


def nonsense(screen: Screen, spots: tuple[Spot, ...], chance: Random) -> str:
    """A reply that answers nothing on this screen."""
    always = ("/khongco", "🙂", "…")
    if screen.kind is ScreenKind.ROSTER:
        return chance.choice((*always, "12345"))
    if len(spots) == 1 and takes_words(spots[0]):
        return chance.choice((*always, "dài " * 700))
    return chance.choice((*always, "abc xyz", "1 2 3 4 5 6 7 8 9 10 11 12"))
