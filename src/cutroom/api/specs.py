"""A render as a task keeps it: where the draft is, what is asked of the output, where answers point to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from cutroom.core.output import OutputOptions
from cutroom.jobs.model import Json
from cutroom.pipeline.links import (
    ArchiveLink,
    DocumentLink,
    DraftLink,
    LocalDraft,
    RemoteDraft,
)
from cutroom.pipeline.sources import DraftSource, MergedDraft


@dataclass(frozen=True, slots=True)
class RenderSpec:
    """What the worker is told. ``base_url`` is where the submitter found us.

    ``ephemeral`` drafts were made for this render alone and go when it expires. ``variables`` are the values
    of the draft's merge fields; None takes the draft as it is.
    """

    link: DraftLink
    options: OutputOptions
    base_url: str = ""
    ephemeral: bool = False
    variables: Mapping[str, str] | None = None

    @property
    def source(self) -> DraftSource:
        """The draft to render."""
        return source_of(self.link, self.variables)


def source_of(link: DraftLink, variables: Mapping[str, str] | None) -> DraftSource:
    """The draft at ``link``, with the values of its merge fields if there are any to be given."""
    return link if variables is None else MergedDraft(link, variables)


_LINKS: dict[str, type[DraftLink]] = {
    "local": LocalDraft,
    "remote": RemoteDraft,
    "document": DocumentLink,
    "archive": ArchiveLink,
}
_KINDS = {cls: kind for kind, cls in _LINKS.items()}


def options_json(options: OutputOptions) -> dict[str, Any]:
    """The options that differ from their defaults; equal options give equal values."""
    values = {
        name: value
        for name, value in asdict(options).items()
        if value != getattr(_DEFAULTS, name) and value is not None
    }
    if options.fps is not None:
        values["fps"] = str(options.fps)
    if options.range_us is not None:
        values["range_us"] = list(options.range_us)
    return values


def options_of(values: Json) -> OutputOptions:
    """The options that ``options_json`` wrote."""
    given = dict(values)
    if "fps" in given:
        given["fps"] = Fraction(given["fps"])
    if "range_us" in given:
        given["range_us"] = tuple(given["range_us"])
    return OutputOptions(**given)


_DEFAULTS = OutputOptions()


def spec_json(spec: RenderSpec) -> dict[str, Any]:
    """The form in which a task keeps a spec."""
    return {
        "link": {"kind": _KINDS[type(spec.link)], **asdict(spec.link)},
        "options": options_json(spec.options),
        "base_url": spec.base_url,
        "ephemeral": spec.ephemeral,
        "variables": None if spec.variables is None else dict(spec.variables),
    }


def spec_of(values: Json) -> RenderSpec:
    """The spec that ``spec_json`` wrote."""
    link = dict(values["link"])
    kind = _LINKS[link.pop("kind")]
    return RenderSpec(
        kind(**link),
        options_of(values["options"]),
        values["base_url"],
        values["ephemeral"],
        values.get("variables"),
    )
