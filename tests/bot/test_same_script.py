"""The golden conversations on the page in a real Chromium and on Telegram: the same words, and the same stored in the end."""

import shutil
import struct
import zlib
from binascii import crc32
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.files.kinds import image_type
from storage import open_database
from tests.bot.support.browser import Browser, Phone, wait_for
from tests.bot.support.golden import timeless
from tests.bot.support.same_script import Device, Hand, LineByLine, Stage, put_in_time
from tests.bot.support.telegram_phone import Living
from tests.bot.support.text_phone import TextPhone
from tests.bot.support.zalo_oa_phone import ZaloOaPhone
from tests.bot.support.zalo_oa_phone import joined as joined_oa
from tests.bot.support.zalo_phone import ZaloPhone, joined
from tests.support.databases import TEST_KEY
from tests.support.kept import Kept, kept
from tests.transcripts.replay import Replay

SCRIPTS = Path(__file__).parents[1] / "transcripts"
SPOKEN = "six/noi-chuyen/ho-moi-nam-nguoi"
HOUSEHOLDS = {"ho-ngheo": 12, "ho-moi-nam-nguoi": 248, "ho-can-ngheo-bam-nut": 14, SPOKEN: 248}
PHONES = {"lanh": "leader", "cong": "official"}


@dataclass
class OnThePage(LineByLine):
    """People sit at the page; each role has its phone there."""

    browser: Browser

    def take(self, bot: Living, person: str) -> Device:
        self.browser.size(1280, 800)
        if not self.browser.script("return location.href").startswith(bot.address):
            self.browser.errors()  # those of another test's page are not of this one
            self.browser.open(bot.address)
        loaded = "return document.querySelectorAll('.persona option').length"
        wait_for(lambda: self.browser.script(loaded), "the personas")
        phone = Phone(self.browser, PHONES.get(person[:4], "collaborator"))
        phone.choose(person)
        return phone

    def let_go(self) -> None:
        assert self.browser.errors() == []
        self.browser.open("about:blank")


@dataclass
class OnTelegram(LineByLine):
    """People join with an invitation once, and keep their account."""

    accounts: dict[str, int] = field(default_factory=dict)

    def take(self, bot: Living, person: str) -> Device:
        if person in self.accounts:
            return bot.phone(self.accounts[person])
        self.accounts[person] = 70_000 + len(self.accounts)
        return bot.invited(person, self.accounts[person])

    def let_go(self) -> None:
        """Nothing to close."""


@dataclass
class OnZalo(LineByLine):
    """The same, in words only."""

    accounts: dict[str, int] = field(default_factory=dict)

    def take(self, bot: Living, person: str) -> Device:
        if person in self.accounts:
            return ZaloPhone(bot, f"zalo-{self.accounts[person]}")
        self.accounts[person] = 80_000 + len(self.accounts)
        return joined(bot, person, self.accounts[person])

    def let_go(self) -> None:
        """Nothing to close."""


@dataclass
class OnZaloOa(LineByLine):
    """The same with an Official Account: a few choices are buttons, many are typed."""

    accounts: dict[str, int] = field(default_factory=dict)

    def take(self, bot: Living, person: str) -> Device:
        if person in self.accounts:
            return ZaloOaPhone(bot, f"oa-{self.accounts[person]}")
        self.accounts[person] = 85_000 + len(self.accounts)
        return joined_oa(bot, person, self.accounts[person])

    def let_go(self) -> None:
        """Nothing to close."""


@dataclass
class OnTextOnly:
    """Words only, cut into messages of 300 characters; the words are compared, wherever the cuts are."""

    accounts: dict[str, str] = field(default_factory=dict)

    def take(self, bot: Living, person: str) -> Device:
        known = self.accounts.get(person)
        phone = TextPhone(bot, self.accounts.setdefault(person, f"text-{len(self.accounts)}"))
        if known is None:
            assert phone.say(bot.invitation(person, 90_000 + len(self.accounts)))
        return phone

    def let_go(self) -> None:
        """Nothing to close."""

    def differs(self, golden: list[str], said: list[str], buttons: list[str]) -> str:
        assert not buttons
        wanted, shown = (timeless(" ".join(" ".join(lines).split())) for lines in (golden, said))
        for line, instead in WITHOUT_PHOTOS.items():
            wanted = wanted.replace(line, instead)
        return "" if wanted == shown else f"golden: {wanted}\nphone: {shown}"


WITHOUT_PHOTOS = {
    "Ảnh nhà và vị trí – gửi lần lượt từng thứ, hoặc gõ: bỏ qua a) Ảnh căn nhà b) Vị trí căn nhà": (
        "Câu 25: cần ảnh mà kênh chat này không nhận ảnh, nên em bỏ qua và ghi lại lý do. Câu 26. Vị trí căn nhà Gửi vị trí, "
        "hoặc gõ vĩ độ và kinh độ, ví dụ: 14.7654 108.7321 Không có hoặc chưa rõ thì gõ: bỏ qua"
    ),
    "25. Ảnh căn nhà: để trống": "25. Ảnh căn nhà: để trống, kênh chat không nhận ảnh",
}
"""What is said otherwise where no photo can be sent."""


CHANNELS: dict[str, Callable[[], Hand]] = {
    "telegram": OnTelegram,
    "zalo": OnZalo,
    "zalo-oa": OnZaloOa,
    "text": OnTextOnly,
}
"""A new channel joins with one entry."""


@pytest.fixture(params=["page", *CHANNELS])
def hand(request: pytest.FixtureRequest) -> Hand:
    return OnThePage(request.getfixturevalue("browser")) if request.param == "page" else CHANNELS[request.param]()


@pytest.fixture
def stage(hand: Hand, commune_template: Path, tmp_path: Path) -> Stage:
    shutil.copyfile(commune_template, tmp_path / "rasoat.db")
    database = open_database(f"sqlite:///{tmp_path}/rasoat.db", key=TEST_KEY)
    put_in_time(database)
    database.close()
    return Stage(tmp_path, hand)


def script_of(name: str) -> str:
    return (SCRIPTS / f"{name}.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def straight(commune_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    """What is stored after each script when it is played without any channel."""
    found: dict[str, Kept] = {}
    for name, number in HOUSEHOLDS.items():
        file = tmp_path_factory.mktemp(Path(name).name) / "rasoat.db"
        shutil.copyfile(commune_template, file)
        replay = Replay(f"sqlite:///{file}")
        replay.play(script_of(name))
        found[name] = kept(replay.office.database, number)
        replay.close()
    return found


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small photo of a wall: 64 x 48 points of one colour."""
    path = tmp_path_factory.mktemp("photo") / "nha.png"
    rows = b"".join(b"\0" + b"\x8a\x5a\x2b" * 64 for _ in range(48))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body)) for kind, body in parts
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    return path


TAPPED, TYPED = "ho-can-ngheo-bam-nut", "ho-ngheo"
ON_EACH = [("page", TAPPED), ("telegram", TAPPED), ("zalo", TYPED), ("zalo-oa", TYPED), ("text", TYPED)]
"""A review by taps where more than a few choices can be tapped."""


@pytest.mark.parametrize(("hand", "name"), ON_EACH, indirect=["hand"])
def test_a_review_reads_and_ends_alike_on_every_channel(name: str, stage: Stage, straight: dict[str, Kept]) -> None:
    with stage:
        stage.play(script_of(name))
        assert kept(stage.database, HOUSEHOLDS[name]) == straight[name]


@pytest.mark.parametrize("hand", ["page", "telegram"], indirect=True)
def test_a_person_who_speaks_in_sentences_is_understood_alike_on_the_page_and_on_telegram(
    stage: Stage, straight: dict[str, Kept]
) -> None:
    with stage:
        stage.play(script_of(SPOKEN))
        assert kept(stage.database, HOUSEHOLDS[SPOKEN]) == straight[SPOKEN]


def test_a_new_household_on_every_channel_and_then_a_photo_and_the_place(
    stage: Stage, straight: dict[str, Kept], picture: Path
) -> None:
    with stage:
        stage.play(script_of("ho-moi-nam-nguoi"))
        assert kept(stage.database, 248) == straight["ho-moi-nam-nguoi"]
        phone = stage.device
        phone.say("mở lại")
        photo = not isinstance(stage.hand, OnTextOnly)
        asked = "\n".join(phone.say("sửa 25"))
        assert ("Ảnh căn nhà" if photo else "kênh chat này không nhận ảnh") in asked
        if photo:
            (thanks,) = phone.photo(picture)
            assert "✓" in thanks.splitlines()[0]
        phone.say("sửa 26")
        assert "14.7689, 108.7351 ✓" in "\n".join(phone.place(14.7689, 108.7351))
        answers = kept(stage.database, 248).answers
        assert answers["vi_tri", -1] == "14.7689 108.7351"
        if photo:
            assert image_type(stage.bot.process.runtime.files.get(answers["anh_nha", -1])) in {
                "image/png",
                "image/jpeg",
            }


def test_the_leader_reads_the_same_on_every_channel(stage: Stage) -> None:
    with stage:
        stage.play(script_of("lanh-dao"))
