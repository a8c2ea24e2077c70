"""The processes of a service: one that answers, one that renders, in one tree that ends together."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from types import FrameType
from typing import TYPE_CHECKING

from cutroom.core.errors import InvalidRequest
from cutroom.settings import Settings

if TYPE_CHECKING:
    from cutroom.app.working import MakeRender

log = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1
_SHORTEST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 30.0
_END_S = 15.0
_SHUTDOWN_S = 10


def serve(
    settings: Settings, *, with_worker: bool = True, make_render: MakeRender | None = None
) -> None:
    """Answer HTTP until told to stop; with a worker, render in a process of ours too.

    ``make_render`` must be a module-level function: it is called in the worker process.
    """
    _log_to_stderr()
    # The address first: a second service on the same port must not get as far as a worker. Then the
    # worker, which loads its libraries while this process loads its own.
    listener = _listen(settings)
    supervisor = Supervisor(settings, make_render) if with_worker else None
    if supervisor:
        supervisor.start()
    try:
        _answer(settings, listener, supervisor)
    finally:
        if supervisor:
            supervisor.stop()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise InvalidRequest(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}.",
            field="CUTROOM_PORT",
            hint="Set CUTROOM_HOST and CUTROOM_PORT to a free address.",
        ) from error
    return listener


def _answer(settings: Settings, listener: socket.socket, supervisor: Supervisor | None) -> None:
    import uvicorn

    from cutroom.api.service import service_app
    from cutroom.app.wiring import build_services

    class Server(uvicorn.Server):
        """Tells the worker to stop at the moment it is told itself."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            if supervisor:
                supervisor.begin_stop()
            super().handle_exit(sig, frame)

    services = build_services(settings)
    config = uvicorn.Config(
        service_app(services),
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_S,
    )
    threading.Thread(target=services.warm_up, name="warm-up", daemon=True).start()
    # uvicorn raises the signal again when it has shut down; by then there is still a worker to wait for.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda sig, frame: None)
    host, port = listener.getsockname()[:2]
    log.info("listening on http://%s:%s", host, port)
    Server(config).run(sockets=[listener])


def worker(settings: Settings, *, make_render: MakeRender | None = None) -> None:
    """Render tasks until SIGTERM or SIGINT; running ones may end first, for ``drain_s``."""
    _log_to_stderr()
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    _work(settings, make_render, stop, on_ready=lambda: None)


def _work(
    settings: Settings,
    make_render: MakeRender | None,
    stop: threading.Event,
    on_ready: Callable[[], None],
) -> None:
    from cutroom.app.rendering import pipeline_render
    from cutroom.app.working import build_worker

    running = build_worker(settings, make_render or pipeline_render)
    running.start()
    on_ready()
    stop.wait()
    running.stop()
    if threading.active_count() > 1:
        # A render that does not stop must not keep the process: its task was handed back.
        logging.shutdown()
        os._exit(0)


def _supervised(
    settings: Settings, make_render: MakeRender | None, parent: int, ready: Event
) -> None:
    """The worker process below a service: dies with it, leaves Ctrl-C to it."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        return
    _log_to_stderr()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    _work(settings, make_render, stop, on_ready=ready.set)


class Supervisor:
    """Keeps one worker process alive for as long as the service lives."""

    def __init__(self, settings: Settings, make_render: MakeRender | None = None) -> None:
        self._settings = settings
        self._make_render = make_render
        self._stopping = threading.Event()
        self._process: SpawnProcess | None = None
        # The parent-death signal follows the thread that started the process: this one lives as long.
        self._thread = threading.Thread(target=self._keep, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the worker and watch it."""
        self._thread.start()

    def begin_stop(self) -> None:
        """Tell the worker to stop: it lets running renders end for a while."""
        self._stopping.set()
        process = self._process
        if process is not None and process.is_alive():
            process.terminate()

    def stop(self) -> None:
        """End the worker; it is killed when it does not end in its time."""
        self.begin_stop()
        process = self._process
        if process is not None:
            process.join(self._settings.drain_s + _END_S)
            if process.is_alive():
                process.kill()
        self._thread.join(_END_S)

    def _keep(self) -> None:
        pause_s = 0.0
        context = multiprocessing.get_context("spawn")
        while not self._stopping.wait(pause_s):
            ready = context.Event()
            self._process = context.Process(
                target=_supervised,
                args=(self._settings, self._make_render, os.getpid(), ready),
                name="cutroom-worker",
            )
            self._process.start()
            self._process.join()
            if self._stopping.is_set():
                return
            # Soon after it had worked (a task that kills its worker ends after three starts); ever
            # slower when it dies on its way there again and again.
            slower_s = min(_LONGEST_PAUSE_S, 2 * pause_s)
            pause_s = _SHORTEST_PAUSE_S if ready.is_set() else max(_SHORTEST_PAUSE_S, slower_s)
            log.error("the worker ended with %s, starting it again", self._process.exitcode)


def _log_to_stderr() -> None:
    if not logging.getLogger().handlers:
        logging.basicConfig(
            stream=sys.stderr,
            level=logging.INFO,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
    for noisy in ("httpx", "httpcore", "uvicorn.error", "dbos"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
