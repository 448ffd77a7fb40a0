"""Links that carry a right, as browsers, previews of messengers and strangers meet them: looking spends nothing, the token opens once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.pages.links import PURPOSE
from bot.settings.config import Settings, Web
from bot.settings.refusals import start_problems
from storage.records import LinkedFile
from tests.bot.support.house import House, living, open_house, run

PUBLIC = "https://bot.example.vn"
TOKEN = "Ab3" * 13
FILE = LinkedFile("hộ nghèo.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK content")
OUTSIDE = {"Host": "bot.example.vn", "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
BROWSER = OUTSIDE | {"Origin": PUBLIC, "Sec-Fetch-Site": "same-origin", "X-Rasoat": "1"}


def house_with_link(folder: Path, public_url: str = PUBLIC) -> House:
    house = open_house(folder, settings=Settings(web=Web(port=0, public_url=public_url)))
    with house.runtime.database.work() as work:
        person = work.people.by_key("lanh-dao-1")
        assert person is not None
        now = house.runtime.clock.now()
        work.links.put(TOKEN, FILE, person=person.id, purpose=PURPOSE, at=now, until=now + timedelta(minutes=10))
        work.commit()
    return house


async def post(house: House, token: str, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
    assert house.client is not None
    async with house.client.post(f"{house.address}/tai", data=token.encode(), headers=headers) as answer:
        return answer.status, await answer.read(), dict(answer.headers)


def test_looking_shows_nothing_and_spends_nothing_and_the_token_opens_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(house_with_link(tmp_path)) as house:
            assert house.client is not None
            for path in ("/tai", f"/tai?{TOKEN}", "/tai/link.js", "/tai/link.css"):
                for _ in range(2):
                    async with house.client.get(house.address + path, headers=OUTSIDE) as page:
                        assert page.status == 200, path
                        assert b"PK content" not in await page.read()
                        assert page.headers["Cache-Control"] == "no-store"
                        assert page.headers["Referrer-Policy"] == "no-referrer"
                        assert "noindex" in page.headers["X-Robots-Tag"]
            status, content, headers = await post(house, TOKEN, BROWSER)
            assert (status, content) == (200, FILE.content)
            assert headers["Content-Disposition"].startswith("attachment;")
            assert headers["X-Name"] == "h%E1%BB%99%20ngh%C3%A8o.xlsx"
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            status, content, _ = await post(house, TOKEN, BROWSER)
            assert status == 410
            assert "đã dùng rồi hoặc đã hết hạn" in json.loads(content)["error"]

    run(scenario())


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("x" * 40, BROWSER, 410),
        ("", BROWSER, 410),
        (TOKEN + TOKEN * 9, BROWSER, 410),
        (TOKEN, BROWSER | {"Origin": "https://evil.example"}, 403),
        (TOKEN, BROWSER | {"Sec-Fetch-Site": "cross-site"}, 403),
        (TOKEN, BROWSER | {"X-Rasoat": ""}, 403),
        (TOKEN, BROWSER | {"Host": "evil.example"}, 403),
        (TOKEN, BROWSER | {"Host": "127.0.0.1:8080"}, 200),
    ],
)
def test_only_the_page_itself_opens_it(tmp_path: Path, token: str, headers: dict[str, str], status: int) -> None:
    async def scenario() -> None:
        async with living(house_with_link(tmp_path)) as house:
            assert (await post(house, token, headers))[0] == status

    run(scenario())


def test_the_public_name_opens_nothing_but_the_links(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(house_with_link(tmp_path)) as house:
            assert house.client is not None
            for path in ("/", "/api/personas", "/taix", "/tai/../api/personas", "/api/chat/admin/messages"):
                async with house.client.get(house.address + path, headers={"Host": "bot.example.vn"}) as page:
                    assert page.status == 403, path

    run(scenario())


def test_without_a_public_address_there_is_no_such_page(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(house_with_link(tmp_path, "")) as house:
            assert house.client is not None
            async with house.client.get(f"{house.address}/tai") as page:
                assert page.status == 404

    run(scenario())


def test_a_link_that_is_over_opens_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(house_with_link(tmp_path)) as house:
            house.runtime.clock.move_to(house.runtime.clock.now() + timedelta(minutes=10))
            assert (await post(house, TOKEN, BROWSER))[0] == 410

    run(scenario())


def test_personas_are_not_served_where_the_net_reaches_the_server() -> None:
    assert any("public_url" in one for one in start_problems(Settings(web=Web(public_url=PUBLIC))))
    assert not any("public_url" in one for one in start_problems(Settings(web=Web(enabled=False, public_url=PUBLIC))))
