"""Who may talk to the page: this machine itself, not the net behind a proxy; and no page beside real messengers."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.http.guard import host_name
from bot.settings.config import Settings, Telegram, Web, ZaloBot, ZaloOa
from bot.settings.refusals import start_problems
from tests.bot.support.house import living, open_house, run

PROXIED = [
    {"Forwarded": "for=203.0.113.7"},
    {"X-Forwarded-For": "203.0.113.7"},
    {"X-Forwarded-Host": "bot.example.vn"},
    {"x-forwarded-proto": "https"},
    {"X-Real-IP": "203.0.113.7"},
    {"Via": "1.1 nginx"},
    {"CF-Connecting-IP": "203.0.113.7"},
]


@pytest.mark.parametrize("headers", PROXIED)
def test_the_personas_do_not_answer_through_a_proxy(tmp_path: Path, headers: dict[str, str]) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert house.client is not None
            for path in ("/", "/api/personas", "/api/news", "/api/chat/admin/messages", "/api/clock", "/page.js"):
                async with house.client.get(house.address + path, headers=headers) as response:
                    assert response.status == 403, path
            await house.post("/api/chat/admin/messages", {"id": "a", "text": "x"}, status=403, headers=headers)
            await house.post("/api/clock", {"next": True}, status=403, headers=headers)
            async with house.client.get(f"{house.address}/healthz", headers=headers) as response:
                assert response.status == 200
            assert (await house.get("/api/personas"))[0]["key"]

    run(scenario())


@pytest.mark.parametrize("path", ["/api/x/webhook/personas", "//webhook/../api/personas", "/x/webhook/y"])
def test_the_webhooks_open_nothing_but_themselves(tmp_path: Path, path: str) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert house.client is not None
            async with house.client.get(house.address + path, headers={"Host": "evil.example"}) as response:
                assert response.status == 403

    run(scenario())


@pytest.mark.parametrize(
    "host", ["127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.10", "[::1].evil", "evil"]
)
def test_a_host_is_compared_wholly(tmp_path: Path, host: str) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert house.client is not None
            async with house.client.get(f"{house.address}/api/personas", headers={"Host": host}) as response:
                assert response.status in {400, 403}

    run(scenario())
    assert host_name("LOCALHOST:80") == "localhost"


@pytest.mark.parametrize("origin", ["http://[", "http://evil.example", "null", "http://127.0.0.1"])
def test_a_strange_origin_is_refused_not_a_failure(tmp_path: Path, origin: str) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            said = {"id": "a", "text": "x"}
            await house.post("/api/chat/admin/messages", said, status=403, headers={"Origin": origin})

    run(scenario())


ON = [
    Settings(telegram=Telegram(token="1:x")),
    Settings(zalo_bot=ZaloBot(token="1:x", mode="polling")),
    Settings(zalo_oa=ZaloOa(app_id="1", oa_id="2", secret_key="s")),
]


@pytest.mark.parametrize("settings", ON)
def test_no_personas_beside_a_real_messenger(settings: Settings) -> None:
    (problem,) = start_problems(settings)
    assert "RASOAT_WEB__ENABLED=false" in problem
    assert list(start_problems(replace(settings, web=Web(enabled=False)))) == []


def test_beside_an_imitation_on_this_machine_they_stay() -> None:
    settings = Settings(telegram=Telegram(token="1:x", api_base_url="http://127.0.0.1:9"))
    assert list(start_problems(settings)) == []
