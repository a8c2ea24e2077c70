"""What every use of a draft begins with: obtain it, gather its media, write down what the child needs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cutroom.core.output import OutputOptions
from cutroom.draft.codec import dump_draft
from cutroom.draft.folder import OpenedDraft
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.facts_shelf import FactsShelf
from cutroom.pipeline.materials import Gathered
from cutroom.pipeline.messages import Job, Message, PictureFormat, read_facts
from cutroom.storage.placing import unwritable


def make_folder(folder: Path) -> None:
    """Make the folder of an attempt. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def snapshot(opened: OpenedDraft, folder: Path) -> Path:
    """The draft as it is now in a file of ours, named by its content: edits during a render do not reach it."""
    data = dump_draft(opened.draft)
    path = folder / f"{hashlib.sha256(data).hexdigest()}.json"
    try:
        if not path.exists():
            path.write_bytes(data)
    except OSError as error:
        raise unwritable(path, error) from error
    return path


@dataclass(frozen=True, slots=True)
class Task:
    """The parts of a job that a use case chooses."""

    kind: str
    output: Path
    options: OutputOptions
    at_us: int = 0
    picture_format: PictureFormat = "png"
    parts_dir: str = ""


def job_for(task: Task, draft: Path, gathered: Gathered, environment: Environment) -> Job:
    """The job of a rendering process."""
    keeps = task.kind == "render" and environment.parts_dir is not None and task.options.cache
    return Job(
        kind=task.kind,
        media=gathered.media,
        draft=str(draft),
        output=str(task.output),
        options=task.options.settled(environment.output_defaults),
        at_us=task.at_us,
        picture_format=task.picture_format,
        limits=environment.draft_limits,
        font_dirs=tuple(str(folder) for folder in environment.font_dirs),
        parts_dir=task.parts_dir,
        workers=environment.render_limits.processes,
        cache_dir=str(environment.parts_dir) if keeps else "",
        cache_bytes=environment.parts_max_bytes if keeps else 0,
    )


def remember_facts(event: Message, environment: Environment) -> None:
    """Keep what a process found out about a file."""
    if event.get("event") != "facts":
        return
    path = event.get("path")
    facts = read_facts(event.get("facts"), path) if isinstance(path, str) else None
    if facts is not None:
        FactsShelf(environment.facts_dir).keep(facts)
