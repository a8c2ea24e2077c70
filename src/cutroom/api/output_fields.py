"""How the fields that ask for an output are described: what is taken, whatever is said for what is not."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import Field, WithJsonSchema

from cutroom.core.output import RESOLUTION_SHORT_SIDE, OutputFormat, Preset
from cutroom.jobs.model import HIGHEST_PRIORITY, LOWEST_PRIORITY


def _one_of(names: Any) -> WithJsonSchema:
    text = {"type": "string", "enum": list(names)}
    return WithJsonSchema({"anyOf": [text, {"type": "null"}]})


Format = Annotated[str | None, _one_of(get_args(OutputFormat))]
Quality = Annotated[str | None, _one_of(get_args(Preset))]
Resolution = Annotated[str | None, _one_of(RESOLUTION_SHORT_SIDE)]
Priority = Annotated[int, Field(ge=LOWEST_PRIORITY, le=HIGHEST_PRIORITY)]
