"""How the fields that ask for an output are described: what is taken, whatever is said for what is not."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import Field, WithJsonSchema

from cutroom.api.wishes import MAX_CRF, MAX_FPS, MAX_SIDE_PX, MIN_FPS, MIN_SIDE_PX
from cutroom.core.output import RESOLUTION_SHORT_SIDE, OutputFormat, Preset
from cutroom.jobs.model import HIGHEST_PRIORITY, LOWEST_PRIORITY


def _described(*kinds: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [*kinds, {"type": "null"}]})


def _one_of(names: Any) -> WithJsonSchema:
    return _described({"type": "string", "enum": list(names)})


_RATE = {"type": "number", "minimum": MIN_FPS, "maximum": MAX_FPS}
_FRACTION = {"type": "string", "pattern": r"^[0-9]{1,7}(/[0-9]{1,7}|\.[0-9]{1,6})?$"}
_SIDE = {"type": "integer", "minimum": MIN_SIDE_PX, "maximum": MAX_SIDE_PX}
_MOMENT = {"type": "integer", "minimum": 0, "maximum": 10**13}
_PART = {"type": "array", "items": _MOMENT, "minItems": 2, "maxItems": 2}

Format = Annotated[str | None, _one_of(get_args(OutputFormat))]
Quality = Annotated[str | None, _one_of(get_args(Preset))]
Resolution = Annotated[str | None, _one_of(RESOLUTION_SHORT_SIDE)]
Priority = Annotated[int, Field(ge=LOWEST_PRIORITY, le=HIGHEST_PRIORITY)]
Fps = Annotated[float | str | None, _described(_RATE, _FRACTION)]
Side = Annotated[int | None, _described(_SIDE)]
Crf = Annotated[int | None, _described({"type": "integer", "minimum": 0, "maximum": MAX_CRF})]
Part = Annotated[list[int] | None, _described(_PART)]
