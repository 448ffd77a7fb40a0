"""What the server says when it cannot do as asked: a status and a Vietnamese sentence."""

from aiohttp import web


class RequestError(Exception):
    """`sentence` is shown to the person as it is."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def error_response(error: RequestError) -> web.StreamResponse:
    return web.json_response({"error": error.sentence}, status=error.status)
