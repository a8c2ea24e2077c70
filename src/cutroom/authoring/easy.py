"""A sound with what goes with it, in one call."""

from __future__ import annotations

from cutroom.authoring.assets import PHOTO_US, Asset
from cutroom.authoring.captions import Setting, text_material
from cutroom.authoring.clips import Shelf
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.lettering import Look, color_named, plain_parts
from cutroom.authoring.parts import (
    Play,
    Pose,
    Span,
    clip_segment,
    sound_material,
    sound_segment,
    video_material,
    visual_segment,
)
from cutroom.authoring.placing import bad_item, shift
from cutroom.authoring.requests import EasyMaterial

_LONGEST_US = 5_000_000
_PICTURE_US = 3_000_000


def easy_create_material(draft: DraftDocument, wanted: EasyMaterial, shelf: Shelf) -> None:
    """Video (5 s), picture (3 s), text (5 s) and sound (at most 5 s), each on a track, all from the start.

    All of it or nothing. Raises InvalidRequest for a file of the wrong kind.
    """
    if wanted.video_url:
        video = _checked(shelf, "video_url", wanted.video_url, ("video", "animation"))
        _add_clip(draft, video, min(_LONGEST_US, max(1, video.facts.duration_us)))
    if wanted.img_url:
        picture = _checked(shelf, "img_url", wanted.img_url, ("image", "animation"))
        _add_clip(draft, picture, min(_PICTURE_US, PHOTO_US))
    if wanted.text:
        color = color_named(wanted.text_color, "text_color", shelf.notes)
        look = Look(wanted.font_size, plain_parts(color, None, ()))
        material = text_material(draft, wanted.text, [look] * len(wanted.text), Setting())
        _, y = shift(draft, 0, wanted.text_transform_y)
        segment = visual_segment(material["id"], Span(0, _LONGEST_US), Pose(y=y))
        draft.add_track("text", [segment])
    sound = shelf.assets[wanted.audio_url]
    if not sound.facts.has_audio:
        raise bad_item("audio_url", "the file holds no sound.")
    span = Span(0, max(1, min(_LONGEST_US, sound.facts.duration_us)))
    material = sound_material(draft, sound)
    draft.add_track("audio", [sound_segment(draft, material["id"], span, Play(span))])


def _checked(shelf: Shelf, field: str, url: str, kinds: tuple[str, ...]) -> Asset:
    asset = shelf.assets[url]
    if asset.facts.kind not in kinds:
        raise bad_item(field, f"the file is no {kinds[0]}.")
    return asset


def _add_clip(draft: DraftDocument, asset: Asset, length_us: int) -> None:
    material = video_material(draft, asset)
    span = Span(0, length_us)
    draft.add_track("video", [clip_segment(draft, material["id"], span, Pose(), Play(span))])
