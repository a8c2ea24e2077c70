"""A service whose drafts are in a bucket answers as one that has them on its disk."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cutroom.pipeline.links import LocalDraft
from cutroom.pipeline.sources import Obtaining, obtain_draft
from cutroom.pipeline.watch import watch
from tests.api.studio import HOST, MOUNTS, RED, SECOND, Studio, picture
from tests.storage.bucket_server import bucket_server
from tests.storage.web import website


@pytest.fixture(scope="module")
def studios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Studio, Studio]]:
    """Two hosts that share a bucket and nothing else."""
    with bucket_server() as bucket, website() as web:
        folders = [tmp_path_factory.mktemp(name) for name in ("one", "other")]
        one, other = (Studio(each, web, draft_storage_url=bucket.url) for each in folders)
        yield one, other
        one.close()
        other.close()


def test_a_draft_of_one_host_is_changed_read_and_rendered_on_the_other(
    studios: tuple[Studio, Studio], tmp_path: Path
) -> None:
    one, other = studios
    draft_url = one.new_draft()
    draft_id = draft_url.rpartition("=")[2]
    images = [{"image_url": one.red, "start": 0, "end": SECOND}]
    made = other.call("add_images", {"draft_url": draft_url, "image_infos": json.dumps(images)})
    assert made["warnings"] == []
    urls = one.client.get(draft_url).json()["files"]
    files = {url.rpartition("/")[2]: one.client.get(url) for url in urls}
    assert {answer.status_code for answer in files.values()} == {200}
    assert all(url.startswith(f"{HOST}{MOUNTS[0]}/draft_files/{draft_id}/") for url in urls)
    (medium,) = (name for name in files if name.endswith(".png"))
    assert files[medium].content == picture(RED)
    packed = one.client.get(f"/api/v1/drafts/{draft_id}/archive.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert f"{draft_id}/assets/images/{medium}" in archive.namelist()
    assert one.post("/v1/save_draft", {"draft_url": draft_url}).status_code == 200
    assert one.post("/v1/gen_video", {"draft_url": draft_url}).status_code == 200
    patience = watch(lambda: False, 30)
    obtaining = Obtaining(other.services.environment, tmp_path, patience)
    opened = obtain_draft(LocalDraft(draft_id), obtaining)
    assert (opened.root / "assets" / "images" / medium).is_file()
    assert one.client.delete(f"/api/v1/drafts/{draft_id}").status_code == 204
    assert other.client.get(draft_url).status_code == 404
    gone = other.post("/v1/add_images", {"draft_url": draft_url, "image_infos": images})
    assert gone.status_code == 404


def test_fifty_callers_of_two_hosts_are_all_served(studios: tuple[Studio, Studio]) -> None:
    draft_url = studios[0].new_draft()
    span = {"start": 0, "end": SECOND}

    def add(number: int) -> list[str]:
        body = {"draft_url": draft_url, "captions": [{"text": f"caption {number}", **span}]}
        found: list[str] = studios[number % 2].call("add_captions", body)["segment_ids"]
        return found

    with ThreadPoolExecutor(50) as pool:
        acknowledged = {segment for made in pool.map(add, range(50)) for segment in made}
    document = studios[1].services.library.read(draft_url.rpartition("=")[2]).document
    kept = {each["id"] for track in document["tracks"] for each in track["segments"]}
    assert len(acknowledged) == 50
    assert acknowledged == kept
