"""What the web chat's server is asked by other pages, by nobody's phone, and by callers who go: refused or passed over, and never a failure."""

import asyncio
from pathlib import Path

import pytest

from tests.bot.support.house import ME, MESSAGES, House, echo, living, open_house, run

HOSTILE = [
    ({"Host": "evil.example"}, "POST", 403),
    ({"Host": "evil.example"}, "GET", 403),
    ({"Origin": "http://evil.example"}, "POST", 403),
    ({"Origin": "null"}, "POST", 403),
    ({"Sec-Fetch-Site": "cross-site"}, "POST", 403),
    ({"X-Rasoat": ""}, "POST", 403),
]


@pytest.mark.parametrize(("headers", "method", "status"), HOSTILE)
def test_other_pages_and_other_names_are_kept_out(
    tmp_path: Path, headers: dict[str, str], method: str, status: int
) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert house.client is not None
            everything = {"X-Rasoat": "1"} | headers
            url, body = house.address + MESSAGES, {"id": "a", "text": "x"} if method == "POST" else None
            async with house.client.request(method, url, headers=everything, json=body) as response:
                assert response.status == status
                assert "error" in await response.json()
            assert await house.get(f"{MESSAGES}?from=all") == []

    run(scenario())


def test_the_own_page_may_post_and_every_answer_carries_the_safe_headers(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert house.client is not None
            await house.post(MESSAGES, {"id": "a", "text": "x"}, headers={"Origin": house.address})
            for path in ("/", "/app.js", "/style.css", "/api/personas", "/none"):
                async with house.client.get(house.address + path) as response:
                    policy = response.headers["Content-Security-Policy"]
                    assert "script-src 'self'" in policy
                    assert "unsafe" not in policy
                    assert response.headers["X-Content-Type-Options"] == "nosniff"
                    assert response.headers["Referrer-Policy"] == "no-referrer"

    run(scenario())


def test_unknown_people_paths_methods_and_numbers(tmp_path: Path) -> None:
    async def status(house: House, method: str, path: str) -> int:
        assert house.client is not None
        async with house.client.request(method, house.address + path, headers={"X-Rasoat": "1"}) as response:
            assert "error" in await response.json()
            return response.status

    async def scenario() -> None:
        async with living(open_house(tmp_path, echo)) as house:
            assert await status(house, "GET", "/api/chat/nobody/messages") == 404
            assert await status(house, "GET", "/secret") == 404
            assert await status(house, "DELETE", "/api/clock") == 405
            assert await status(house, "GET", f"{MESSAGES}?after=-1") == 422
            assert await status(house, "GET", f"{MESSAGES}?wait=x") == 422
            assert await status(house, "GET", f"/api/chat/{ME}/files/..%2Ftest.db") == 404

    run(scenario())


ODD_POSTS: list[tuple[bytes, int]] = [
    (b'{"id":"a","location":{"lat":1' + b"0" * 400 + b',"lon":1}}', 422),
    (b'{"id":"a","location":{"lat":NaN,"lon":1}}', 422),
    (b'{"id":"a","location":{"lat":14,"lon":108,"accuracy":Infinity}}', 202),
    (b'{"id":"a","button":"q\\ud800"}', 422),
    (b'{"id":"a","button":"q\\u0000"}', 422),
    (b'{"id":"a","contact":{"phone":"0905\\ud800111"}}', 422),
    (b'{"id":"a\\ud800","text":"x"}', 422),
    (b'{"id":"a","text":"x\\ud800"}', 202),
]


@pytest.mark.parametrize(("body", "status"), ODD_POSTS)
def test_what_nobody_types_is_refused_and_no_failure(tmp_path: Path, body: bytes, status: int) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post(MESSAGES, body, status=status, headers={"Content-Type": "application/json"})

    run(scenario())


def test_a_form_with_an_endless_header_is_refused(tmp_path: Path) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="id"\r\nX: ' + b"x" * 9000 + b"\r\n\r\na\r\n--b--\r\n"

    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post(MESSAGES, body, status=422, headers={"Content-Type": "multipart/form-data; boundary=b"})

    run(scenario())


def test_a_page_of_another_site_does_not_even_read(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert house.client is not None
            await house.say(ME, "a", "x")
            await asyncio.sleep(0.3)
            headers = {"Sec-Fetch-Site": "cross-site"}
            async with house.client.get(f"{house.address}{MESSAGES}?wait=5", headers=headers) as response:
                assert response.status == 403
            assert (await house.get("/api/news"))[0]["unseen"] == 1

    run(scenario())


def test_the_clock_does_not_leap_to_the_end_of_days(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            before = await house.get("/api/clock")
            await house.post("/api/clock", {"to": "9999-12-31T23:59+07:00"}, status=422)
            assert (await house.get("/api/clock"))["now"][:4] == before["now"][:4]

    run(scenario())


def test_a_caller_who_goes_in_the_middle_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            where = house.address.removeprefix("http://")
            _, writer = await asyncio.open_connection("127.0.0.1", int(where.rpartition(":")[2]))
            head = f"POST {MESSAGES} HTTP/1.1\r\nHost: {where}\r\nX-Rasoat: 1\r\nContent-Length: 900000\r\n"
            writer.write((head + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n").encode())
            await writer.drain()
            await asyncio.sleep(0.2)
            writer.transport.abort()
            await asyncio.sleep(0.2)

    run(scenario())
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
