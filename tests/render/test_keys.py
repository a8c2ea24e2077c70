"""Equal keys mean equal pictures, whatever is changed; what does not show does not change a key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cutroom.core.color import Color
from cutroom.core.errors import CutroomError
from cutroom.core.facts import MediaFacts
from cutroom.core.typography import FontRequest, Paint, TextContent
from cutroom.media.encode_settings import EncodeSettings
from cutroom.render import keys
from cutroom.render.chunks import plan_chunks
from cutroom.render.keys import KeyMaker
from cutroom.render.slices import part_of
from cutroom.timeline.model import (
    AdjustLayer,
    Layer,
    SoundClip,
    Source,
    Timeline,
    Treatment,
)
from tests.render.films import everything, footage, pictures, same, words

SETTINGS = EncodeSettings(160, 90, Fraction(30), audio=False)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return everything(tmp_path_factory.mktemp("film"))


def key(part: Timeline, settings: EncodeSettings = SETTINGS) -> str:
    return KeyMaker(part, settings, ()).of_part(part)


def keys_of(timeline: Timeline) -> list[str]:
    maker = KeyMaker(timeline, SETTINGS, ())
    return [maker.of_part(part_of(timeline, c.first, c.end)) for c in plan_chunks(timeline)]


# -- every field counts ------------------------------------------------------------------------------


def changed(value: Any, kind: str) -> Any:
    """Another value of the same type, None where there is none to be had."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case float():
            return value + 0.125 if value <= 0.5 else value - 0.125
        case Fraction():
            return value + Fraction(1, 3)
        case str() if kind != "where":
            return value + "x"
        case str():
            return "elsewhere"
        case tuple() if len(value) > 1:
            return value[:-1]
    return None


def variants(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The value with one thing in it changed, and the path of the thing."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            for name, other in variants(item, f"{path}[{index}]"):
                yield name, (*value[:index], other, *value[index + 1 :])
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            held, name = getattr(value, field.name), f"{path}.{field.name}"
            for deeper, other in variants(held, name):
                yield deeper, replace(value, **{field.name: other})
            other = changed(held, field.name)
            if other is not None:
                yield f"{name}!", replace(value, **{field.name: other})


UNSEEN = ("where!", "facts.path!")


def test_changing_any_field_of_a_part_changes_its_key(film: Timeline) -> None:
    part = part_of(film, 60, 130)
    before, kept, count = key(part), [], 0
    for name, other in variants(part):
        if "sources[" in name and not name.endswith(UNSEEN):
            continue  # Facts of files have a test of their own.
        if name.endswith(".sources!"):
            continue
        count += 1
        if name.endswith((".source!",)) and not 0 <= _source(other, name) < len(part.sources):
            continue
        if key(other) == before:
            kept.append(name)
    assert count > 500
    assert [name for name in kept if not name.endswith(UNSEEN)] == []
    assert any(name.endswith("where!") for name in kept)


def _source(part: Timeline, _name: str) -> int:
    """The highest source index that a part mentions."""
    highest = 0
    for layer in part.layers:
        for clip in layer.clips if isinstance(layer, Layer) else ():
            highest = max(highest, getattr(clip.content, "source", 0))
            nested = getattr(clip.content, "timeline", None)
            if nested is not None:
                highest = max(highest, _source(nested, ""))
    return highest


@pytest.mark.parametrize(
    "name", [field.name for field in fields(MediaFacts) if field.name != "path"]
)
def test_all_that_is_known_of_a_file_counts_but_where_it_lies(film: Timeline, name: str) -> None:
    part = part_of(film, 0, 60)
    facts = part.sources[0].facts
    other = changed(getattr(facts, name), name)
    assert key(part) != key(_with_facts(part, replace(facts, **{name: other})))
    assert key(part) == key(_with_facts(part, replace(facts, path="/elsewhere/a.mp4")))


def _with_facts(part: Timeline, facts: MediaFacts) -> Timeline:
    return replace(part, sources=(Source(facts), *part.sources[1:]))


def test_every_encoder_setting_counts(film: Timeline) -> None:
    part = part_of(film, 0, 60)
    before = key(part)
    for field in fields(EncodeSettings):
        other = changed(getattr(SETTINGS, field.name), field.name)
        assert key(part, replace(SETTINGS, **{field.name: other})) != before, field.name


def test_a_file_named_by_a_parameter_counts_by_its_content(film: Timeline, tmp_path: Path) -> None:
    table, copy = tmp_path / "a.cube", tmp_path / "b.cube"

    def part(path: Path) -> Timeline:
        lut = Treatment("lut", (("path", str(path)),), 0, 60)
        return part_of(replace(film, layers=(AdjustLayer("x", (lut,)),)), 0, 60)

    table.write_text("one")
    copy.write_text("one")
    before = key(part(table))
    assert key(part(copy)) == before
    table.write_text("another")
    assert key(part(table)) != before
    assert key(part(tmp_path / "missing")) not in (before, key(part(table)))


def test_a_font_file_and_a_texture_count_by_their_content(film: Timeline, tmp_path: Path) -> None:
    def made(font: Path, texture: Path) -> str:
        clip = words("text", 0, 60)
        assert isinstance(clip.content, TextContent)
        span = clip.content.spans[0]
        paint = Paint((Color(1, 1, 1),), texture=str(texture))
        style = replace(span.style, font=FontRequest(str(font)), fill=paint)
        content = replace(clip.content, spans=(replace(span, style=style),))
        layer = Layer("x", (replace(clip, content=content),))
        return key(part_of(replace(film, layers=(layer,)), 0, 60))

    paths = [tmp_path / name for name in "abcd"]
    for path, content in zip(paths, ("font", "font", "picture", "other picture"), strict=True):
        path.write_text(content)
    assert made(paths[0], paths[2]) == made(paths[1], paths[2])
    assert made(paths[0], paths[2]) != made(paths[0], paths[3])
    assert made(paths[0], paths[2]) != made(paths[2], paths[2])


def test_the_fonts_of_the_machine_count_where_there_is_text(film: Timeline, tmp_path: Path) -> None:
    texts = replace(film, layers=(Layer("x", (words("text", 0, 60),)),))
    silent = replace(film, layers=(Layer("x", (footage(0, 60, Fraction(0)),)),))
    (tmp_path / "new.ttf").write_bytes(b"a font")

    def with_folder(timeline: Timeline, *folders: Path) -> str:
        return KeyMaker(timeline, SETTINGS, folders).of_part(part_of(timeline, 0, 60))

    assert with_folder(texts) != with_folder(texts, tmp_path)
    assert with_folder(silent) == with_folder(silent, tmp_path)


def test_another_engine_makes_other_keys(film: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of(film, 0, 60)
    before = key(part)
    monkeypatch.setattr(keys, "engine_digest", lambda: "another engine")
    assert key(part) != before


def test_a_value_of_an_unknown_kind_is_an_error(film: Timeline) -> None:
    strange = Treatment("blur", (("amount", {1, 2}),), 0, 60)  # type: ignore[arg-type]
    part = replace(film, layers=(AdjustLayer("x", (strange,)),))
    with pytest.raises(CutroomError, match="set"):
        key(part)


def test_the_key_of_the_sound_follows_the_sounds_and_the_length_only(film: Timeline) -> None:
    time = film.layers[0].clips[0].content.time  # type: ignore[union-attr]
    sounding = replace(film, sounds=(SoundClip("a", 0, 0, 48_000, time),))

    def sound_key(timeline: Timeline) -> str:
        return KeyMaker(timeline, SETTINGS, ()).of_sound(timeline)

    before = sound_key(sounding)
    assert sound_key(replace(sounding, layers=())) == before
    assert sound_key(replace(sounding, length_frames=7)) != before
    for name, other in variants(sounding.sounds[0]):
        if name == ".source!":
            continue
        same_sound = sound_key(replace(sounding, sounds=(other,))) == before
        assert same_sound == name.endswith("where!"), name


# -- what does not show does not count ------------------------------------------------------------------


def test_editing_a_caption_touches_the_chunks_that_show_it(film: Timeline) -> None:
    main = Layer("main", (footage(0, 1800, Fraction(0)),))

    def made(text: str) -> Timeline:
        captions = [words("caption", 50 * number, 50) for number in range(36)]
        captions[7] = words(text, 7 * 50, 50)
        layers = (main, Layer("captions", tuple(captions)))
        return replace(film, layers=layers, length_frames=1800)

    before, after = keys_of(made("before")), keys_of(made("after"))
    assert len(before) == 12
    assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [2]


def test_a_second_draft_with_the_same_intro_shares_its_chunks(film: Timeline) -> None:
    intro = footage(0, 300, Fraction(0))
    one = replace(
        film, layers=(Layer("a", (intro, footage(300, 300, Fraction(3)))),), length_frames=600
    )
    moved = replace(intro, start_frame=150, where="somewhere else")
    other = replace(
        film, layers=(Layer("b", (footage(0, 150, Fraction(6)), moved)),), length_frames=450
    )
    assert set(keys_of(one)[:2]) <= set(keys_of(other))


def test_inserting_a_clip_keeps_the_chunks_behind_it(film: Timeline) -> None:
    def made(*clips: Any) -> Timeline:
        length = clips[-1].start_frame + clips[-1].length_frames
        return replace(film, layers=(Layer("main", clips),), length_frames=length)

    before = keys_of(made(footage(0, 900, Fraction(0))))
    inserted = made(
        footage(0, 300, Fraction(0)),
        footage(300, 100, Fraction(7)),
        footage(400, 600, Fraction(10)),
    )
    assert len(set(before) & set(keys_of(inserted))) >= len(before) - 2


def test_equal_keys_are_equal_pictures_whatever_was_changed(
    film: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Change one thing of a whole timeline: chunks whose key stays must show what they showed."""
    monkeypatch.setattr("cutroom.render.chunks.CHUNK_S", Fraction(2))
    monkeypatch.setattr("cutroom.render.chunks.SHORTEST_S", Fraction(1))
    chunks, before = plan_chunks(film), keys_of(film)
    chance = random.Random(11)
    unsafe = ("sources", ".width!", ".height!", ".fps!", ".source!", "where!")
    choices = [found for found in variants(film) if not any(word in found[0] for word in unsafe)]
    compared = 0
    for name, other in chance.sample(choices, 25):
        after = keys_of(other)
        if plan_chunks(other) != chunks or name == ".length_frames!":
            continue
        equal = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a == b]
        frames = [chance.randrange(chunks[n].first, chunks[n].end) for n in equal[:2]]
        for frame, one, two in zip(
            frames, pictures(film, frames), pictures(other, frames), strict=True
        ):
            compared += 1
            assert same(one, two), (name, frame)
    assert compared > 20


def test_a_part_of_the_timeline_shares_its_chunks_with_the_whole(film: Timeline) -> None:
    """Rendering a range finds what rendering the whole left behind."""
    later = part_of(replace(film, layers=(Layer("m", (footage(0, 600, Fraction(0)),)),)), 0, 600)
    whole, part = keys_of(later), keys_of(part_of(later, 150, 600))
    assert set(part) <= set(whole)
