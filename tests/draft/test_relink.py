"""Files are found again after a draft moved; nothing outside the allowed folders ever is."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from cutroom.core.errors import Refused
from cutroom.draft.references import MediaReference, MediaRole
from cutroom.draft.relink import Locator, locate
from tests.draft.documents import PLACEHOLDER


def reference(
    *candidates: str, role: MediaRole = "video", required: bool = True, name: str = ""
) -> MediaReference:
    return MediaReference(
        candidates[0], candidates, name, "id-1", role, "track 1", required, local_id="local-1"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "draft"
    for name in (
        "a.mp4",
        "assets/a.mp4",
        "assets/b.mp4",
        "Resources/deep/c.wav",
        "other/assets/b.mp4",
        "other/d.mp4",
    ):
        put(folder / name)
    return folder


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def found(root: Path, *candidates: str, **more: object) -> str | None:
    path = locate(reference(*candidates, **more), root, (), {})  # type: ignore[arg-type]
    return None if path is None else path.relative_to(root.resolve()).as_posix()


@pytest.mark.parametrize(
    ("stored", "place"),
    [
        ("assets/b.mp4", "assets/b.mp4"),
        (f"{PLACEHOLDER}/assets/b.mp4", "assets/b.mp4"),
        (f"{PLACEHOLDER}\\assets\\b.mp4", "assets/b.mp4"),
        ("C:\\Users\\me\\JianyingPro\\Drafts\\x\\assets\\b.mp4", "assets/b.mp4"),
        ("C:/Users/me/other/assets/b.mp4", "other/assets/b.mp4"),
        ("\\\\server\\share\\b.mp4", "assets/b.mp4"),
        ("/Users/me/Movies/a.mp4", "a.mp4"),
        ("D:/assets/A.MP4", "assets/a.mp4"),
        ("C:/gone/c.wav", "Resources/deep/c.wav"),
        ("assets\\b.mp4", "assets/b.mp4"),
        (f"{PLACEHOLDER}/gone/d.mp4", "other/d.mp4"),
    ],
)
def test_a_file_is_found_by_the_most_telling_part_of_its_path(
    root: Path, stored: str, place: str
) -> None:
    assert found(root, stored) == place


def test_the_absolute_path_inside_the_draft_is_itself(root: Path) -> None:
    assert found(root, str(root / "other" / "d.mp4")) == "other/d.mp4"
    assert found(root, (root / "other" / "d.mp4").as_uri()) == "other/d.mp4"


def test_a_composed_name_finds_a_decomposed_one(root: Path) -> None:
    put(root / unicodedata.normalize("NFD", "café.mp4"))
    assert found(root, "C:/x/café.mp4") is not None


def test_the_project_card_leads_to_a_renamed_file(root: Path) -> None:
    def meta(**entry: str) -> dict[str, object]:
        return {
            "draft_materials": [
                {"type": 0, "value": [{"file_Path": f"{PLACEHOLDER}/other/d.mp4", **entry}]}
            ]
        }

    gone = reference("C:/gone.mp4", name="Holiday")
    for entry in ({"id": "local-1"}, {"id": "id-1"}, {"extra_info": "Holiday"}):
        path = locate(gone, root, (), meta(**entry))
        assert path is not None
        assert path.name == "d.mp4"
    assert locate(gone, root, (), meta(id="another")) is None


def test_the_other_paths_are_tried_after_the_first(root: Path) -> None:
    assert found(root, "C:/gone.mp4", "https://m.example/b.mp4", "D:/x/b.mp4") == "assets/b.mp4"
    assert found(root, "C:/gone.mp4", "https://m.example/b.mp4") is None


def test_an_unresolved_medium_is_looked_for_by_its_name(root: Path) -> None:
    assert found(root, "##_material_placeholder_1234_##", name="b.mp4") == "assets/b.mp4"
    assert found(root, "##_material_placeholder_1234_##") is None


def test_media_folders_are_searched_by_path_and_by_name(root: Path, tmp_path: Path) -> None:
    media = put(tmp_path / "media" / "deep" / "e.mp4").parent.parent
    put(media / "f.mp4")
    inside = Locator(root, (media,))
    assert (
        inside.locate(reference(str(media / "deep" / "e.mp4")))
        == (media / "deep" / "e.mp4").resolve()
    )
    assert inside.locate(reference("/Users/me/f.mp4")) == (media / "f.mp4").resolve()
    with pytest.raises(Refused):
        inside.locate(reference("/Users/me/e.mp4"))


@pytest.mark.parametrize("exists", [True, False])
def test_a_path_outside_is_refused_whether_or_not_it_exists(
    root: Path, tmp_path: Path, exists: bool
) -> None:
    secret = tmp_path / "secret.mp4"
    if exists:
        put(secret)
    with pytest.raises(Refused, match=r"secret\.mp4") as caught:
        found(root, str(secret))
    assert "CUTROOM_MEDIA_ROOTS" in caught.value.hint
    assert found(root, str(secret), required=False) is None
    assert found(root, str(secret), "https://m.example/secret.mp4") is None


@pytest.mark.parametrize(
    "way",
    ["../secret.mp4", f"{PLACEHOLDER}/../secret.mp4", "assets/../../secret.mp4", "..\\secret.mp4"],
)
def test_no_path_leads_out_of_the_draft(root: Path, tmp_path: Path, way: str) -> None:
    put(tmp_path / "secret.mp4")
    assert found(root, way) is None


def test_a_link_out_of_the_draft_is_not_followed(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "secret.mp4")
    (root / "link.mp4").symlink_to(tmp_path / "secret.mp4")
    (root / "circle.mp4").symlink_to(root / "circle.mp4")
    (root / "folder").symlink_to(tmp_path)
    assert found(root, "link.mp4") is None
    assert found(root, "C:/x/link.mp4") is None
    assert found(root, "circle.mp4") is None
    assert found(root, "folder/secret.mp4") is None


@pytest.mark.parametrize(
    "name", ["a\0.mp4", "x" * 5000, "assets", "", "/", "..", "a.mp4/b", "\ufffd", "C:"]
)
def test_names_that_no_file_can_have_are_not_found(root: Path, name: str) -> None:
    assert found(root, name, required=False) is None


def test_devices_and_pipes_are_no_media(root: Path) -> None:
    os.mkfifo(root / "pipe.mp4")
    assert found(root, "pipe.mp4") is None


def test_a_style_package_needs_more_than_the_common_file_name(root: Path) -> None:
    put(root / "Resources" / "ab12" / "effectStyle.json")
    wanted = "C:/Cache/artistEffect/{}/effectStyle.json"
    assert (
        found(root, wanted.format("ab12"), role="style-package")
        == "Resources/ab12/effectStyle.json"
    )
    assert found(root, wanted.format("cd34"), role="style-package") is None


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert locate(reference("a.mp4"), tmp_path / "gone", (tmp_path / "too",), {}) is None
