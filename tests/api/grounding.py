"""Generated requests, put on the ground of a real service: half of their names are names of things that exist.

A request of nothing but random text would end at the first check. No request leads off this machine: every URL
in it becomes one of a server of the test, or one that may not be fetched.
"""

from __future__ import annotations

import json
import math
import random
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from cutroom.core.errors import RenderError
from tests.api.site import HOST, MOUNTS, NATIVE, document
from tests.api.studio import Studio

Json = dict[str, Any]
_URL = re.compile(r"\s*[a-z]+://", re.IGNORECASE)
_NAMES: Mapping[str, tuple[str, ...]] = {
    "transition": ("叠化", "闪黑"),
    "mask": ("圆形", "爱心"),
    "audio_effect": ("教堂",),
    "in_animation": ("渐显", "放大"),
    "out_animation": ("渐隐",),
    "loop_animation": ("三分割",),
    "effect_title": ("1998",),
    "filter_title": ("1980",),
    "name": ("圆形", "矩形", "线性"),
    "text_effect": ("金色描边",),
    "property": ("KFTypeAlpha", "UNIFORM_SCALE", "KFTypePositionX"),
    "ctype": ("KFTypePositionX", "KFTypeAlpha"),
    "offsets": ("0|50|100", "0"),
    "values": ("1|2|3", "-192"),
    "resolution": ("480P", "4k"),
    "format": ("mp4", "gif", "wav"),
    "quality": ("draft", "high"),
    "fps": ("30000/1001", "25"),
    "text_color": ("#00ff00",),
    "keyword_color": ("#ff7100",),
    "kind": ("masks", "transitions", "text-effects"),
    "lang": ("zh",),
}

_ABOUT_A_DRAFT = ("/renders", "/renders/batch", "/stills", "/explain")


class Ground:
    """The things that exist, and how they get into a request."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._media: tuple[str, ...] = (
            studio.red, studio.blue, studio.moving, studio.tone, studio.clip, studio.page,
            studio.web.url("/not-there"), "http://10.0.0.1/a.mp4",
        )  # fmt: skip
        pictures = (studio.red, studio.blue, studio.moving)
        self._right_media: dict[str, tuple[str, ...]] = {
            **dict.fromkeys(("video_url", "video_urls"), (studio.clip,)),
            **dict.fromkeys(("audio_url", "mp3_url", "mp3_urls", "links"), (studio.tone,)),
            **dict.fromkeys(("image_url", "img_url", "imgs", "sticker_url"), pictures),
        }
        self._draft_url = studio.new_draft()
        items = [{"video_url": studio.clip, "start": 0, "end": 2_000_000}]
        made = studio.call("add_videos", {"draft_url": self._draft_url, "video_infos": items})
        texts = [{"text": "a快b", "start": 0, "end": 1_000_000}]
        said = studio.call("add_captions", {"draft_url": self._draft_url, "captions": texts})
        self._segments = [*made["segment_ids"], *said["segment_ids"]]

    def kept(self) -> Json:
        """The draft that the requests are about."""
        return self._studio.made(self._draft_url)

    def settle(self, case: Any) -> None:
        """Change a case in place, always in the same way."""
        said = (case.method, case.path, case.path_parameters, case.query, case.body)
        chance = random.Random(zlib.crc32(repr(said).encode()))
        for place in (case.path_parameters, case.query):
            if isinstance(place, dict):
                self._path(place, case, chance)
        case.body = self._value("", case.body, chance)
        if case.path in _ABOUT_A_DRAFT and isinstance(case.body, dict) and chance.random() < 0.5:
            case.body.pop("draft", None)
            case.body["draft_url"] = self._draft_url

    def _path(self, place: Json, case: Any, chance: random.Random) -> None:
        label = f"{case.method} {case.path}"
        for name in list(place):
            make = self._makers(label).get(name)
            if make is not None and chance.random() < 0.6:
                place[name] = make()
            elif name in _NAMES and chance.random() < 0.5:
                place[name] = chance.choice(_NAMES[name])

    def _makers(self, label: str) -> dict[str, Callable[[], str]]:
        # What is deleted must not be what the next request needs, and what is followed must have ended.
        own = self._draft_url.rpartition("=")[2]
        draft = self._studio.draft if label.startswith("DELETE") else lambda: own
        return {"draft_id": draft, "task_id": lambda: self._task(label)}

    def _task(self, label: str) -> str:
        studio = self._studio
        unique = document(text=f"task {random.random()}")
        answer = studio.post(f"{NATIVE}/renders", {"draft": unique})
        task = studio.services.renders.get(answer.json()["id"])
        if label.endswith("retry"):
            studio.fail(task, RenderError("The picture cannot be drawn."))
        elif not label.startswith("DELETE"):
            studio.finish(task)
        return task.id

    def _value(self, name: str, value: Any, chance: random.Random) -> Any:
        if isinstance(value, dict):
            return self._object(value, chance)
        if isinstance(value, list):
            made = [self._value(name, part, chance) for part in value]
            return in_a_row(made) if chance.random() < 0.7 else made
        if not isinstance(value, str):
            return value
        return self._text(name, value, chance)

    def _object(self, value: Json, chance: random.Random) -> Json:
        made = {key: self._value(key, part, chance) for key, part in value.items()}
        if {"draft", "draft_url"} <= set(made) and chance.random() < 0.9:
            del made[chance.choice(["draft", "draft_url"])]
        if "start" in made and chance.random() < 0.5:
            made |= {"start": 0, "end": 1_000_000}
        return made

    def _text(self, name: str, value: str, chance: random.Random) -> str:
        if name == "draft_url" and (chance.random() < 0.8 or _URL.match(value)):
            return chance.choice(
                [self._draft_url] * 5 + [f"{HOST}{MOUNTS[0]}/get_draft?draft_id=x"]
            )
        if name == "callback_url" and chance.random() < 0.8:
            return "http://127.0.0.1:1/hook"
        if name in ("segment_id", "segment_ids") and chance.random() < 0.8:
            return chance.choice(self._segments)
        if _URL.match(value):
            right = self._right_media.get(name, self._media)
            return chance.choice(right if chance.random() < 0.8 else self._media)
        if name in _NAMES and chance.random() < 0.6:
            return chance.choice(_NAMES[name])
        if name.endswith(("_infos", "keyframes", "captions")) and chance.random() < 0.3:
            return json.dumps([{"start": 0, "end": 9, name: value}])
        return value


def as_sloppy_json(body: Json) -> str:
    """A body as JSON, now and then as careless clients write it: no number, half a character, a control."""
    chance = random.Random(zlib.crc32(repr(body).encode(errors="replace")))
    return json.dumps({key: sloppy(value, chance) for key, value in body.items()})


def sloppy(value: Any, chance: random.Random) -> Any:
    """A value, now and then another."""
    if isinstance(value, dict):
        return {key: sloppy(part, chance) for key, part in value.items()}
    if isinstance(value, list):
        return [sloppy(part, chance) for part in value]
    if chance.random() > 0.02:
        return value
    if isinstance(value, str):
        return chance.choice([value + "\ud800", value + "\x00", "9" * 400, " "])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return chance.choice([math.inf, math.nan, 10**400, str(value)])
    return value


def in_a_row(items: list[Any]) -> list[Any]:
    """Items that have a time, one after the other, so that they may lie on one track."""
    second = 1_000_000
    return [
        {**item, "start": index * second, "end": (index + 1) * second}
        if isinstance(item, dict) and "start" in item
        else item
        for index, item in enumerate(items)
    ]
