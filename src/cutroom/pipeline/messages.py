"""What crosses the pipe between a rendering process and its supervisor, as JSON.

The process may have been taken over by the file it read, so everything that comes back is checked here
and nothing is ever unpickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from typing import Any, Literal, get_args

from cutroom.core import errors
from cutroom.core.diagnostics import Diagnostic, Severity
from cutroom.core.errors import CutroomError, InternalError, RenderError
from cutroom.core.facts import MediaFacts, MediaKind
from cutroom.core.output import OutputOptions
from cutroom.pipeline.limits import DraftLimits

Message = dict[str, Any]
PictureFormat = Literal["png", "jpeg", "webp"]
MAX_MESSAGE_BYTES = 64_000_000
_FACT_NAMES = {item.name for item in fields(MediaFacts)}
_PLACES = ("where", "field", "material")
_SPECIAL = (errors.UnknownName, errors.Busy, errors.RateLimited, errors.DraftLocked)


def _known_errors() -> dict[str, type[CutroomError]]:
    found: dict[str, type[CutroomError]] = {}
    waiting = [CutroomError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        # These are built from other values; they belong to calls, and no rendering process raises them.
        if kind not in _SPECIAL:
            found[kind.code] = kind
    return found


_ERRORS = _known_errors()


def error_message(error: CutroomError) -> Message:
    """An error without its traceback."""
    places = {name: getattr(error, name) for name in _PLACES if hasattr(error, name)}
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "details": error.details,
        **places,
    }


def read_error(message: Any) -> CutroomError:
    """The error that was sent; one that makes no sense is a RenderError."""
    if not isinstance(message, Mapping):
        return RenderError("Rendering failed without saying why.")
    kind = _ERRORS.get(str(message.get("code")), InternalError)
    details = message.get("details")
    places = {name: str(message[name])[:1000] for name in _PLACES if name in message}
    try:
        return kind(
            str(message.get("message", ""))[:4000],
            hint=str(message.get("hint", ""))[:2000],
            details=details if isinstance(details, Mapping) else {},
            **places,
        )
    except TypeError:
        return InternalError("Rendering failed with an error of an unknown shape.")


def read_diagnostics(items: Any) -> tuple[Diagnostic, ...]:
    """Diagnostics that were sent, leaving out what is malformed."""
    return tuple(_diagnostics(items if isinstance(items, list) else []))


def _diagnostics(items: Iterable[Any]) -> Iterable[Diagnostic]:
    for item in items:
        if not isinstance(item, Mapping) or item.get("severity") not in get_args(Severity):
            continue
        yield Diagnostic(
            code=str(item.get("code", "")),
            severity=item["severity"],
            where=str(item.get("where", "")),
            message=str(item.get("message", "")),
            start_us=whole(item, "start_us"),
            duration_us=whole(item, "duration_us"),
        )


def whole(message: Mapping[str, Any], name: str) -> int:
    """A whole number that was sent; 0 when it is missing or something else."""
    value = message.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def facts_message(facts: MediaFacts) -> Message:
    """Facts of a file."""
    return {**asdict(facts), "fps": str(facts.fps)}


def read_facts(message: Any, path: str) -> MediaFacts | None:
    """Facts that were sent or stored, for the file at ``path``; None when they make no sense."""
    try:
        values = dict(message) | {"path": path, "fps": Fraction(message["fps"])}
        # Facts that another version kept may lack what this one asks.
        if values.keys() != _FACT_NAMES:
            return None
        facts = MediaFacts(**values)
    except (TypeError, ValueError, KeyError, ZeroDivisionError):
        return None
    numbers = (facts.width, facts.height, facts.duration_us, facts.rotation)
    sound = all(isinstance(number, int) for number in numbers) and facts.kind in get_args(MediaKind)
    return facts if sound else None


def options_message(options: OutputOptions) -> Message:
    """Output options."""
    fps = None if options.fps is None else str(options.fps)
    return {**asdict(options), "fps": fps}


def read_options(message: Message) -> OutputOptions:
    """Output options that were sent by us."""
    fps, span = message["fps"], message["range_us"]
    values = message | {
        "fps": None if fps is None else Fraction(fps),
        "range_us": None if span is None else (span[0], span[1]),
    }
    return OutputOptions(**values)


@dataclass(frozen=True, slots=True)
class Medium:
    """A local file a draft uses: the compiler's key, where it lies, what is already known of it.

    ``is_media`` files are looked at with a codec; others (fonts, tables) only have a place.
    """

    key: str
    path: str
    name: str
    where: str = ""
    required: bool = True
    is_media: bool = True
    facts: MediaFacts | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What a rendering process is asked to do.

    ``kind`` "probe" looks at the media, "render" writes a video to ``output``, "still" one picture of the
    moment ``at_us`` to ``output`` as ``picture_format``, "help" draws parts of a video that another process
    writes. Those are made in ``parts_dir`` by ``workers`` processes, of which this is number ``worker``.
    ``cache_dir`` keeps parts between renders, "" keeps none.
    """

    kind: str
    media: tuple[Medium, ...]
    draft: str = ""
    output: str = ""
    options: OutputOptions = field(default_factory=OutputOptions)
    at_us: int = 0
    picture_format: PictureFormat = "png"
    limits: DraftLimits = field(default_factory=DraftLimits)
    font_dirs: tuple[str, ...] = ()
    parts_dir: str = ""
    worker: int = 0
    workers: int = 1
    cache_dir: str = ""
    cache_bytes: int = 0

    def message(self) -> Message:
        """The job as JSON."""
        media = [
            {name: getattr(medium, name) for name in Medium.__slots__}
            | {"facts": None if medium.facts is None else facts_message(medium.facts)}
            for medium in self.media
        ]
        own = {name: getattr(self, name) for name in self.__slots__}
        return own | {
            "media": media,
            "options": options_message(self.options),
            "limits": asdict(self.limits),
        }


def read_job(message: Message) -> Job:
    """The job that a supervisor sent."""
    media = tuple(
        Medium(**(item | {"facts": read_facts(item["facts"], item["path"])}))
        for item in message["media"]
    )
    values = {
        "media": media,
        "options": read_options(message["options"]),
        "limits": DraftLimits(**message["limits"]),
        "font_dirs": tuple(message["font_dirs"]),
    }
    return Job(**(message | values))
