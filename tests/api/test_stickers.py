"""Stickers over HTTP: searching them, their pictures, putting them into drafts."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import pytest
from PIL import Image
from pyJianYingDraft import DraftFolder

from cutroom.stickers.library import find_by_id, stickers
from tests.api.site import HOST, JY, MOUNTS, NATIVE, Site
from tests.api.studio import SECOND, Studio
from tests.media.lottie_files import animation, layer, square

mounts = pytest.mark.parametrize("mount", MOUNTS)
SPAN = {"start": 0, "end": SECOND}


def found(site: Site, keyword: str, mount: str = MOUNTS[0]) -> list[dict[str, Any]]:
    answer = site.post(f"{mount}/search_sticker", {"keyword": keyword})
    assert answer.status_code == 200, answer.text
    data: list[dict[str, Any]] = answer.json()["data"]
    return data


@mounts
@pytest.mark.parametrize(
    ("keyword", "first"),
    [("点赞", "sticker-like"), ("thumbs up", "emoji-1f44d"), ("右箭头", "sticker-arrow-right"),
     ("subscribe", "sticker-subscribe"), ("🎉", "emoji-1f389")],
)  # fmt: skip
def test_a_search_answers_with_the_fields_of_the_apps_own(
    site: Site, mount: str, keyword: str, first: str
) -> None:
    data = found(site, keyword, mount)
    assert 1 <= len(data) <= 50
    assert data[0]["sticker_id"] == first
    for item in data:
        assert set(item) == {"sticker", "sticker_id", "title"}
        assert set(item["sticker"]) == {
            "large_image", "preview_cover", "sticker_package", "sticker_type", "track_thumbnail",
        }  # fmt: skip
        assert set(item["sticker"]["sticker_package"]) == {
            "height_per_frame",
            "width_per_frame",
            "size",
        }


def test_titles_are_in_the_language_asked_for(site: Site) -> None:
    for language, title in (("zh-CN", "右箭头"), ("en-US", "arrow right")):
        answer = site.post(f"{MOUNTS[0]}/search_sticker", {"keyword": "右箭头"}, language)
        assert answer.json()["data"][0]["title"] == title


def test_a_keyword_that_finds_nothing_gets_fifty_others_and_is_told(site: Site) -> None:
    for language, word in (("zh", "匹配"), ("en", "matches")):
        answer = site.post(f"{MOUNTS[0]}/search_sticker", {"keyword": "xqzzkv"}, language).json()
        assert len(answer["data"]) == 50
        assert word in answer["warnings"][0]
    assert found(site, "xqzzkv") == found(site, "xqzzkv")
    assert "warnings" not in site.post(f"{MOUNTS[0]}/search_sticker", {"keyword": "星星"}).json()


@mounts
@pytest.mark.parametrize(
    "body", [{}, {"keyword": ""}, {"keyword": " "}, {"keyword": 7}, {"keyword": "a" * 201}]
)
def test_keywords_that_cannot_be(site: Site, mount: str, body: dict[str, Any]) -> None:
    for language, message in (
        ("zh", "请求参数验证失败"),
        ("en", "Request validation failed"),
    ):
        answer = site.post(f"{mount}/search_sticker", body, language)
        assert answer.status_code == 400
        assert "keyword" in answer.json()["error"]["details"]
        assert answer.json()["message"] == message


def test_the_pictures_that_a_search_names_can_be_fetched(site: Site) -> None:
    for keyword, moves in (("关注", False), ("动态点赞", True), ("😀", False)):
        sticker = found(site, keyword)[0]["sticker"]
        cover = site.client.get(sticker["large_image"]["image_url"].removeprefix(HOST))
        assert (cover.status_code, cover.headers["content-type"]) == (200, "image/png")
        picture = Image.open(io.BytesIO(cover.content)).convert("RGBA")
        assert max(picture.size) == pytest.approx(240, abs=2)
        assert picture.getextrema()[3] == (0, 255)
        preview = site.client.get(sticker["preview_cover"].removeprefix(HOST))
        assert preview.status_code == 200
        assert getattr(Image.open(io.BytesIO(preview.content)), "is_animated", False) is moves


def test_a_picture_comes_in_the_size_asked_for_and_once(site: Site) -> None:
    url = "/stickers/sticker-like.png"
    first = site.client.get(url, params={"size": 64})
    assert max(Image.open(io.BytesIO(first.content)).size) == pytest.approx(64, abs=2)
    known = {"if-none-match": first.headers["etag"]}
    assert site.client.get(url, params={"size": 64}, headers=known).status_code == 304
    assert site.client.get(url, params={"size": 65}, headers=known).status_code == 200
    assert site.client.head(url).content == b""
    for size in ("0", "513", "x"):
        assert site.client.get(url, params={"size": size}).status_code in (400, 422)


@pytest.mark.parametrize(
    "path",
    [
        "sticker-nobody.png",
        "emoji-zz.png",
        "..%2f..%2fetc%2fpasswd.png",
        "sticker-like.apng",
        "7.apng",
    ],
)
def test_pictures_that_are_not_there(site: Site, path: str) -> None:
    assert site.client.get(f"/stickers/{path}").status_code == 404


# -- the native catalogue --------------------------------------------------------------------------


def page(site: Site, **query: Any) -> dict[str, Any]:
    answer = site.client.get(f"{NATIVE}/catalog/stickers", params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_catalogue_lists_every_sticker_page_by_page(site: Site) -> None:
    seen: list[str] = []
    cursor: int | None = 0
    while cursor is not None:
        body = page(site, limit=900, cursor=cursor)
        seen += [item["resource_id"] for item in body["items"]]
        cursor = body["next_cursor"]
    assert seen == [sticker.id for sticker in stickers()]
    assert body["total"] == len(seen)


def test_the_catalogue_is_searched_in_both_languages(site: Site) -> None:
    for keyword in ("动态右箭头", "moving arrow right"):
        body = page(site, q=keyword, limit=3)
        (first, *_) = body["items"]
        assert first["resource_id"] == "sticker-arrow-right-moving"
        assert (first["name"], first["aliases"]) == ("动态右箭头", ["moving arrow right"])
        assert first["loop_us"] == 800_000
        assert site.client.get(first["preview_url"]).status_code == 200
    assert page(site, q="xqzzkv") == {
        "kind": "stickers", "total": 0, "items": [], "next_cursor": None,
    }  # fmt: skip


def test_other_kinds_are_searched_by_names_and_ids_and_paged_too(site: Site) -> None:
    url = f"{NATIVE}/catalog/transitions"
    whole = site.client.get(url).json()
    assert (whole["total"], whole["next_cursor"]) == (len(whole["items"]), None)
    some = site.client.get(url, params={"q": "叠化"}).json()
    assert 0 < some["total"] < whole["total"]
    assert all("叠化" in "".join([each["name"], *each["aliases"]]) for each in some["items"])
    second = site.client.get(url, params={"cursor": 10, "limit": 5}).json()
    assert second["items"] == whole["items"][10:15]
    assert second["next_cursor"] == 15


@pytest.mark.parametrize(
    "query", [{"limit": "-1"}, {"limit": "x"}, {"cursor": "-1"}, {"page": "2"}]
)
def test_pages_that_cannot_be(site: Site, query: dict[str, str]) -> None:
    answer = site.client.get(f"{NATIVE}/catalog/stickers", params=query)
    assert answer.status_code == 400
    assert answer.json()["code"] == "INVALID_REQUEST"


# -- into drafts -----------------------------------------------------------------------------------


def material(studio: Studio, draft_url: str) -> dict[str, Any]:
    document = studio.made(draft_url)
    (made,) = document["materials"]["stickers"]
    (track,) = (each for each in document["tracks"] if each["type"] == "sticker")
    assert track["segments"][0]["material_id"] == made["id"]
    assert track["segments"][0]["source_timerange"] is None
    assert isinstance(made, dict)
    return made


@mounts
@pytest.mark.parametrize(
    ("given", "stored"),
    [("sticker-like", "sticker-like"), ("👍", "emoji-1f44d"), ("emoji-1f44d-1f3fd", "emoji-1f44d-1f3fd")],
)  # fmt: skip
def test_a_sticker_that_was_found_is_added_by_its_id(
    studio: Studio, mount: str, given: str, stored: str
) -> None:
    draft_url = studio.new_draft(mount)
    stuck = studio.call("add_sticker", {"draft_url": draft_url, "sticker_id": given, **SPAN}, mount)
    assert stuck["sticker_id"] == stored
    (warning,) = stuck["warnings"]
    assert warning.startswith(f"sticker_id：贴纸 {stored} 属于成片自带的贴纸")
    made = material(studio, draft_url)
    sticker = find_by_id(stored)
    assert sticker is not None
    assert (made["type"], made["sticker_id"], made["resource_id"]) == ("sticker", stored, stored)
    assert (made["name"], made["path"], made["source_platform"]) == (sticker.name_zh, "", 1)


@mounts
def test_a_picture_of_the_callers_becomes_a_sticker(studio: Studio, mount: str) -> None:
    for url, suffix in ((studio.red, ".png"), (studio.moving, ".gif")):
        draft_url = studio.new_draft(mount)
        body = {"draft_url": draft_url, "sticker_url": url, **SPAN}
        stuck = studio.call("add_sticker", body, mount)
        assert (stuck["sticker_id"], stuck["warnings"]) == ("", [])
        made = material(studio, draft_url)
        assert "/assets/stickers/" in made["path"]
        assert made["path"].endswith(suffix)
        name = made["path"].partition("/")[2]
        folder = studio.services.library.folder(draft_url.rpartition("=")[2])
        assert (folder / name).is_file()


def test_every_kind_of_sticker_shows_in_a_picture_of_the_draft(studio: Studio) -> None:
    """Four corners: a drawing, an emoji, a GIF and a packed Lottie animation."""
    tgs = gzip.compress(json.dumps(animation(layer(square((0, 1, 1))))).encode())
    lottie = studio.web.serve("/blue.tgs", tgs)
    draft_url = studio.new_draft(width=640, height=640)
    wanted = [("sticker_id", "sticker-number-3"), ("sticker_id", "😀"),
              ("sticker_url", studio.moving), ("sticker_url", lottie)]  # fmt: skip
    for index, (field, value) in enumerate(wanted):
        place = {"transform_x": (-320, 320)[index % 2], "transform_y": (320, -320)[index // 2]}
        studio.call("add_sticker", {"draft_url": draft_url, field: value, **SPAN, **place})
    paths = [each["path"] for each in studio.made(draft_url)["materials"]["stickers"]]
    assert [path.rpartition(".")[2] for path in paths] == ["", "", "gif", "tgs"]
    answer = studio.post(f"{NATIVE}/stills", {"draft_url": draft_url, "at_us": 100_000})
    assert answer.status_code == 200, answer.text
    assert json.loads(answer.headers["x-cutroom-diagnostics"]) == ["sticker-size"]
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert nearest(picture, 160 - 36, 160) == "green"
    assert nearest(picture, 480, 460 - 345) == "yellow"
    assert nearest(picture, 160, 480) == "red"
    assert nearest(picture, 480, 480) == "cyan"
    assert nearest(picture, 320, 320) == "black"


def nearest(picture: Image.Image, x: int, y: int) -> str:
    names = {"red": (200, 30, 30), "green": (52, 199, 89), "yellow": (255, 200, 40),
             "cyan": (0, 255, 255), "black": (0, 0, 0), "white": (255, 255, 255)}  # fmt: skip
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return min(
        names, key=lambda name: sum((a - b) ** 2 for a, b in zip(names[name], found, strict=True))
    )


def test_a_draft_with_stickers_loads_as_one_of_the_apps_own(studio: Studio) -> None:
    draft_url = studio.new_draft()
    for body in ({"sticker_id": "sticker-like"}, {"sticker_id": "7"}, {"sticker_url": studio.red}):
        studio.call("add_sticker", {"draft_url": draft_url, **body, **SPAN})
    folder = studio.services.library.folder(draft_url.rpartition("=")[2])
    script = DraftFolder(str(folder.parent)).load_template(folder.name)
    kinds = [track.track_type.name for track in script.imported_tracks]
    assert kinds.count("sticker") == 3
    before = json.loads((folder / "draft_content.json").read_bytes())
    script.save()
    after = json.loads((folder / "draft_content.json").read_bytes())
    assert after["materials"]["stickers"] == before["materials"]["stickers"]


def test_the_jy_dialect_takes_the_same_stickers(studio: Studio) -> None:
    draft = studio.new_draft()
    for body in ({"sticker_id": "sticker-follow"}, {"sticker_url": studio.red}):
        answer = studio.post(f"{JY}/add_sticker", {"draft_url": draft, **body, **SPAN})
        assert answer.json()["status"] == "success", answer.text
        assert len(answer.json()["data"]["warnings"]) == ("sticker_id" in body)


@mounts
def test_what_is_no_picture_is_no_sticker_and_leaves_the_draft_as_it_was(
    studio: Studio, mount: str
) -> None:
    draft_url = studio.new_draft(mount)
    before = studio.made(draft_url)
    for url in (studio.tone, studio.page, studio.clip, "ftp://example.com/a.png"):
        answer = studio.post(
            f"{mount}/add_sticker", {"draft_url": draft_url, "sticker_url": url, **SPAN}
        )
        assert answer.status_code == 400, answer.text
    assert studio.made(draft_url) == before
