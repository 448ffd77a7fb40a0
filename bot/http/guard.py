"""Who may talk to the server: only pages that it served itself, called by a name that it knows."""

import logging
from urllib.parse import urlsplit

from aiohttp import ClientError, web
from aiohttp.typedefs import Handler, Middleware

from bot.http.errors import RequestError, error_response
from bot.pulse import trouble_of

LOG = logging.getLogger(__name__)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
OPEN_PATHS = frozenset({"/healthz"})
API = "/api/"
THROUGH = ("forwarded", "x-forwarded", "x-real-ip", "x-original-", "via", "cf-connecting-ip", "true-client-ip")
"""Beginnings of headers, in small letters, by which a proxy says that it hands on what somebody else asks."""

LINKS = "/tai"
"""Links that carry a right lead here, from people's own browsers and through whatever proxy stands before the server."""

WEBHOOKS = "/webhook/"
"""Called by platforms under whatever name the server has outside; each hook proves by itself who calls."""


def guard(allowed_hosts: tuple[str, ...], public_url: str = "") -> Middleware:
    """A middleware: host allow-list (against DNS rebinding), same origin and X-Rasoat on POST, safe headers on every answer.

    `public_url`: by what links that carry a right call the server, "" = no such links.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            _check(request, allowed_hosts, _place(public_url))
            response = await handler(request)
        except RequestError as error:
            response = error_response(error)
        except web.HTTPException as error:
            response = error_response(RequestError(error.status, _SENTENCES.get(error.status, "Yêu cầu không hợp lệ.")))
        except (ConnectionError, ClientError) as error:
            # The caller has gone in the middle: nobody reads the answer.
            LOG.info(
                "%s %s: the caller has gone (%s)",
                request.method,
                request.match_info.route.resource,
                type(error).__name__,
            )
            response = error_response(RequestError(400, "Yêu cầu bị đứt giữa chừng."))
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller is answered
            response = error_response(_failure(f"{request.method} {request.match_info.route.resource}", error))
        response.headers.update(HEADERS)
        return response

    return guarded


def _failure(what: str, error: Exception) -> RequestError:
    trouble = trouble_of(error)
    if trouble:
        LOG.warning("%s: %s", what, trouble)
        return RequestError(503, "Bot tạm chưa ghi được. Anh/chị gửi lại sau ít phút giúp em.")
    LOG.error("%s failed", what, exc_info=error)
    return RequestError(500, "Máy chủ gặp lỗi. Anh/chị thử lại giúp em.")


_SENTENCES = {
    404: "Không có trang này.",
    405: "Không dùng được cách gửi này ở đây.",
    413: "Tin quá lớn, anh/chị gửi ngắn hơn giúp em.",
}


def _check(request: web.Request, allowed_hosts: tuple[str, ...], public: str) -> None:
    if request.path.startswith(WEBHOOKS):
        return
    if public and is_link(request.path):
        _check_link(request, allowed_hosts, public)
        return
    if request.path not in OPEN_PATHS and any(name.lower().startswith(THROUGH) for name in request.headers):
        # The page lets anybody speak as anybody: it is for whoever sits at this machine, not for the net behind a proxy.
        raise RequestError(403, "Trang dùng thử chỉ mở được trên chính máy này, không qua máy chủ trung gian.")
    if request.path not in OPEN_PATHS and host_name(request.host) not in allowed_hosts:
        raise RequestError(403, "Tên máy chủ không được phép; mở trang bằng địa chỉ in ra khi khởi động.")
    if request.path.startswith(API):
        # Reading marks messages as seen, so another page may not even read.
        _check_site(request)
    if request.method not in {"GET", "HEAD"}:
        _check_origin(request)


def is_link(path: str) -> bool:
    """Whether a path belongs to the page of such a link."""
    return path == LINKS or path.startswith(f"{LINKS}/")


def _check_link(request: web.Request, allowed_hosts: tuple[str, ...], public: str) -> None:
    """The proxy may hand on the name that was asked for, or its own for this server."""
    if host_name(request.host) not in {*allowed_hosts, host_name(public)}:
        raise RequestError(403, "Tên máy chủ không được phép.")
    if request.method not in {"GET", "HEAD"}:
        _check_origin(request, public)


def _check_origin(request: web.Request, public: str = "") -> None:
    origin = request.headers.get("Origin")
    if origin is not None and _place(origin) not in {request.host, public or request.host}:
        raise RequestError(403, "Yêu cầu đến từ một trang khác nên không được nhận.")
    _check_site(request)
    if not request.headers.get("X-Rasoat"):
        raise RequestError(403, "Thiếu tiêu đề X-Rasoat.")


def _check_site(request: web.Request) -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise RequestError(403, "Yêu cầu đến từ một trang khác nên không được nhận.")


def _place(origin: str) -> str:
    """Host and port of an address, "" where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def host_name(host: str) -> str:
    """The host without its port: "127.0.0.1:8080" -> "127.0.0.1", "[::1]:8080" -> "[::1]"."""
    if host.startswith("["):
        name, _, port = host.partition("]")
        return f"{name}]" if not port or port.startswith(":") else host
    return host.partition(":")[0].lower()
