"""What the bot says: sentences by key from `content/texts/`, with named places to fill."""

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

_FORMATTER = string.Formatter()
_LONG_NUMBER = re.compile(r"(?<![\d/])\d(?:[ .-]?\d){8,}(?![\d/])")


def _mask(text: str) -> str:
    return _LONG_NUMBER.sub(lambda found: "•••" + found.group()[-3:], text)


@dataclass(frozen=True, slots=True)
class Public:
    """Words of the owner, a number to call among them: they are said as they are."""

    words: str

    def __str__(self) -> str:
        return self.words


class TextsError(Exception):
    """The texts are not usable; `mistakes` says what, one sentence each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Texts:
    """Sentences by key ("interview.done"); calling it fills one in."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = dict(sentences)

    def __call__(self, key: str, **places: object) -> str:
        """The sentence, filled. A long number in what a person typed (căn cước, phone) is never said back in full."""
        shown = {name: _mask(value) if isinstance(value, str) else value for name, value in places.items()}
        return self._sentences[key].format(**shown)

    def several(self, key: str) -> list[str]:
        """The phrases that a sentence lists, as it stands: "Đi làm|Đi vắng"."""
        return self(key).split("|")

    def channel(self, name: str) -> str:
        """What people call a channel; its own name where nobody wrote another."""
        return self._sentences.get(f"channel.{name}", name)

    def __contains__(self, key: object) -> bool:
        return key in self._sentences

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def places(self, key: str) -> frozenset[str]:
        """The names that a sentence wants filled."""
        return frozenset(name for _, name, _, _ in _FORMATTER.parse(self._sentences[key]) if name)


def load_texts(files: Mapping[str, bytes]) -> Texts:
    """Read `texts/*.toml`; a file's tables give the keys' first parts. Raises TextsError with every mistake."""
    sentences: dict[str, str] = {}
    mistakes: list[str] = []
    for name, content in sorted(files.items()):
        try:
            tree = tomllib.loads(content.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            mistakes.append(f"content/{name}: không đọc được ({error}); sửa lại cho đúng TOML, mã UTF-8.")
            continue
        _collect(tree, "", name, sentences, mistakes)
    if mistakes:
        raise TextsError(mistakes)
    return Texts(sentences)


def _collect(
    tree: Mapping[str, object], prefix: str, name: str, sentences: dict[str, str], mistakes: list[str]
) -> None:
    for key, value in tree.items():
        full = f"{prefix}{key}"
        if isinstance(value, Mapping):
            _collect(value, f"{full}.", name, sentences, mistakes)
        elif not isinstance(value, str):
            mistakes.append(f'content/{name}: "{full}" phải là một câu trong dấu nháy.')
        elif full in sentences:
            mistakes.append(f'content/{name}: "{full}" đã có ở tệp khác; mỗi câu chỉ viết một lần.')
        else:
            sentences[full] = value.strip("\n")
