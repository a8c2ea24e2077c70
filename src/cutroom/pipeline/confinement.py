"""Locking a rendering process in: it reads strangers' files with native codecs, so it may do little else.

Applied by the process to itself, in two steps. :func:`confine` comes first, while there is one thread
and nothing heavy is loaded: it dies with its parent, has hard limits, and no network where the kernel lets
us make an empty network namespace. :func:`seal` comes after the imports and before the first foreign byte:
a system-call filter takes away sockets, new programs and looking into other processes, and an audit hook
says the same to Python code. Memory is watched by the supervisor instead of RLIMIT_AS, which counts
address space: codecs and thread stacks map far more than they use.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from cutroom.core.errors import Refused

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_SECCOMP_SET_MODE_FILTER = 1
_FILTER_FLAG_TSYNC = 1
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | 13  # EACCES
_DATA_SLACK_BYTES = 4 << 30


# Name → number on x86-64, number on 64-bit ARM. What a decoder has no use for and an intruder would.
_DENIED_CALLS = {
    "socket": (41, 198),
    "connect": (42, 203),
    "execve": (59, 221),
    "kill": (62, 129),
    "ptrace": (101, 117),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "mount": (165, 40),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "finit_module": (313, 273),
    "bpf": (321, 280),
    "execveat": (322, 281),
    "userfaultfd": (323, 282),
    "pidfd_send_signal": (424, 424),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
}
_X32_BIT = 0x40000000
"""Numbers from here on belong to the x32 ABI of x86-64; no 64-bit ARM call reaches it."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """An architecture: its audit number, its ``seccomp`` call, its column of the table above."""

    audit_arch: int
    seccomp: int
    column: int


_MACHINES = {
    "x86_64": _Machine(audit_arch=0xC000003E, seccomp=317, column=0),
    "aarch64": _Machine(audit_arch=0xC00000B7, seccomp=277, column=1),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hard limits: processor seconds, bytes, niceness."""

    cpu_s: int
    memory_bytes: int
    file_bytes: int
    nice: int


def confine(bounds: Bounds, parent: int) -> None:
    """First step; see the module docstring. Exits at once when ``parent`` is already gone."""
    _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    os.nice(bounds.nice)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, bounds.cpu_s, bounds.cpu_s + 5)
    _limit(resource.RLIMIT_FSIZE, bounds.file_bytes)
    _limit(resource.RLIMIT_NOFILE, 4096)
    # A backstop far above what the supervisor allows, for memory taken faster than it looks.
    _limit(resource.RLIMIT_DATA, bounds.memory_bytes + _DATA_SLACK_BYTES)
    _offer_to_oom_killer()
    leave_network()


def seal() -> bool:
    """Second step; see the module docstring. False where the kernel offers no system-call filter."""
    sys.addaudithook(_refuse)
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    program = _filter(machine)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = _libc()
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    done = libc.syscall(machine.seccomp, _SECCOMP_SET_MODE_FILTER, _FILTER_FLAG_TSYNC, header)
    return bool(done == 0)


def leave_network() -> bool:
    """Move this process into a network namespace without interfaces. False where that is not permitted."""
    libc = _libc()
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if user == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    # Keep our own name inside, or files we make would belong to nobody.
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(line, encoding="ascii")
    return True


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(kind)
    wanted = soft if hard is None else hard
    top = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    resource.setrlimit(kind, (min(soft, top), top))


def _offer_to_oom_killer() -> None:
    """When the machine runs out of memory, a render should go before the service does."""
    try:
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    except OSError:
        return


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _filter(machine: _Machine) -> bytes:
    """A classic BPF program: foreign architectures and the denied calls fail, the rest goes through."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06

    def step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("HBBI", code, then, otherwise, value)

    numbers = [row[machine.column] for row in _DENIED_CALLS.values()]
    deny, allow = step(answer, _DENY), step(answer, _ALLOW)
    program = step(load, 4) + step(equal, machine.audit_arch, then=1) + deny + step(load, 0)
    # Jumps count the steps they leap over; "deny" stands behind all tests and "allow".
    program += step(at_least, _X32_BIT, then=len(numbers) + 1)
    for place, number in enumerate(numbers):
        program += step(equal, number, then=len(numbers) - place)
    return program + allow + deny


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.exec", "os.system"):
        raise Refused(f"Rendering tried {event}, which it may not.")
