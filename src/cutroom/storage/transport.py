"""An HTTP client whose every connection goes to an address that was checked.

The check sits where the connection is made, below redirects and connection reuse, so a name that
resolves differently a moment later (DNS rebinding) changes nothing: what was checked is what is dialled,
while TLS and the Host header keep the name. Proxies of the environment are not used: they would dial
for us unchecked.
"""

from __future__ import annotations

import select
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore
import httpx

from cutroom.core.errors import Cancelled, CutroomError
from cutroom.storage.addresses import AddressRules
from cutroom.storage.fetch_rules import FetchRules

USER_AGENT = "Mozilla/5.0 (compatible; Cutroom/0.1)"
_SLICE_S = 0.2


@dataclass(frozen=True, slots=True)
class Patience:
    """When to give up on everything done inside :func:`patient`: a monotonic time, or a request."""

    deadline_s: float
    should_stop: Callable[[], bool]


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def patient(patience: Patience) -> Iterator[None]:
    """Bound all reads in this block. A read past the deadline raises a timeout, a stop Cancelled."""
    token = _patience.set(patience)
    try:
        yield
    finally:
        _patience.reset(token)


class _WatchedStream(httpcore.NetworkStream):
    """A stream that a host cannot hold open by sending a byte now and then."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        patience = _patience.get()
        if patience is not None:
            self._wait(patience, timeout)
        return self._stream.read(max_bytes, timeout)

    def _wait(self, patience: Patience, timeout: float | None) -> None:
        sock = self._stream.get_extra_info("socket")
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return
        silent_until = time.monotonic() + (timeout or 60.0)
        poll = select.poll()
        poll.register(sock.fileno(), select.POLLIN)
        while not poll.poll(_SLICE_S * 1000):
            if patience.should_stop():
                raise Cancelled
            if time.monotonic() > min(patience.deadline_s, silent_until):
                raise httpcore.ReadTimeout("the host went silent or sent too slowly")
        if time.monotonic() > patience.deadline_s:
            raise httpcore.ReadTimeout("the host sent too slowly")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _WatchedStream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Dials only addresses that the rules allow."""

    def __init__(self, rules: AddressRules) -> None:
        """``rules`` resolve and judge."""
        self._rules = rules
        self._dialler = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first reachable address of ``host``. Raises Refused, httpcore.ConnectError."""
        deadline = time.monotonic() + (timeout or 60.0)
        try:
            addresses = self._rules.addresses(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} does not resolve") from error
        failure: Exception = httpcore.ConnectTimeout(f"{host} did not answer in time")
        for address in addresses:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            try:
                stream = self._dialler.connect_tcp(
                    address, port, left, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _WatchedStream(stream)
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: no URL of a stranger leads to a socket of this machine."""
        raise httpcore.ConnectError("local sockets are not reachable")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _CheckedTransport(httpx.HTTPTransport):
    def __init__(self, rules: AddressRules) -> None:
        context = httpx.create_ssl_context(trust_env=True)
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=10.0,
            network_backend=CheckedBackend(rules),
        )


def checked_client(rules: AddressRules, timeout: httpx.Timeout) -> httpx.Client:
    """A client for URLs of strangers, webhooks included; it follows no redirect by itself.

    Besides httpx's own errors a request may raise Refused.
    """
    return httpx.Client(
        transport=_CheckedTransport(rules),
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": USER_AGENT},
        # Strangers share this client: no cookie of one may reach another.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def client_for(addresses: AddressRules, rules: FetchRules) -> httpx.Client:
    """A checked client with the times of ``rules``."""
    times = httpx.Timeout(rules.read_timeout_s, connect=rules.connect_timeout_s, pool=None)
    return checked_client(addresses, times)


def refusal_in(error: BaseException) -> CutroomError | None:
    """Our own error inside a chain of causes, if there is one."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, CutroomError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None
