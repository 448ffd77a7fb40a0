"""`verify` of the living database: each fault of a row or a file has its sentence, and what is sound is not complained of."""

from collections.abc import Callable

import pytest

from bot.operations.verify import verify_database
from bot.process import StartError
from bot.settings.config import Settings
from storage.records import StoredFile
from tests.bot.support.examined import change
from tests.bot.support.kept_house import *  # noqa: F403 - fixtures
from tests.bot.support.kept_house import AT, PHOTO_KEY, House, raw, store_of


def _no_bytes(settings: Settings) -> None:
    store_of(settings).remove(PHOTO_KEY)


def _spoilt_bytes(settings: Settings) -> None:
    (settings.files_folder / PHOTO_KEY).write_bytes(b"\x01 half")


def _other_size(settings: Settings) -> None:
    store_of(settings).put(PHOTO_KEY, b"\xff\xd8\xff other")


def _stray(settings: Settings) -> None:
    store_of(settings).put("cd" * 16, b"nobody knows")


FAULTS: list[tuple[Callable[[Settings], None], str]] = [
    (_no_bytes, "1 tệp có trong sổ mà không có trên đĩa"),
    (_spoilt_bytes, "1 tệp hỏng"),
    (_other_size, "1 tệp không đúng cỡ đã ghi"),
    (_stray, "1 tệp trên đĩa không có trong sổ"),
    (lambda s: raw(s, "DELETE FROM stored_file"), "1 câu trả lời ghi tên tệp không có trong sổ"),
    (lambda s: raw(s, "UPDATE member SET household_id = 99999 WHERE id = 1"), "1 dòng của bảng member trỏ tới"),
    (lambda s: raw(s, "UPDATE inbox SET body = x'0102' WHERE id = 1"), "1 giá trị ở inbox.body không mở được"),
    (lambda s: raw(s, "DELETE FROM task WHERE id = 1"), "lời nhắc đang chờ nói về dòng không còn trong bảng task"),
]


@pytest.mark.parametrize(("spoil", "words"), FAULTS)
def test_each_fault_of_the_living_database_has_its_sentence(
    house: House, spoil: Callable[[Settings], None], words: str
) -> None:
    assert "lành lặn" in verify_database(house.settings)
    spoil(house.settings)
    with pytest.raises(StartError) as caught:
        verify_database(house.settings)
    assert words in str(caught.value)


def test_a_file_that_comes_while_it_is_looked_at_is_no_stray(house: House) -> None:
    """Its bytes lie there a moment before its row does."""
    key = "cd" * 16
    store_of(house.settings).put(key, b"x")
    change(
        house.settings.database.url, lambda work: work.files.add(StoredFile(key, "a.jpg", "image/jpeg", 1, None, AT))
    )
    assert "2 tệp" in verify_database(house.settings)
