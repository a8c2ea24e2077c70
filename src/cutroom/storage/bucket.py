"""Files in a bucket of S3 and its like (OSS, COS, TOS, MinIO, R2), Google or Azure."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import from_url

from cutroom.core.errors import InvalidRequest, NotFound, StorageError
from cutroom.storage.store import CHUNK_BYTES, FolderStore, Store, StoredFile, checked_key

_SCHEMES = ("s3", "gs", "az")
_PATIENCE: Any = {"max_retries": 5, "retry_timeout": timedelta(seconds=60)}
"""The library's own would keep a caller waiting for three minutes."""


def open_store(url: str, folder: Path) -> Store:
    """The store a ``CUTROOM_STORAGE_URL`` names; ``folder`` when it is empty. See :func:`open_bucket`."""
    return open_bucket(url) if url else FolderStore(folder)


def open_bucket(url: str, setting: str = "CUTROOM_STORAGE_URL") -> BucketStore:
    """The bucket that a URL names; ``setting`` is where it was said.

    ``s3://bucket/prefix?endpoint=http://host:9000&region=…``; other parameters (``access_key_id``,
    ``secret_access_key``, ``virtual_hosted_style_request``, …) are passed on; credentials come from the
    environment when the URL has none. Raises InvalidRequest for a URL that cannot be used.
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.netloc:
        raise InvalidRequest(
            f"{setting} starts with {url[:8]!r}.",
            field=setting,
            hint="It must be s3://bucket/prefix, gs://…, az://… or empty.",
        )
    return BucketStore(url, setting)


class BucketStore:
    """Files below a prefix of a bucket."""

    def __init__(self, url: str, setting: str) -> None:
        """See :func:`open_bucket`."""
        self._setting = setting
        parts = urlsplit(url)
        config: dict[str, Any] = dict(parse_qsl(parts.query))
        endpoint = config.get("endpoint", "")
        # Plain http is for an endpoint inside the operator's own network, and only when they say so.
        client = {"allow_http": True} if endpoint.startswith("http://") else {}
        try:
            self._store: Any = from_url(
                f"{parts.scheme}://{parts.netloc}{parts.path}",
                client_options=client,
                retry_config=_PATIENCE,
                **config,
            )
        except (BaseError, ValueError, TypeError) as error:
            raise InvalidRequest(
                f"{setting} cannot be used.",
                field=setting,
                hint="Check its scheme and parameters.",
            ) from error

    def put(self, key: str, path: Path) -> StoredFile:
        """See Store."""
        kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
        with self._translated(key):
            obstore.put(self._store, checked_key(key), path, attributes={"Content-Type": kind})
        found = self.stat(key)
        if found is None:
            raise StorageError(f"{key} was stored but is not there.")
        return found

    def stat(self, key: str) -> StoredFile | None:
        """See Store."""
        try:
            with self._translated(key):
                return _stored(obstore.head(self._store, checked_key(key)))
        except NotFound:
            return None

    def read(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See Store."""
        found = self.stat(key)
        if found is None:
            raise NotFound(f"There is no stored file {key}.")
        end = found.size if length is None else min(found.size, start + length)
        return self._ranges(key, start, end)

    def _ranges(self, key: str, start: int, end: int) -> Iterator[bytes]:
        step = 8 * CHUNK_BYTES
        for at in range(start, end, step):
            with self._translated(key):
                part = obstore.get_range(self._store, key, start=at, end=min(at + step, end))
            yield bytes(part)

    def delete(self, key: str) -> None:
        """See Store."""
        try:
            with self._translated(key):
                obstore.delete(self._store, checked_key(key))
        except NotFound:
            return

    def list(self, prefix: str = "") -> Iterator[StoredFile]:
        """See Store."""
        with self._translated(prefix):
            for batch in obstore.list(self._store, prefix or None):
                for item in batch:
                    yield _stored(item)

    def presign(self, key: str, expires_s: int) -> str | None:
        """See Store."""
        with self._translated(key):
            return str(
                obstore.sign(self._store, "GET", checked_key(key), timedelta(seconds=expires_s))
            )

    def local_path(self, key: str) -> Path | None:
        """Always None."""
        return None

    def load(self, key: str) -> tuple[bytes, str]:
        """See VersionedStore."""
        with self._translated(key):
            found = obstore.get(self._store, checked_key(key))
            return bytes(found.bytes()), _mark(found.meta)

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """See VersionedStore."""
        mode: Any = "create"
        if etag is not None:
            tag, _, version = etag.partition("\n")
            known = {"e_tag": tag, "version": version}
            mode = {name: value for name, value in known.items() if value}
        with self._translated(key):
            try:
                put = obstore.put(self._store, checked_key(key), data, mode=mode)
            except (AlreadyExistsError, PreconditionError):
                return None
            except FileNotFoundError:
                # The file of that etag is gone.
                return None
        return _mark(put)

    @contextmanager
    def _translated(self, key: str) -> Iterator[None]:
        """The library's errors as ours. Its texts can quote URLs, so only their kind goes on."""
        try:
            yield
        except FileNotFoundError as error:
            raise NotFound(f"There is no stored file {key}.") from error
        except (BaseError, OSError, ValueError) as error:
            raise StorageError(
                f"The bucket failed at {key or 'its listing'} ({type(error).__name__}).",
                hint=f"Check {self._setting}, its credentials and that the bucket can be reached.",
            ) from error


def _mark(facts: Any) -> str:
    """What tells one content of a key from the next: S3 and Azure go by the tag, Google by the version."""
    return f"{facts['e_tag'] or ''}\n{facts['version'] or ''}"


def _stored(item: Any) -> StoredFile:
    return StoredFile(item["path"], item["size"], item["last_modified"], item["e_tag"] or "")
