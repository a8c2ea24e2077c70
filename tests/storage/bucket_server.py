"""A bucket on the loopback interface: the part of the S3 protocol that our stores use."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


@dataclass
class Bucket:
    """Objects by key, with their content type; ``parts`` of uploads under way, ``modified`` in epoch seconds.

    ``heedless`` buckets ignore conditions. ``lost_answers`` is how many more swaps are done and answered by 500.
    """

    port: int = 0
    objects: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    modified: dict[str, float] = field(default_factory=dict)
    refuse: bool = False
    heedless: bool = False
    lost_answers: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def etag(self, key: str) -> str:
        """The etag of an object, "" for none."""
        found = self.objects.get(key)
        return "" if found is None else f'"{hashlib.md5(found[0]).hexdigest()}"'

    def keep(self, key: str, body: bytes, kind: str) -> None:
        """Take in an object."""
        self.objects[key] = (body, kind)
        self.modified[key] = time.time()

    @property
    def url(self) -> str:
        """The storage URL of a prefix in this bucket."""
        return (
            f"s3://results/videos?endpoint=http://127.0.0.1:{self.port}&region=auto"
            "&access_key_id=key&secret_access_key=secret"
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def bucket(self) -> Bucket:
        return self.server.bucket  # type: ignore[attr-defined,no-any-return]

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/results").lstrip("/")

    def _query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def _reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.get("length", str(len(body))))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def do_PUT(self) -> None:
        body, key, query = self._body(), self._key(), self._query()
        if self.bucket.refuse:
            self._reply(403, b"<Error><Code>AccessDenied</Code></Error>")
            return
        if "partNumber" in query:
            self.bucket.parts[query["uploadId"][0]][int(query["partNumber"][0])] = body
            self._reply(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')
            return
        with self.bucket.lock:
            refusal = 0 if self.bucket.heedless else self._refusal(key)
            if not refusal:
                self.bucket.keep(key, body, self.headers.get("Content-Type", ""))
        if refusal:
            self._reply(refusal, b"<Error><Code>PreconditionFailed</Code></Error>")
        elif self._is_conditional() and self.bucket.lost_answers:
            self.bucket.lost_answers -= 1
            self._reply(500, b"<Error><Code>InternalError</Code></Error>")
        else:
            self._reply(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')

    def _is_conditional(self) -> bool:
        return "If-Match" in self.headers or "If-None-Match" in self.headers

    def _refusal(self, key: str) -> int:
        """The status for a condition that does not hold, as S3 answers; 0 when all hold."""
        etag, wanted = self.bucket.etag(key), self.headers.get("If-Match")
        if wanted is not None and wanted != etag:
            return 412 if etag else 404
        return 412 if etag and self.headers.get("If-None-Match") == "*" else 0

    def do_POST(self) -> None:
        body, key, query = self._body(), self._key(), self._query()
        if "uploads" in query:
            upload = f"upload-{len(self.bucket.parts)}"
            self.bucket.parts[upload] = {}
            self.bucket.objects[f"type of {upload}"] = (b"", self.headers.get("Content-Type", ""))
            answer = f"<Result><UploadId>{upload}</UploadId></Result>"
        elif "delete" in query:
            names = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for name in names:
                self.bucket.objects.pop(name, None)
            rows = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
            answer = f"<DeleteResult>{rows}</DeleteResult>"
        else:
            upload = query["uploadId"][0]
            parts = self.bucket.parts.pop(upload)
            kind = self.bucket.objects.pop(f"type of {upload}")[1]
            self.bucket.keep(key, b"".join(parts[n] for n in sorted(parts)), kind)
            answer = (
                '<CompleteMultipartUploadResult><ETag>"m"</ETag></CompleteMultipartUploadResult>'
            )
        self._reply(200, answer.encode(), Content_Type="application/xml")

    def do_DELETE(self) -> None:
        self.bucket.objects.pop(self._key(), None)
        self._reply(204)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        key = self._key()
        if "list-type" in self._query():
            self._list(self._query().get("prefix", [""])[0])
            return
        if key not in self.bucket.objects:
            self._reply(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        body, kind = self.bucket.objects[key]
        etag, changed = self.bucket.etag(key), formatdate(self.bucket.modified[key], usegmt=True)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        common = {"ETag": etag, "Last_Modified": changed, "Content_Type": kind}
        if wanted is None:
            self._reply(200, body, **common)
            return
        start, end = int(wanted[1]), min(int(wanted[2]) + 1, len(body))
        span = f"bytes {start}-{end - 1}/{len(body)}"
        self._reply(206, body[start:end], Content_Range=span, **common)

    def _list(self, prefix: str) -> None:
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(body)}</Size>"
            f"<ETag>{escape(self.bucket.etag(key))}</ETag>"
            f"<LastModified>{_iso(self.bucket.modified.get(key, 0))}</LastModified></Contents>"
            for key, (body, _) in sorted(self.bucket.objects.copy().items())
            if key.startswith(prefix)
        )
        self._reply(
            200,
            f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode(),
            Content_Type="application/xml",
        )

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""


def _iso(epoch_s: float) -> str:
    # Whole seconds, as in the header of a single object.
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(epoch_s))


@contextmanager
def bucket_server() -> Iterator[Bucket]:
    """A running bucket."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    bucket = Bucket(port=server.server_address[1])
    server.bucket = bucket  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
