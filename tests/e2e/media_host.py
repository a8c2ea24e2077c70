"""A host on the loopback that serves files, and fails in the ways hosts do."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable
from pathlib import Path

Behaviour = Callable[["_Handler"], None]
PIECE = 64


class MediaHost:
    """Serves what it is given at ``url(name)``. A context manager."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.ended = threading.Event()
        self._behaviours: dict[str, Behaviour] = {}
        handler = type("Handler", (_Handler,), {"host": self})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """For CUTROOM_FETCH_ALLOW."""
        return f"127.0.0.1:{self._server.server_port}"

    def url(self, name: str) -> str:
        return f"http://{self.name}/{name}"

    def serve(self, name: str, content: bytes | Path) -> str:
        """Answer with a file."""
        data = content if isinstance(content, bytes) else content.read_bytes()
        return self.behave(name, lambda request: request.answer(200, data))

    def vanish(self, name: str) -> str:
        """Answer 404."""
        return self.behave(name, lambda request: request.answer(404, b""))

    def hang(self, name: str) -> str:
        """Take the request and say nothing."""
        return self.behave(name, self._wait)

    def _wait(self, request: _Handler) -> None:
        self.ended.wait()

    def trickle(self, name: str, content: bytes, pause_s: float) -> str:
        """Send a few bytes at a time, never silent for long."""

        def behave(request: _Handler) -> None:
            request.head(200, len(content))
            for start in range(0, len(content), PIECE):
                request.wfile.write(content[start : start + PIECE])
                if self.ended.wait(pause_s):
                    return

        return self.behave(name, behave)

    def redirect(self, name: str, target: str) -> str:
        """Send to another URL."""
        return self.behave(name, lambda request: request.answer(302, b"", location=target))

    def behave(self, name: str, behaviour: Behaviour) -> str:
        """Answer ``name`` so from now on; its URL."""
        self._behaviours[f"/{name}"] = behaviour
        return self.url(name)

    def handle(self, request: _Handler) -> None:
        self.requests.append(request.path)
        behave = self._behaviours.get(request.path)
        if behave is None:
            request.answer(404, b"")
        else:
            behave(request)

    def close(self) -> None:
        """Refuse connections from now on."""
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> MediaHost:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Handler(http.server.BaseHTTPRequestHandler):
    host: MediaHost

    def do_GET(self) -> None:
        try:
            self.host.handle(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def head(self, status: int, length: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(length))
        self.end_headers()

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.head(status, len(body), **headers)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output clean."""
