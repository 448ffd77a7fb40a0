"""Sealing, opening, look-up."""

import base64
import time
from collections.abc import Callable

import pytest

from storage.crypto import Cipher, new_key
from storage.errors import BadKeyError, WrongKeyError

KEY = base64.b64encode(b"k" * 32).decode()
OTHER = base64.b64encode(b"o" * 32).decode()


@pytest.mark.parametrize("text", ["", "051087000123", "khuyết tật nặng", "x" * 10_000])
def test_what_is_sealed_opens_again(text: str) -> None:
    cipher = Cipher(KEY)
    sealed = cipher.seal(text, "answer.value")
    assert text.encode() not in sealed or not text
    assert cipher.open(sealed, "answer.value") == text


def test_two_seals_of_one_text_differ() -> None:
    cipher = Cipher(KEY)
    assert cipher.seal("051087000123", "a") != cipher.seal("051087000123", "a")


def test_another_place_another_key_or_a_changed_byte_does_not_open() -> None:
    cipher = Cipher(KEY)
    sealed = cipher.seal("051087000123", "member.cccd")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    attempts: tuple[Callable[[], str], ...] = (
        lambda: cipher.open(sealed, "answer.value"),
        lambda: Cipher(OTHER).open(sealed, "member.cccd"),
        lambda: cipher.open(changed, "member.cccd"),
        lambda: cipher.open(b"\x09" + sealed[1:], "member.cccd"),
        lambda: cipher.open(b"", "member.cccd"),
        lambda: cipher.open(sealed[:6], "member.cccd"),
    )
    for attempt in attempts:
        with pytest.raises(WrongKeyError, match=r"answer\.value|member\.cccd"):
            attempt()


def test_an_absent_value_is_the_default() -> None:
    assert Cipher(KEY).open_or(None, "inbox.body", "—") == "—"


def test_digests_are_equal_for_equal_texts_of_one_place_and_key_only() -> None:
    cipher = Cipher(KEY)
    digest = cipher.digest("051087000123", "member.cccd")
    assert digest == Cipher(KEY).digest("051087000123", "member.cccd")
    assert digest != cipher.digest("051087000124", "member.cccd")
    assert digest != cipher.digest("051087000123", "answer.value")
    assert digest != Cipher(OTHER).digest("051087000123", "member.cccd")
    assert cipher.digest("b", "a") != cipher.digest("", "ab")


@pytest.mark.parametrize("key", ["", "abc", "k" * 44, base64.b64encode(b"short").decode(), "không phải khoá"])
def test_a_key_that_is_none_is_refused_with_the_cure(key: str) -> None:
    with pytest.raises(BadKeyError, match="32 random bytes in base64"):
        Cipher(key)


def test_a_new_key_is_a_key() -> None:
    assert new_key() != new_key()
    assert Cipher(new_key(lambda n: b"k" * n)).digest("a", "b") == Cipher(KEY).digest("a", "b")


def test_sealing_is_fast_enough_for_a_turn() -> None:
    cipher = Cipher(KEY)
    began = time.perf_counter()
    for _ in range(1000):
        cipher.open(cipher.seal("051087000123", "answer.value"), "answer.value")
    assert (
        time.perf_counter() - began < 0.5
    )  # about 10 ms on this project's machines; 1,000 answers are more than a turn has
