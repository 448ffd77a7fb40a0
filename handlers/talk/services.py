"""What all turns share: texts, rulesets, settings and the forms, parsed once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chat import Capabilities
from handlers.talk.texts import Texts, load_texts
from storage.records import FormVersion
from storage.work import Work
from survey.interview.asks.outline import Outline, outline
from survey.privacy import AnswerTime, load_privacy
from survey.programme.plan import Programme, load_programme
from survey.review import Ruleset, load_ruleset
from survey.xform import load_form

THRESHOLDS = "nguong.csv"
"""The secondary instance in which a form finds its ruleset's thresholds."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What a bot's plan allows in a calendar month; 0 = no limit."""

    channel: str
    bot: str
    messages: int
    users: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner may set about the conversation."""

    commune: str
    controller: str
    privacy_basis: str = "consent"  # or "legal_duty"; which one the law asks for is UNKNOWN, see docs/decisions
    invite_hours: int = 72
    invite_tries: int = 5
    nudge_hours: int = 24
    telegram_bot: str = ""
    quotas: tuple[Quota, ...] = ()
    contact: str = ""
    """Whom people can ask who cannot write with the bot; "" = the commune by its name."""


@dataclass(frozen=True, slots=True)
class Services:
    """Shared by all turns of a process and never changed, but for the cache of parsed forms."""

    texts: Texts
    rulesets: tuple[Ruleset, ...]
    programme: Programme
    answer_time: AnswerTime
    settings: Settings
    choose: Callable[[str], str]
    files: Mapping[str, bytes]
    stored: Callable[[str], bytes]
    """The content of a file that somebody sent, by its key."""
    outlines: dict[tuple[int, str], Outline] = field(default_factory=dict)
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
        files = {name: content for name, content in self.files.items() if not name.endswith((".md", ".xlsx"))}
        return files | ({THRESHOLDS: self.ruleset(ruleset).threshold_csv()} if ruleset else {})


def nothing_stored(key: str) -> bytes:
    """For uses without a file store."""
    raise KeyError(key)


def load(
    files: Mapping[str, bytes],
    settings: Settings,
    choose: Callable[[str], str],
    stored: Callable[[str], bytes] = nothing_stored,
) -> Services:
    """Read `content/`: "texts/x.toml", "rulesets/x.toml", "forms/x.md" … Raises TextsError, RulesetError, ProgrammeError or PrivacyError with every mistake."""
    rulesets = [load_ruleset(content) for name, content in sorted(files.items()) if _is(name, "rulesets/", ".toml")]
    texts = load_texts({name: content for name, content in files.items() if _is(name, "texts/", ".toml")})
    forms = {name.removeprefix("forms/"): content for name, content in files.items() if name.startswith("forms/")}
    programme = load_programme({name: one for name, one in files.items() if _is(name, "programme/", ".toml")})
    privacy = load_privacy({name: one for name, one in files.items() if _is(name, "privacy/", ".toml")})
    return Services(texts, tuple(rulesets), programme, privacy, settings, choose, forms, stored)


def _is(name: str, folder: str, ending: str) -> bool:
    return name.startswith(folder) and name.endswith(ending)
