"""What all turns share: texts, rulesets, plans, settings and the forms, parsed once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from chat import Capabilities
from handlers.sentences import WANTED
from handlers.talk.texts import Texts, load_texts
from storage.demo.reading import FILE as DEMO
from storage.demo.reading import read_demo
from storage.records import FormVersion
from storage.work import Work
from survey.content.mistakes import Gathered, Mistake
from survey.exports.templates import load_templates
from survey.interview.asks.outline import Outline, outline
from survey.privacy import AnswerTime, load_privacy
from survey.programme.plan import Programme, load_plans
from survey.register.lexicon import Lexicon, load_lexicon
from survey.review import Ruleset, load_rulesets
from survey.sheet import form_mistakes
from survey.xform import load_form

FORMS = (".md", ".xlsx")
"""Endings of the files that are forms."""

THRESHOLDS = "nguong.csv"
"""The secondary instance in which a form finds its ruleset's thresholds."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What a bot's plan allows in a calendar month; 0 = no limit."""

    channel: str
    bot: str
    messages: int
    users: int
    strangers: int = 10
    """Per cent of the messages that may go to people whom nobody invited."""

    @property
    def for_strangers(self) -> int:
        return self.messages * self.strangers // 100


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner may set about the conversation."""

    privacy_basis: str = "consent"  # or "legal_duty"; which one the law asks for is UNKNOWN, see docs/decisions
    invite_hours: int = 72
    invite_tries: int = 5
    nudge_hours: int = 24
    telegram_bot: str = ""
    quotas: tuple[Quota, ...] = ()
    public_url: str = ""
    """The address of the server as people's browsers reach it; "" = they do not."""
    controller: str = ""
    contact: str = ""
    """As settings said it before communes had their own: a commune that has none takes it over at the start."""


@dataclass(frozen=True, slots=True)
class Services:
    """Shared by all turns of a process and never changed, but for the cache of parsed forms."""

    texts: Texts
    rulesets: tuple[Ruleset, ...]
    plans: tuple[Programme, ...]
    answer_time: AnswerTime
    lexicon: Lexicon
    settings: Settings
    choose: Callable[[str], str]
    files: Mapping[str, bytes]
    stored: Callable[[str], bytes]
    """The content of a file that somebody sent, by its key."""
    outlines: dict[tuple[int, str], Outline] = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)
    """Papers to be filled in, by their names in the content folder."""
    channels: dict[str, Capabilities] = field(default_factory=dict)
    """What each channel can carry, by its name; filled once the channels are made."""

    def ruleset(self, key: str) -> Ruleset:
        return next(one for one in self.rulesets if one.id == key)

    def outline(self, work: Work, version_id: int, ruleset: str) -> Outline:
        """The questions of a published form version under a ruleset's thresholds."""
        known = self.outlines.get((version_id, ruleset))
        if known is None:
            known = self._parse(work.forms.get(version_id), ruleset)
            self.outlines[version_id, ruleset] = known
        return known

    def _parse(self, version: FormVersion | None, ruleset: str) -> Outline:
        assert version is not None
        return outline(load_form(version.xform, self.instances(ruleset)))

    def instances(self, ruleset: str) -> dict[str, bytes]:
        """The files that a form may name: those beside it, and the thresholds of the ruleset."""
        return beside(self.files) | ({THRESHOLDS: self.ruleset(ruleset).threshold_csv()} if ruleset else {})


def beside(forms: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the folder of forms that are no forms themselves: what forms look values up in."""
    return {name: content for name, content in forms.items() if not name.endswith(FORMS)}


def nothing_stored(key: str) -> bytes:
    """For uses without a file store."""
    raise KeyError(key)


def load(
    files: Mapping[str, bytes],
    settings: Settings,
    choose: Callable[[str], str],
    stored: Callable[[str], bytes] = nothing_stored,
    needed: tuple[str, ...] = (),
) -> Services:
    """Read `content/`: "texts/x.toml", "rulesets/x.toml", "forms/x.md" … Raises ContentError with every mistake of all files.

    `needed`: files that have to be there beside those that always have to.
    """
    gathered = Gathered([_lost(name) for name in needed if name not in files])
    texts = gathered.of(partial(load_texts, _in(files, "texts/"), WANTED), None)
    rulesets = gathered.of(partial(load_rulesets, _in(files, "rulesets/")), ())
    plans = gathered.of(partial(load_plans, _in(files, "programme/")), ())
    privacy = gathered.of(partial(load_privacy, _in(files, "privacy/")), None)
    lexicon = gathered.of(partial(load_lexicon, _in(files, "register/")), None)
    templates = gathered.of(partial(load_templates, files), {})
    if DEMO in files:
        gathered.of(partial(read_demo, files[DEMO]), None)
    forms = {name.removeprefix("forms/"): content for name, content in files.items() if name.startswith("forms/")}
    gathered.mistakes += _of_forms(forms, rulesets)
    gathered.settle()
    assert texts is not None, "what could not be read was raised"
    assert privacy is not None, "what could not be read was raised"
    assert lexicon is not None, "what could not be read was raised"
    return Services(texts, rulesets, plans, privacy, lexicon, settings, choose, forms, stored, templates=templates)


def _in(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.startswith(folder) and name.endswith(".toml")}


def _lost(name: str) -> Mistake:
    return Mistake(name, "", "không có tệp này.", "Lấy lại từ bản cài đặt.")


def _of_forms(forms: Mapping[str, bytes], rulesets: tuple[Ruleset, ...]) -> Iterator[Mistake]:
    """Forms read the thresholds of a ruleset: while no ruleset can be read, nothing can be said of them."""
    if rulesets:
        files = beside(forms) | {THRESHOLDS: rulesets[-1].threshold_csv()}
        for name, content in sorted(forms.items()):
            if name.endswith(FORMS):
                yield from form_mistakes(f"forms/{name}", content, files)
