"""The one server of the process: /healthz, the platforms' calls, and the sites that are given to it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Protocol

from aiohttp import web

from bot.http.guard import guard
from bot.http.hooks import Hook


class Site(Protocol):
    """Pages that belong together, behind the server's guard."""

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Put its routes there."""


def make_app(
    allowed_hosts: tuple[str, ...],
    health: Callable[[], Awaitable[dict[str, Any]]],
    hooks: Mapping[str, Hook],
    sites: Iterable[Site] = (),
    public_url: str = "",
) -> web.Application:
    """The whole server; `hooks` by their paths below /webhook/; `public_url`: of the links. Without sites it answers /healthz and the platforms only."""

    async def healthz(_: web.Request) -> web.StreamResponse:
        state = await health()
        return web.json_response(state, status=200 if state["status"] == "ok" else 503)

    app = web.Application(middlewares=[guard(allowed_hosts, public_url)])
    app.router.add_get("/healthz", healthz)
    for path, hook in hooks.items():
        app.router.add_post(path, _hook_handler(hook))
    for site in sites:
        site.add_to(app.router)
    return app


def _hook_handler(hook: Hook) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(status=await hook(request.headers, await request.read()))

    return handler
