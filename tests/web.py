"""A server on this machine that answers as a test says."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = "<html><body><p>قال وزير الزراعة إن الموسم واعد.</p></body></html>".encode()
HTML = {"Content-Type": "text/html; charset=UTF-8"}


class Server(ThreadingHTTPServer):
    """Answers each path as the test says, and remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        page = self.server.pages.get(self.path.partition("?")[0])
        if page is None:
            self.answer(404)
        else:
            page(self)

    def answer(self, status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None, *, length: bool = True) -> None:
        self.send_response(status)
        for name, value in {**(HTML if headers is None else headers), **({"Content-Length": str(len(body))} if length else {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def page(body: bytes = PAGE, status: int = 200, headers: dict[str, str] | None = None, *, length: bool = True) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(status, body, headers, length=length)


def moved(target: str) -> Callable[[Handler], None]:
    return page(b"", 302, {"Location": target.encode().decode("latin-1")})  # letters as they are, as some servers send them
