"""Which words of a roster line are names, and which facts stand there without anybody to whom they belong."""

from survey.read.member_line import Kind, Part
from survey.read.member_words import phrase_at
from survey.read.peoples import may_be_people
from survey.read.person_name import is_lunar_year, is_surname


def find_names(parts: list[Part], *, introduced: bool) -> list[int]:
    """The places of the names. Facts that may be part of something else become asides; so do words that may be a name, as `moot`."""
    _drop_mixed(parts)
    places = _names(parts, introduced=introduced)
    _drop_mixed(parts)
    _drop_without_name(parts)
    return places


def _drop_mixed(parts: list[Part]) -> None:
    """Words of relation or sex between other words are no facts: "ở với bà ngoại", "con anh Rin đi học"."""
    stretch: list[Part] = []
    for part in [*parts, Part(Kind.BREAK, "")]:
        if part.kind in {Kind.ASIDE, Kind.FACT} and part.figure is None:
            stretch.append(part)
            continue
        kin = [one for one in stretch if one.relation and not one.glued]
        if any(one.kind is Kind.ASIDE for one in stretch) or len(kin) > 1:
            _set_aside(parts, stretch)
        if len(kin) > 1:
            # "Chi Chau Con", where only one of them can be told, may be a name.
            stretch[0].moot = True
        stretch = []


def _set_aside(parts: list[Part], stretch: list[Part]) -> None:
    for part in stretch:
        part.kind = Kind.ASIDE
        before = parts[parts.index(part) - 1] if part is not parts[0] else part
        if part.moot and part.prefer != "fact" and before.kind is Kind.NAME:
            before.flawed = True


def _drop_without_name(parts: list[Part]) -> None:
    """A relation that leads in somebody who is not understood is nobody's: "mẹ: hồ nam"."""
    for place, part in enumerate(parts):
        following = next((one for one in parts[place + 1 :] if one.kind is not Kind.COLON), None)
        if (part.glued or part.surely_next) and (following is None or following.kind is not Kind.NAME):
            part.kind, part.moot = Kind.ASIDE, True


def _names(parts: list[Part], *, introduced: bool) -> list[int]:
    """The places of the names among those words that may be one; the others become asides that may be people (`moot`)."""
    found: list[int] = []
    for place, part in enumerate(parts):
        if part.kind is not Kind.NAME:
            continue
        alone = introduced and len(parts) == 1 and part.text[0].isupper()
        if alone or _is_person(parts, place, first=not found):
            found.append(place)
        else:
            part.kind, part.moot = Kind.ASIDE, True
    return found


def _is_person(parts: list[Part], place: int, *, first: bool) -> bool:
    part = parts[place]
    facts = facts_around(parts, place, whole_line=first)
    told = any(fact.relation or fact.sex for fact in facts)
    words = len(part.name)
    if (not first and is_lunar_year(part.name)) or may_be_people(part.name):
        return False
    if part.sure or part.renames:
        return True
    if not first and not _stands_alone(parts, place):
        return False
    if part.set_off:
        return bool(facts) or (first and words > 1)
    if first and not facts:
        return words > 1 and all(word[0].isupper() for word in part.name)
    if words == 1:
        return told and len(facts) > 1 and phrase_at(part.name, 0) is None
    return words < 5 and told and (is_surname(part.name[0]) or all(word[0].isupper() for word in part.name))


def facts_around(parts: list[Part], place: int, *, whole_line: bool) -> list[Part]:
    """The facts of the same piece between signs, or of the whole line."""
    if whole_line:
        return [part for part in parts if part.kind is Kind.FACT and not (part.figure and part.figure.cccd)]
    before = next((n for n in range(place - 1, -1, -1) if parts[n].kind in {Kind.BREAK, Kind.NAME}), -1)
    behind = next((n for n in range(place + 1, len(parts)) if parts[n].kind in {Kind.BREAK, Kind.NAME}), len(parts))
    return [
        part
        for n, part in enumerate(parts[before + 1 : behind], start=before + 1)
        if part.kind is Kind.FACT and (n > place or part.glued)
    ]


def _stands_alone(parts: list[Part], place: int) -> bool:
    """Whether a sign, or a relation that belongs to it, stands before a name that follows another: no "con Rin" behind "Nô 2024"."""
    for part in reversed(parts[:place]):
        if part.kind in {Kind.BREAK, Kind.COLON}:
            return True
        if part.kind is not Kind.FACT or not part.relation:
            return False
        if part.glued and any(one.kind is Kind.FACT and one.relation for one in parts[: parts.index(part)]):
            return True
    return False
