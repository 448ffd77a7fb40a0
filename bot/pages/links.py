"""The page behind a link that carries a right (design §4): looking at it, as messengers do for their previews, spends nothing and shows nothing."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.http.errors import RequestError
from bot.http.guard import LINKS
from bot.runtime import Runtime
from storage.records import LinkedFile

PAGE = Path(__file__).parent / "link"
PURPOSE = "export"
LONGEST_TOKEN = 100
OVER = "Liên kết này đã dùng rồi hoặc đã hết hạn. Anh/chị nhắn bot để lấy tệp lại."


class LinkSite:
    """GET gives the same page to everybody; the token, which only the browser knows, comes with the POST and is spent by it."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get(LINKS, _page("index.html"))
        for name in ("link.js", "link.css"):
            router.add_get(f"{LINKS}/{name}", _page(name))
        router.add_post(LINKS, self.spend)

    async def spend(self, request: web.Request) -> web.StreamResponse:
        token = (await request.content.read(LONGEST_TOKEN)).decode("ascii", "ignore").strip()
        file = await self._runtime.thread.call(lambda: self._spent(token)) if token else None
        if file is None:
            raise RequestError(410, OVER)
        named = f"attachment; filename*=UTF-8''{quote(file.name)}"
        return web.Response(
            body=file.content,
            content_type=file.mime,
            headers={"Content-Disposition": named, "X-Name": quote(file.name)},
        )

    def _spent(self, token: str) -> LinkedFile | None:
        with self._runtime.database.work() as work:
            file = work.links.spend(token, PURPOSE, self._runtime.clock.now())
            work.commit()
        return file


def _page(name: str) -> Handler:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / name)

    return handler
