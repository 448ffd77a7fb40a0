"""A roster line taken apart: names, what is told of people, and what stands between them. Who is told what is not decided here."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from survey.read.kinship import NOT_OFFERED
from survey.read.member_numbers import Figure
from survey.read.member_tokens import Token, tokens_of
from survey.read.member_words import Phrase, Say, phrase_at
from survey.read.name_end import Word, leads_on, name_end
from survey.read.peoples import ends_in_people, may_end_in_people, people_at
from survey.read.person_name import has_middle, is_only_surname, is_surname, middle_sex
from survey.read.spelling import fold, is_plain


class Kind(StrEnum):
    """What a part of a line is."""

    NAME = "name"
    FACT = "fact"
    """Something told of a person."""
    ASIDE = "aside"
    """Words that are no name and tell nothing that is recorded."""
    BREAK = "break"
    """A comma, a semicolon, a slash, "và"."""
    COLON = "colon"
    COUPLE = "couple"
    """ "vợ chồng": more than one person."""


@dataclass(slots=True)
class Part:
    """One part, as it was typed."""

    kind: Kind
    text: str
    relation: str = ""
    sex: str = ""
    ethnicity: str = ""
    """A people, as it was typed."""
    figure: Figure | None = None
    name: tuple[str, ...] = ()
    sure: bool = False
    """A name by what it is made of, not only by its place."""
    set_off: bool = False
    """A name in capitals that were set with purpose."""
    flawed: bool = False
    """A name whose end is not clear."""
    renames: bool = False
    """A name after the word "tên"."""
    moot: bool = False
    """Of a fact: its word may be the last one of the name before it. Of an aside or "và": somebody else may come there."""
    prefer: str = ""
    """Of a moot fact: "fact" or "name", where nothing else decides; "" where nobody can know."""
    followed: str = ""
    """Of a moot fact: the word right behind it."""
    or_year: bool = False
    """ "nam" before a year, in a line without marks: a man, or "năm"."""
    glued: bool = False
    """A relation right before a name: "vợ Vay"."""
    piece: int = 0
    """How many commas and other signs stand before it."""
    surely_next: bool = False
    """… with a word or sign that leaves no doubt: "vợ là Vay", "vợ: Vay"."""


_ROUGHLY = frozenset({"khoảng", "chừng", "độ", "gần", "hơn", "~", "≈", "<", "?"})
_PET_NAMES = frozenset({"bé", "be", "cu", "út", "ut"})
_SURNAME_OR_KIN = frozenset({"vo", "chau", "ho", "la"})
"""Typed without marks: "vợ" and Võ, "cháu" and Châu, "họ" and Hồ, "là" and La."""
_COUNTED = frozenset({"con", "cháu", "chau", "người", "nguoi", "đứa", "dua", "vợ", "vo", "mẹ", "me"})


def take_apart(line: str, today: date) -> list[Part]:
    """The parts of one line in order."""
    reading = _Reading(tokens_of(line, today))
    while reading.place < len(reading.tokens):
        reading.step()
    piece = 0
    for part in reading.parts:
        piece += part.kind is Kind.BREAK
        part.piece = piece
    return reading.parts


class _Reading:
    """A line while it is taken apart."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.parts: list[Part] = []
        self.place = 0
        self._named = self._of_whom = False
        words = [token.word for token in tokens if token.word is not None]
        self._plain = all(is_plain(word.text) for word in words)
        self._meant = self._capitals_are_meant(words)

    @staticmethod
    def _capitals_are_meant(words: list[Word]) -> bool:
        """Whether somebody has set capitals with purpose: some where no phone sets them, small letters too, none on words such as "nam"."""
        texts = [word.text for word in words]
        if not any(word.capital and not word.opens for word in words):
            return False
        if all(word.capital for word in words):
            # Names and figures alone: "Hoành 1990, Sương 1992".
            return not all(map(str.isupper, texts)) and not any(phrase_at(texts, place) for place in range(len(texts)))
        shouted = (
            word.capital and not word.opens and (phrase.length > 1 or fold(word.text) == "chong" or word.text == "Vợ")
            for place, word in enumerate(words)
            if (phrase := phrase_at(texts, place)) and phrase.say in {Say.KINSHIP, Say.BORN}
        )
        return not any(shouted)

    def step(self) -> None:
        token = self.tokens[self.place]
        if token.word is not None:
            self._words()
            return
        self.place += 1
        if token.figure is not None:
            self._figure(token.figure)
        else:
            kind = {"break": Kind.BREAK, "colon": Kind.COLON}.get(token.kind, Kind.ASIDE)
            self.parts.append(Part(kind, token.text))

    def _figure(self, figure: Figure) -> None:
        run = self._run()
        before = self.parts[-1].text.lower() if self.parts else ""
        if before in _ROUGHLY:
            figure = replace(figure, unsure=True)
        if before.split()[-1:] in (["lớp"], ["lop"]):
            # Of a class, no year and no number of people: "lớp 9 con".
            text = f"{self.parts.pop().text} {figure.text}"
            self.parts.append(Part(Kind.ASIDE, text, figure=Figure(text)))
            return
        says = figure.cccd or figure.born or figure.unsure
        many = not says and len(figure.text) == 1 and run and run[0].text.lower() in _COUNTED
        self.parts.append(Part(Kind.FACT if says else Kind.COUPLE if many else Kind.ASIDE, figure.text, figure=figure))

    # --- words -------------------------------------------------------------------------------------------------------------------------

    def _run(self) -> list[Word]:
        """The words from here to the next figure or sign."""
        run: list[Word] = []
        for token in self.tokens[self.place :]:
            if token.word is None:
                break
            run.append(token.word)
        return run

    def _after(self, length: int) -> str:
        """The kind of the token behind so many words."""
        place = self.place + length
        return self.tokens[place].kind if place < len(self.tokens) else "end"

    def _words(self) -> None:
        run = self._run()
        texts = [word.text for word in run]
        known = people_at(texts)
        phrase = phrase_at(texts, 0)
        if known:
            self._emit(Part(Kind.FACT, " ".join(texts[: known[1]]), ethnicity=known[0]), known[1])
        elif self.parts and leads_on(texts, 0):
            self._emit(Part(Kind.BREAK, texts[0], moot=True), 1)
        elif texts[0].lower() in _PET_NAMES and len(run) > 1 and is_only_surname(texts[1]):
            self._emit(None, 1)
        elif phrase is None or self._begins_name(run, phrase):
            self._name(run)
        else:
            self._said(run, phrase)

    def _emit(self, part: Part | None, length: int) -> None:
        if part is not None:
            self.parts.append(part)
        self.place += length

    def _begins_name(self, run: list[Word], phrase: Phrase) -> bool:
        """Whether a word that says something else begins a name here: "Ho Thi Ba", "La Văn Cầu"."""
        if len(run) > 1 and phrase.length == 1 and middle_sex(run[1].text):
            return phrase.say is not Say.KINSHIP or run[0].text.lower() == "vo"
        if phrase.say is Say.FILLER and phrase.bare:
            leads_in = bool(self.parts and self.parts[-1].relation) or self._named
            return not (leads_in and run[0].text.lower() == "la")
        if phrase.say is Say.UNSURE:
            pair = phrase.length == 1 and len(run) > 1 and run[0].capital and run[1].capital
            return self._meant and pair and not is_surname(run[1].text)
        if phrase.say is Say.TITLE and phrase.bare:
            return not (len(run) > 1 and (is_surname(run[1].text) or (run[1].capital and not run[0].capital)))
        return phrase.bare and phrase.say in {Say.REMARK, Say.AND, Say.COUPLE}

    def _name(self, run: list[Word]) -> None:
        end = name_end(run, self._after(len(run)), meant=self._meant)
        if people := ends_in_people([word.text for word in run[: end.length]]):
            end = replace(end, length=end.length - people, moot=False)
        name = tuple(word.text for word in run[: end.length])
        capitals = all(word.capital for word in run[: end.length])
        part = Part(Kind.NAME, " ".join(name), name=name, flawed=end.flawed)
        part.set_off = self._meant and capitals
        part.sure = has_middle(name) or (capitals and len(name) > 1 and is_surname(name[0]))
        part.renames = self._named
        self._named = False
        part.flawed = part.flawed or self._may_lack_surname(part) or self._of_whom or may_end_in_people(name)
        self._of_whom = False
        self._emit(part, end.length)
        if end.moot:
            self._said(run[end.length :], phrase_at([word.text for word in run], end.length), moot=end.prefer)

    def _may_lack_surname(self, part: Part) -> bool:
        """Whether the word before the name may be its first: "vo minh tam", "Ông Văn Dắt"."""
        before = self.tokens[self.place - 1] if self.place else None
        if before is None or before.word is None:
            return False
        behind_unsure = bool(self.parts) and self.parts[-1].kind is Kind.ASIDE and self.parts[-1].moot
        if behind_unsure or middle_sex(part.name[0]) or part.name[0].lower() == "la":
            return True
        return before.text.lower() in _SURNAME_OR_KIN and not is_only_surname(part.name[0])

    def _said(self, run: list[Word], phrase: Phrase | None, moot: str | None = None) -> None:
        assert phrase is not None
        text = " ".join(word.text for word in run[: phrase.length])
        if phrase.say is Say.KINSHIP:
            part: Part | None = self._kinship(run, phrase, text)
        elif phrase.say is Say.UNSURE:
            part = Part(Kind.FACT, text, relation=NOT_OFFERED, glued=self._name_follows(run, phrase))
        elif phrase.say is Say.BORN:
            leads = self._after(phrase.length) in {"figure", "colon"} and phrase.length == len(run)
            part = None if leads else Part(Kind.ASIDE, text)
        elif phrase.say is Say.TITLE:
            part = None if self._name_follows(run, phrase) else Part(Kind.ASIDE, text)
        else:
            part = self._other(phrase, text)
        if moot is not None:
            part = part or Part(Kind.FACT, text)
            part.moot, part.prefer = True, moot
            part.followed = run[phrase.length].text.lower() if len(run) > phrase.length else ""
        self._emit(part, phrase.length)

    def _other(self, phrase: Phrase, text: str) -> Part | None:
        if phrase.say is Say.NAMED:
            self._named = True
            return None
        if phrase.say is Say.FILLER:
            before = self.parts[-1] if self.parts else None
            if before is not None and before.relation and fold(text) == "la" and self.place:
                before.surely_next = before.text.split()[-1] == self.tokens[self.place - 1].text
            return None
        kind = {Say.AND: Kind.BREAK, Say.COUPLE: Kind.COUPLE}.get(phrase.say, Kind.ASIDE)
        return Part(kind, text, moot=kind is Kind.BREAK)

    def _kinship(self, run: list[Word], phrase: Phrase, text: str) -> Part | None:
        kinship = phrase.kinship
        part = Part(Kind.FACT, text, kinship.relation or "", kinship.sex or "")
        if kinship.relation == NOT_OFFERED and _SURNAME_OR_KIN & set(text.lower().split()):
            return Part(Kind.ASIDE, text, moot=True)
        part.glued = bool(part.relation) and self._name_follows(run, phrase)
        self._of_whom = self._is_of_whom(run, phrase, part)
        part.surely_next = self._after(phrase.length) == "colon" and phrase.length == len(run)
        leads = [word.text.lower() for word in run[phrase.length :]] in ([], ["sinh"])
        part.or_year = text.lower() == "nam" and self._plain and leads and self._after(len(run)) == "figure"
        said_in_full = len(run) > phrase.length and run[phrase.length].text.lower() == "là"
        if kinship.title and part.glued and not said_in_full:
            return None
        return part

    def _is_of_whom(self, run: list[Word], phrase: Phrase, part: Part) -> bool:
        """Whether the name behind the relation may be whose child somebody is: "con anh Rin", "con chủ hộ: Rin"."""
        said = [fold(word.text) for word in run[: phrase.length]]
        leads_in = part.glued or self._after(phrase.length) == "colon" or self._name_behind_la(run, phrase)
        if phrase.length > 2 and said[-2:] == ["chu", "ho"] and leads_in:
            return True
        if not part.glued or phrase.kinship.title or part.relation == "chu_ho":
            return False
        following = phrase_at([word.text for word in run], phrase.length)
        return following is not None and (following.say is Say.TITLE or following.kinship.title)

    def _name_behind_la(self, run: list[Word], phrase: Phrase) -> bool:
        return len(run) > phrase.length and fold(run[phrase.length].text) == "la"

    def _name_follows(self, run: list[Word], phrase: Phrase) -> bool:
        """Whether a name stands right behind, "là" and titles left out of account."""
        texts = [word.text for word in run]
        place = phrase.length
        while place < len(run):
            if people_at(texts, place):
                return False
            following = phrase_at(texts, place)
            if following is None or self._begins_name(run[place:], following):
                return not (following and following.say is Say.FILLER and place + 1 == len(run))
            is_title = following.say is Say.TITLE or (following.say is Say.KINSHIP and following.kinship.title)
            if not (is_title or following.say in {Say.FILLER, Say.NAMED}):
                return False
            place += following.length
        return False
