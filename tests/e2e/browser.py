"""A headless browser that plays one file and says what it saw."""

from __future__ import annotations

import http.server
import json
import queue
import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

PAGE = """<!doctype html><video id=v muted playsinline src="/video"></video><script>
const video = document.getElementById('v'), seen = {};
const report = () => fetch('/report', {method: 'POST', body: JSON.stringify(seen)});
video.addEventListener('error', () => { seen.error = video.error.message; report(); });
video.addEventListener('loadedmetadata', () => {
  seen.duration = video.duration; seen.width = video.videoWidth; seen.height = video.videoHeight;
  video.play().catch(problem => { seen.error = String(problem); report(); });
});
const paint = () => {
  if (video.currentTime < UNTIL_S) return requestAnimationFrame(paint);
  const canvas = document.createElement('canvas');
  canvas.width = 16; canvas.height = 16;
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 16, 16);
  seen.pixels = Array.from(context.getImageData(0, 0, 16, 16).data);
  seen.played = video.currentTime; video.pause(); report();
};
requestAnimationFrame(paint);
</script>"""


class _Handler(http.server.BaseHTTPRequestHandler):
    video: bytes
    until_s: float
    reports: queue.Queue[dict[str, Any]]

    def do_GET(self) -> None:
        if self.path == "/":
            page = PAGE.replace("UNTIL_S", str(self.until_s))
            self._answer(200, "text/html", page.encode())
            return
        if self.path != "/video":
            self._answer(404, "text/plain", b"")
            return
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start = int(wanted[1]) if wanted else 0
        end = int(wanted[2]) + 1 if wanted and wanted[2] else len(self.video)
        headers = {"Accept-Ranges": "bytes"}
        if wanted:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(self.video)}"
        self._answer(206 if wanted else 200, "video/mp4", self.video[start:end], headers)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.reports.put(json.loads(body))
        self._answer(204, "text/plain", b"")

    def _answer(
        self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output clean."""


def find_browser() -> str | None:
    """The Chromium or Chrome of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def play(browser: str, video: Path, timeout_s: float = 90, until_s: float = 0.4) -> dict[str, Any]:
    """Play ``video`` until ``until_s``; returns duration, width, height, played, pixels or error."""
    reports: queue.Queue[dict[str, Any]] = queue.Queue()
    handler = type(
        "Handler",
        (_Handler,),
        {"video": video.read_bytes(), "reports": reports, "until_s": until_s},
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0",
                "--autoplay-policy=no-user-gesture-required", f"--user-data-dir={profile}",
                f"http://127.0.0.1:{server.server_port}/",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return reports.get(timeout=timeout_s)
        finally:
            process.kill()
            process.wait()
            server.shutdown()
