"""Every setting of Cutroom: read once, from the environment, into one frozen object.

A field ``data_dir`` is the variable ``CUTROOM_DATA_DIR`` and the flag ``--data-dir`` of ``cutroom serve`` and
``cutroom worker``. The table in ``docs/settings.md`` is generated from the fields below.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from cutroom.core.errors import InvalidRequest
from cutroom.core.output import OutputDefaults, VideoEncoder
from cutroom.pipeline.limits import DraftLimits, RenderLimits
from cutroom.pipeline.machine import core_count, memory_bytes

# Reading settings is the first thing a command does; what they describe is loaded when it is made.
if TYPE_CHECKING:
    from cutroom.authoring.keeping import DraftKeeping
    from cutroom.authoring.library import DraftLibrary
    from cutroom.pipeline.environment import Environment
    from cutroom.storage.fetch_rules import FetchRules
    from cutroom.storage.store import Store

PREFIX = "CUTROOM_"
MEGABYTE = 1_000_000

Read = Callable[[str], Any]


def _setting(default: Any, doc: str, read: Read, shown: str | None = None) -> Any:
    """A setting: ``read`` turns its text into the value, ``shown`` words the default in the docs."""
    words = shown if shown is not None else str(default)
    return field(default=default, metadata=_about(doc, read, words))


def _secret(default: Any, doc: str, read: Read, shown: str) -> Any:
    """A setting that may hold a password: it is left out when settings are printed."""
    return field(default=default, repr=False, metadata=_about(doc, read, shown))


def _about(doc: str, read: Read, shown: str) -> dict[str, Any]:
    return {"doc": doc, "read": read, "shown": shown}


def _whole(low: int, high: int = 10**9) -> Read:
    def read(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(f"must be between {low} and {high}")
        return value

    return read


def _decimal(low: float, high: float = 1e9) -> Read:
    def read(text: str) -> float:
        value = float(text)
        if not low <= value <= high:
            raise ValueError(f"must be between {low:g} and {high:g}")
        return value

    return read


def _flag(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    if text.lower() not in words:
        raise ValueError("must be true or false")
    return words[text.lower()]


def _one_of(kind: Any) -> Read:
    def read(text: str) -> str:
        names: tuple[str, ...] = get_args(kind)
        if text not in names:
            raise ValueError(f"must be one of {', '.join(names)}")
        return text

    return read


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(name).expanduser().resolve() for name in text.split(os.pathsep) if name)


def _folder(text: str) -> Path:
    return Path(text).expanduser()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with their defaults. Sizes are decimal megabytes, times are seconds."""

    host: str = _setting("127.0.0.1", "Address the service listens on.", str)
    port: int = _setting(30000, "Port the service listens on.", _whole(0, 65535))
    public_url: str = _setting(
        "", "Base of every URL that is handed out.", str, "taken from the request"
    )
    data_dir: Path = field(
        default=Path("cutroom-data"),
        metadata=_about(
            "Folder of drafts, media, results, cache and the SQLite database.",
            _folder,
            "./cutroom-data",
        ),
    )
    database_url: str = _secret(
        "", "Database of the jobs; PostgreSQL for several hosts.", str, "SQLite in the data folder"
    )
    storage_url: str = _secret(
        "",
        "Where results are kept: `s3://bucket/prefix?endpoint=…`, `gs://…` or `az://…`.",
        str,
        "the data folder",
    )
    draft_storage_url: str = _secret(
        "",
        "Where drafts are kept, named like the above, for hosts that share no disk; needs conditional writes.",
        str,
        "the data folder",
    )
    fetch_allow: tuple[str, ...] = _setting(
        (), "Hosts (`name` or `name:port`, commas between) exempt from the address rules.", _names, "none"
    )  # fmt: skip
    media_roots: tuple[Path, ...] = _setting(
        (),
        f"Folders (`{os.pathsep}` between) from which a draft may name local files.",
        _folders,
        "none",
    )
    font_dirs: tuple[Path, ...] = _setting(
        (), f"Folders (`{os.pathsep}` between) of fonts to use first.", _folders, "none"
    )
    api_keys: tuple[str, ...] = _secret(
        (), "Accepted API keys (commas between); none means open.", _names, "none"
    )
    api_keys_everywhere: bool = _setting(
        False,
        "Ask for a key with every call that makes, changes or looks after a draft, too.",
        _flag,
        "false",
    )
    rate_limit_per_minute: int = _setting(
        0,
        "Calls one caller (API key, else address) may make in a minute at this process; 0 is no limit.",
        _whole(0, 1_000_000),
    )
    render_concurrency: int = _setting(
        0, "Renders at once on this host.", _whole(0, 1024), "half the cores, at least 1"
    )
    video_retention_days: float = _setting(
        30.0, "Days a finished video is kept.", _decimal(0, 36500), "30"
    )
    failure_retention_days: float = _setting(
        7.0, "Days a failed task is kept.", _decimal(0, 36500), "7"
    )
    draft_retention_days: float = _setting(
        0.0,
        "Days a draft is kept after its last use (made, changed, saved or rendered); 0 is for ever.",
        _decimal(0, 36500),
        "0",
    )
    queue_limit: int = _setting(
        1000, "Most tasks that wait; more are refused with a time to come back.", _whole(1)
    )
    drain_s: float = _setting(
        20.0,
        "How long a worker that is told to stop lets running renders go on, s.",
        _decimal(0, 86400),
        "20",
    )
    webhook_secret: str = _secret(
        "",
        "Secret that signs webhooks (text, or `whsec_` and base64).",
        str,
        "webhooks are not signed",
    )
    capcut_mate_always_200: bool = _setting(
        False, "Answer HTTP 200 with the error in the body on the capcut-mate mounts.", _flag, "false"
    )  # fmt: skip
    sticker_placeholders: bool = _setting(
        False,
        "Draw a labelled plate for a sticker that only the vendor's store has; a render may ask otherwise.",
        _flag,
        "false",
    )
    fetch_max_mb: int = _setting(2000, "Largest file fetched from the network, MB.", _whole(1))
    fetch_timeout_s: float = _setting(
        600.0, "Longest time one file may take to fetch.", _decimal(0.1), "600"
    )
    fetch_connect_timeout_s: float = _setting(
        10.0, "Longest time to connect to a host.", _decimal(0.1), "10"
    )
    fetch_read_timeout_s: float = _setting(
        30.0, "Longest silence of a host while it sends.", _decimal(0.1), "30"
    )
    fetch_redirects: int = _setting(5, "Redirects followed for one file.", _whole(0, 50))
    fetch_attempts: int = _setting(4, "Attempts at one file when the network fails.", _whole(1, 20))
    fetch_concurrency: int = _setting(4, "Files fetched at once for one render.", _whole(1, 64))
    cache_max_mb: int = _setting(
        20_000, "Size at which fetched media unused for longest are removed, MB.", _whole(0)
    )
    part_cache_max_mb: int = _setting(
        10_000,
        "Size at which encoded parts of videos unused for longest are removed, MB; 0 keeps none.",
        _whole(0),
    )
    part_cache_dir: Path | None = field(
        default=None,
        metadata=_about(
            "Folder of encoded parts of videos, which renders that show the same again share.",
            _folder,
            "in the data folder",
        ),
    )
    max_draft_mb: int = _setting(64, "Largest draft document, MB.", _whole(1, 1024))
    max_upload_mb: int = _setting(
        2000, "Largest upload, MB, unpacked archives included.", _whole(1)
    )
    max_files: int = _setting(
        5000, "Most files in a draft's folder or archive, and most media it may name.", _whole(1)
    )
    max_duration_s: float = _setting(
        7200.0, "Longest video rendered.", _decimal(0.1, 7 * 86400), "7200"
    )
    max_side_px: int = _setting(4096, "Largest width or height of a video.", _whole(16, 16384))
    max_fps: int = _setting(120, "Highest frame rate of a video.", _whole(1, 240))
    render_timeout_s: float = _setting(
        3600.0, "Longest time one render may take.", _decimal(1), "3600"
    )
    render_cpu_s: int = _setting(
        0, "Most processor time one render may use.", _whole(0), "the time limit × cores"
    )
    render_memory_mb: int = _setting(
        0, "Most memory one render may use, MB.", _whole(0), "¾ of the machine ÷ renders at once"
    )
    render_processes: int = _setting(
        0,
        "Processes that draw one video; each keeps about two cores busy.",
        _whole(0, 256),
        "half the cores ÷ renders at once, 1 for each GB of its memory at most",
    )
    render_max_file_mb: int = _setting(20_000, "Largest file a render may write, MB.", _whole(1))
    encoder: str = _setting(
        "x264",
        "What makes H.264 where a request does not say: `x264`, `nvenc`, `qsv`, `vaapi`, `videotoolbox`, "
        "or `hardware` for the first of those that works; x264 steps in where it does not.",
        _one_of(VideoEncoder),
    )
    smart: bool = _setting(
        False,
        "Copy untouched groups of H.264 sources instead of encoding them, where a request does not say.",
        _flag,
        "false",
    )
    render_nice: int = _setting(5, "Niceness of rendering processes.", _whole(0, 19))

    @property
    def renders_at_once(self) -> int:
        """``render_concurrency``, or half the cores when it is 0."""
        return self.render_concurrency or max(1, core_count() // 2)

    @property
    def drafts_dir(self) -> Path:
        """Where the drafts of this server are kept, one folder an id."""
        return self.data_dir / "drafts"

    def fetch_rules(self) -> FetchRules:
        """The rules for everything fetched, webhooks included."""
        from cutroom.storage.fetch_rules import FetchRules

        return FetchRules(
            allow=self.fetch_allow,
            max_bytes=self.fetch_max_mb * MEGABYTE,
            timeout_s=self.fetch_timeout_s,
            connect_timeout_s=self.fetch_connect_timeout_s,
            read_timeout_s=self.fetch_read_timeout_s,
            redirects=self.fetch_redirects,
            attempts=self.fetch_attempts,
        )

    def render_limits(self) -> RenderLimits:
        """What one rendering process may use."""
        share = memory_bytes() * 3 // 4 // self.renders_at_once
        memory = self.render_memory_mb * MEGABYTE or share
        cores = core_count() // 2 // self.renders_at_once
        return RenderLimits(
            timeout_s=self.render_timeout_s,
            cpu_s=self.render_cpu_s or int(self.render_timeout_s * core_count()),
            memory_bytes=memory,
            file_bytes=self.render_max_file_mb * MEGABYTE,
            nice=self.render_nice,
            processes=self.render_processes or max(1, min(cores, memory // (1000 * MEGABYTE))),
        )

    def draft_limits(self) -> DraftLimits:
        """How large a draft and its video may be."""
        return DraftLimits(
            document_bytes=self.max_draft_mb * MEGABYTE,
            archive_bytes=self.max_upload_mb * MEGABYTE,
            files=self.max_files,
            duration_s=self.max_duration_s,
            side_px=self.max_side_px,
            fps=self.max_fps,
        )

    def environment(self, extra_media_roots: tuple[Path, ...] = ()) -> Environment:
        """What a render works with; ``extra_media_roots`` are trusted for this use only."""
        from cutroom.pipeline.environment import Environment
        from cutroom.storage.fetch import Fetcher

        return Environment(
            fetcher=Fetcher(
                self.fetch_rules(), self.data_dir / "cache" / "media", self.cache_max_mb * MEGABYTE
            ),
            library=self.library(),
            facts_dir=self.data_dir / "cache" / "facts",
            media_roots=self.media_roots + extra_media_roots,
            font_dirs=self.font_dirs,
            fetch_concurrency=self.fetch_concurrency,
            draft_limits=self.draft_limits(),
            render_limits=self.render_limits(),
            parts_dir=self._parts_dir(),
            parts_max_bytes=self.part_cache_max_mb * MEGABYTE,
            output_defaults=OutputDefaults(
                cast(VideoEncoder, self.encoder), self.smart, self.sticker_placeholders
            ),
        )

    def _parts_dir(self) -> Path | None:
        if not self.part_cache_max_mb:
            return None
        return self.part_cache_dir or self.data_dir / "cache" / "parts"

    def library(self) -> DraftLibrary:
        """The drafts of this server."""
        from cutroom.authoring.library import DraftLibrary

        return DraftLibrary(self._kept_drafts(), self.draft_limits())

    def _kept_drafts(self) -> DraftKeeping:
        if not self.draft_storage_url:
            from cutroom.authoring.folder_drafts import FolderDrafts

            return FolderDrafts(self.drafts_dir)
        from cutroom.authoring.bucket_drafts import SETTING, BucketDrafts
        from cutroom.storage.bucket import open_bucket

        return BucketDrafts(
            open_bucket(self.draft_storage_url, SETTING), self.data_dir / "draft-copies"
        )

    def store(self) -> Store:
        """Where results are kept."""
        # The bucket library takes a moment to load, and a render from the command line needs none.
        from cutroom.storage.bucket import open_store

        return open_store(self.storage_url, self.data_dir / "results")


def read_settings(
    environ: Mapping[str, str], flags: Mapping[str, str | None] | None = None
) -> Settings:
    """Settings from ``CUTROOM_*`` variables; ``flags`` (by field name) win over them.

    Raises InvalidRequest that names the variable for a value that cannot be read.
    """
    values: dict[str, Any] = {}
    for item in fields(Settings):
        name = PREFIX + item.name.upper()
        text = (flags or {}).get(item.name)
        text = environ.get(name, "") if text is None else text
        if text.strip():
            values[item.name] = _read(name, text.strip(), item.metadata["read"])
    return Settings(**values)


def _read(name: str, text: str, read: Read) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise InvalidRequest(
            f"{name} is {text!r}.", field=name, hint=f"It {_reason(error)}."
        ) from error


def _reason(error: ValueError) -> str:
    words = str(error)
    return words if words.startswith("must") else "must be a number"
