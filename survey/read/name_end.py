"""Where a name ends and the words about its bearer begin: "Phạm Văn Nam nam 1987", "Đinh Hoài Nam 1990"."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.read.member_words import Phrase, Say, phrase_at
from survey.read.person_name import goes_with, is_name_word, is_only_surname, is_surname, middle_sex, too_long
from survey.read.spelling import fold

_ALSO_GIVEN = frozenset({"anh", "chau", "chi", "me", "bo", "ong", "ba", "ma", "cha", "khac", "gai"})
"""Words of relation and sex that are given names too, where they are typed like this."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line; `opens`: the first of the line or of a sentence, where a phone sets the capital."""

    text: str
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class NameEnd:
    """How many words a name has. `moot`: the next word may belong to it as well, or be a fact; `prefer` says which ("fact", "name", "")."""

    length: int
    flawed: bool = False
    moot: bool = False
    prefer: str = ""


def name_end(run: Sequence[Word], after: str, *, meant: bool) -> NameEnd:
    """The end of the name that begins a run of words; `after`: what stands behind the run ("break", "figure", "end" …).

    `meant`: capitals were set with purpose in this line, so that "nam" is no part of a name and "Nam" may be one.
    """
    texts = [word.text for word in run]
    length, flawed = 1, False
    while length < len(run):
        phrase = phrase_at(texts, length)
        if _must_go_on(texts, length, phrase):
            flawed = flawed or _odd_after_middle(run, length, phrase, meant=meant)
        elif _next_person(texts, length) or (
            phrase is not None and not _is_name_here(run, length, phrase, after, meant=meant)
        ):
            break
        length += 1
    flawed = flawed or _is_no_name(run[:length], whole=length == len(run), after=after, meant=meant)
    if length == len(run):
        return NameEnd(length, flawed)
    phrase = phrase_at(texts, length)
    if phrase is None or phrase.say is Say.AND:
        return NameEnd(length, flawed)
    return _ended_by(run, length, phrase, after, meant=meant, flawed=flawed)


def _must_go_on(texts: Sequence[str], length: int, phrase: Phrase | None) -> bool:
    """Behind "Văn", "Thị" and a family name any word is a name: Phạm Văn Nam, Hồ Thị Ba, Đinh Con."""
    said_at_length = phrase is not None and phrase.say in {Say.KINSHIP, Say.BORN} and phrase.length > 1
    behind = middle_sex(texts[length - 1]) is not None or (length == 1 and is_only_surname(texts[0]))
    return behind and not said_at_length


def _odd_after_middle(run: Sequence[Word], length: int, phrase: Phrase | None, *, meant: bool) -> bool:
    if phrase is None or phrase.bare:
        return False
    small = run[length - 1].capital and not run[length].capital
    return length > 2 or (meant and small) or (length == 1 and phrase.say not in {Say.KINSHIP, Say.UNSURE})


def leads_on(texts: Sequence[str], place: int) -> bool:
    """Whether "va" or "voi", typed without marks, stands before somebody: "va Dinh Thi Vay", "va vo la Vay"."""
    if texts[place].lower() not in {"va", "voi"} or place + 1 == len(texts):
        return False
    following = phrase_at(texts, place + 1)
    return is_surname(texts[place + 1]) or (
        following is not None and following.say in {Say.TITLE, Say.KINSHIP, Say.UNSURE}
    )


def _next_person(texts: Sequence[str], length: int) -> bool:
    """The next one's family name: "Nghĩa Đinh Thị Vay", "va Dinh Thi Vay"."""
    if leads_on(texts, length):
        return True
    behind = texts[length + 1 : length + 2]
    return length > 1 and is_only_surname(texts[length]) and bool(behind) and middle_sex(behind[0]) is not None


def _is_name_here(run: Sequence[Word], length: int, phrase: Phrase, after: str, *, meant: bool) -> bool:
    """Whether a word that says something else is part of a name, by its capital or because it has no marks or leads in no year."""
    if phrase.say is Say.BORN and (length + phrase.length < len(run) or after not in {"figure", "colon"}):
        return True
    if phrase.bare and phrase.say is not Say.BORN:
        return True
    if not meant or not run[length].capital:
        return False
    if phrase.length > 1:
        return not run[length + 1].capital
    if phrase.say is not Say.KINSHIP and phrase.say is not Say.BORN:
        return True
    goes_on = run[length + 1 : length + 2]
    return bool(goes_on) and goes_on[0].capital


def _is_no_name(name: Sequence[Word], *, whole: bool, after: str, meant: bool) -> bool:
    texts = [word.text for word in name]
    if any(map(is_only_surname, texts[2:-1])):
        return True
    initial = len(name) > 1 and len(texts[-1]) == 1
    if too_long(texts) or not all(map(is_name_word, texts[:-1] if initial else texts)):
        return True
    if middle_sex(texts[-1]) and len(name) > 1 and not (whole and after in {"break", "end"}):
        return True
    small = [word for word in name[2:] if not word.capital]
    if not meant or not name[0].capital or not small or middle_sex(name[-2].text):
        return False
    trailing = next(n for n, word in enumerate([*reversed(name)]) if word.capital)
    return trailing > 1 or (trailing == 1 and not (whole and after == "break"))


def _ended_by(run: Sequence[Word], length: int, phrase: Phrase, after: str, *, meant: bool, flawed: bool) -> NameEnd:
    name, word = [one.text for one in run[:length]], run[length]
    if phrase.length > 1 or (meant and not word.capital):
        small = meant and not word.capital
        alone = length == 1 and is_surname(name[0]) and not small and not _is_head(run, length)
        return NameEnd(
            length, flawed or alone or (not small and _is_name_and_kin(run[length : length + phrase.length]))
        )
    if phrase.say is Say.KINSHIP or phrase.say is Say.UNSURE:
        prefer = _prefer(name, word, meant=meant)
        if length + 1 == len(run) and after == "break":
            prefer = _before_comma(word, prefer, meant=meant)
        return NameEnd(length, flawed, moot=True, prefer=prefer)
    if phrase.say is Say.BORN:
        prefer = _prefer(name, word, meant=meant)
        return NameEnd(length, flawed, moot=True, prefer=prefer)
    return NameEnd(length, flawed=True)


def _is_head(run: Sequence[Word], start: int) -> bool:
    return [fold(word.text) for word in run[start : start + 2]] == ["chu", "ho"]


def _is_name_and_kin(phrase: Sequence[Word]) -> bool:
    """Whether "anh vợ" may as well be the end of a name and "vợ", "cháu chủ hộ" that of a name and "chủ hộ"."""
    return fold(phrase[0].text) in _ALSO_GIVEN | {"em"} and fold(phrase[-1].text) in {"vo", "chong", "ho"}


def _before_comma(word: Word, prefer: str, *, meant: bool) -> str:
    """Before a comma everything should be the name: a word that could be a fact there is not clear, one with a capital is its end."""
    if meant:
        return "name" if fold(word.text) not in {"nam", "nu", "trai", "gai"} else prefer
    return "" if prefer == "fact" else prefer


def _prefer(name: Sequence[str], word: Word, *, meant: bool) -> str:
    """What a word such as "nam" or "anh" is behind these words, where nothing else tells."""
    said = word.text.lower()
    if len(name) == 1 and is_surname(name[0]) and (word.capital or not meant):
        return ""
    titled = word.capital and not word.text.isupper()
    if said in {"vợ", "chồng"}:
        return "fact"
    if titled or meant:
        return ""
    if fold(said) in {"nam", "nu"}:
        return "" if goes_with(name[-1], fold(said)) else "fact"
    if said in _ALSO_GIVEN or (said == "em" and fold(name[-1]) == "be"):
        return ""
    return "fact"
