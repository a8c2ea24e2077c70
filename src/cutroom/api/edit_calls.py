"""The edit calls of the dialects: one row each, with the fields of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cutroom.api.editing import EditCall
from cutroom.authoring import captions, clips, easy, keyframing, masking, overlays, requests, sounds
from cutroom.authoring.clips import Shelf
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.placing import Added

Json = dict[str, Any]


def _none(wanted: object) -> Sequence[str]:
    return ()


def _answer(made: Added, ids: str) -> Json:
    return {"track_id": made.track_id, ids: list(made.material_ids), **_segments(made)}


def _segments(made: Added) -> Json:
    return {"segment_ids": [each.id for each in made.segments]}


def _infos(made: Added) -> Json:
    return {
        "segment_infos": [
            {"id": each.id, "start": each.span.start_us, "end": each.span.end_us}
            for each in made.segments
        ]
    }


def _videos(draft: DraftDocument, wanted: requests.AddVideos, shelf: Shelf) -> Json:
    made = clips.add_videos(draft, wanted, shelf)
    return _answer(made, "video_ids") | _infos(made)


def _audios(draft: DraftDocument, wanted: requests.AddAudios, shelf: Shelf) -> Json:
    return _answer(sounds.add_audios(draft, wanted, shelf), "audio_ids")


def _images(draft: DraftDocument, wanted: requests.AddImages, shelf: Shelf) -> Json:
    made = clips.add_images(draft, wanted, shelf)
    return _answer(made, "image_ids") | _infos(made)


def _sticker(draft: DraftDocument, wanted: requests.AddSticker, shelf: Shelf) -> Json:
    made = overlays.add_sticker(draft, wanted, shelf)
    return {
        "sticker_id": made.sticker_id,
        "track_id": made.track_id,
        "segment_id": made.segment_id,
        "duration": made.duration_us,
    }


def _keyframes(draft: DraftDocument, wanted: requests.AddKeyframes, shelf: Shelf) -> Json:
    made = keyframing.add_keyframes(draft, wanted, shelf.notes)
    return {"keyframes_added": made.count, "affected_segments": list(made.segment_ids)}


def _captions(draft: DraftDocument, wanted: requests.AddCaptions, shelf: Shelf) -> Json:
    made = captions.add_captions(draft, wanted, shelf.notes)
    return _answer(made, "text_ids") | _infos(made)


def _effects(draft: DraftDocument, wanted: requests.AddEffects, shelf: Shelf) -> Json:
    return _answer(overlays.add_effects(draft, wanted), "effect_ids")


def _filters(draft: DraftDocument, wanted: requests.AddFilters, shelf: Shelf) -> Json:
    return _answer(overlays.add_filters(draft, wanted), "filter_ids")


def _masks(draft: DraftDocument, wanted: requests.AddMasks, shelf: Shelf) -> Json:
    made = masking.add_masks(draft, wanted, shelf.notes)
    return {
        "masks_added": len(made.segment_ids),
        "affected_segments": list(made.segment_ids),
        "mask_ids": list(made.mask_ids),
    }


def _easy(draft: DraftDocument, wanted: requests.EasyMaterial, shelf: Shelf) -> Json:
    easy.easy_create_material(draft, wanted, shelf)
    return {}


def _easy_urls(wanted: requests.EasyMaterial) -> Sequence[str]:
    return [url for url in (wanted.audio_url, wanted.img_url, wanted.video_url) if url]


EDIT_CALLS = (
    EditCall(
        "add_videos", requests.AddVideos,
        lambda wanted: [item.video_url for item in wanted.video_infos], _videos,
    ),
    EditCall(
        "add_audios", requests.AddAudios,
        lambda wanted: [item.audio_url for item in wanted.audio_infos], _audios,
    ),
    EditCall(
        "add_images", requests.AddImages,
        lambda wanted: [item.image_url for item in wanted.image_infos], _images,
    ),
    EditCall(
        "add_sticker", requests.AddSticker,
        lambda wanted: [wanted.sticker_url] if wanted.sticker_url else [], _sticker,
    ),
    EditCall("add_keyframes", requests.AddKeyframes, _none, _keyframes),
    EditCall("add_captions", requests.AddCaptions, _none, _captions),
    EditCall("add_effects", requests.AddEffects, _none, _effects),
    EditCall("add_filters", requests.AddFilters, _none, _filters),
    EditCall("add_masks", requests.AddMasks, _none, _masks),
    EditCall("easy_create_material", requests.EasyMaterial, _easy_urls, _easy),
)  # fmt: skip
