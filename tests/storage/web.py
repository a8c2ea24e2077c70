"""A small web server on the loopback interface whose answers a test writes itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

Answer = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; the test's function answers it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.seen.append((self.path, dict(self.headers.items())))
        answer = site.answers.get(unquote(self.path.partition("?")[0]))
        if answer is None:
            self.reply(404, b"no such page")
        else:
            answer(self)

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; header names with underscores for dashes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""


@dataclass
class Site:
    """Paths and their answers; ``seen`` are the requests so far."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The URL of a path."""
        return f"http://{host}:{self.port}{path}"

    def serve(self, path: str, body: bytes, **headers: str) -> str:
        """Answer a path with a body; returns its URL."""
        self.answers[unquote(path)] = lambda request: request.reply(200, body, **headers)
        return self.url(path)

    @property
    def paths(self) -> list[str]:
        """The paths asked for so far."""
        return [path for path, _ in self.seen]


@contextmanager
def website() -> Iterator[Site]:
    """A running site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    site = Site(port=server.server_address[1])
    server.site = site  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
