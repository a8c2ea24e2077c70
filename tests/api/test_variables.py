"""Renders, pictures and explanations of drafts with merge fields, one by one and in batches."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cutroom.api.specs import spec_of
from cutroom.pipeline.sources import MergedDraft
from tests.api.site import NATIVE, Site, document
from tests.api.studio import BLUE, RED, SECOND, Studio, picture

RENDERS = f"{NATIVE}/renders"
Json = dict[str, Any]


def titled(site: Site, text: str = "{{title}}") -> str:
    return site.url(site.draft(document(text=text)))


def send(site: Site, body: Json, path: str = RENDERS) -> Any:
    return site.client.post(path, json=body, headers={"accept-language": "en"})


def test_a_render_keeps_its_variables(site: Site) -> None:
    url = titled(site, "{{title}} {{year}}")
    answer = send(site, {"draft_url": url, "variables": {"title": "Hi", "year": 2026}})
    assert answer.status_code == 202, answer.text
    task = answer.json()
    assert task["variables"] == {"title": "Hi", "year": "2026"}
    assert "variables" not in task["output"]
    spec = spec_of(site.services.renders.get(task["id"]).spec)
    assert spec.source == MergedDraft(spec.link, {"title": "Hi", "year": "2026"})


def test_other_values_are_another_task_and_equal_ones_the_same(site: Site) -> None:
    url = titled(site)
    one, again, other = (
        send(site, {"draft_url": url, "variables": {"title": title}}).json()["id"]
        for title in ("a", "a", "b")
    )
    assert one == again != other
    plain = send(site, {"draft_url": url}).json()
    assert plain["id"] not in (one, other)
    assert plain["variables"] is None


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"titel": "a", "title": "b"}, "variables.titel"),
        ({}, "variables.title"),
        ({"title": ["a"]}, "variables.title"),
        ({"title": True}, "variables.title"),
        ({"title": "x" * 10_001}, "variables.title"),
        ("title", "variables"),
    ],
)
def test_variables_that_cannot_be_name_their_field(site: Site, variables: Any, field: str) -> None:
    answer = send(site, {"draft_url": titled(site), "variables": variables})
    assert answer.status_code == 400, answer.text
    assert answer.json()["field"] == field


def test_too_much_text_is_refused(site: Site) -> None:
    url = titled(site, "".join(f"{{{{f{number}}}}}" for number in range(11)))
    variables = {f"f{number}": "x" * 10_000 for number in range(11)}
    answer = send(site, {"draft_url": url, "variables": variables})
    assert (answer.status_code, answer.json()["field"]) == (400, "variables")


def test_an_explanation_is_of_the_filled_draft(site: Site) -> None:
    body = {"draft": document(text="{{title}}"), "variables": {"title": "Filled in"}}
    assert "Filled in" in send(site, body, f"{NATIVE}/explain").json()["timeline"]


def test_a_medium_is_another_one_in_the_picture(studio: Studio) -> None:
    """A picture called {{photo}}.png, as a person would put it there in the editor."""
    placeholder = studio.web.serve("/{{photo}}.png", picture(RED))
    url = studio.new_draft(width=64, height=48)
    images = [{"image_url": placeholder, "start": 0, "end": SECOND}]
    studio.call("add_images", {"draft_url": url, "image_infos": images})
    body = {"draft_url": url, "variables": {"photo": studio.blue}}
    answer = send(studio, body, f"{NATIVE}/stills")
    assert answer.status_code == 200, answer.text
    pixel = np.asarray(Image.open(io.BytesIO(answer.content)).convert("RGB"))[24, 32]
    assert np.abs(pixel.astype(int) - BLUE).max() < 12


def test_a_batch_is_a_render_a_row(site: Site) -> None:
    rows = [{"variables": {"title": title}} for title in ("a", "b", "a")]
    answer = send(
        site, {"draft_url": titled(site), "rows": rows, "priority": 3}, f"{RENDERS}/batch"
    )
    assert answer.status_code == 202, answer.text
    made = answer.json()
    assert made["accepted"] == 3
    assert [item["row"] for item in made["items"]] == [0, 1, 2]
    assert [item["render"]["variables"]["title"] for item in made["items"]] == ["a", "b", "a"]
    assert {item["render"]["priority"] for item in made["items"]} == {3}
    ids = [item["render"]["id"] for item in made["items"]]
    assert ids[0] == ids[2] != ids[1]


def test_a_batch_with_a_key_is_taken_once(site: Site) -> None:
    rows = [{"variables": {"title": title}} for title in ("k", "l")]
    body = {"draft_url": titled(site), "rows": rows, "idempotency_key": "batch-of-monday"}
    first, again = (send(site, body, f"{RENDERS}/batch").json()["items"] for _ in range(2))
    assert [item["render"]["id"] for item in first] == [item["render"]["id"] for item in again]


def test_a_wrong_row_queues_nothing(site: Site) -> None:
    before = site.services.renders.load().queued
    rows = [{"variables": {"title": "a"}}, {"variables": {"titel": "b"}}]
    answer = send(site, {"draft_url": titled(site), "rows": rows}, f"{RENDERS}/batch")
    assert (answer.status_code, answer.json()["field"]) == (400, "rows[1].variables.titel")
    assert site.services.renders.load().queued == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rows": []}, "rows"),
        ({"rows": [{}] * 501}, "rows"),
        ({}, "rows"),
        ({"rows": [{"other": 1}]}, "rows.0.other"),
        ({"rows": [{}], "variables": {}}, "variables"),
    ],
)
def test_batches_that_cannot_be(site: Site, change: Json, field: str) -> None:
    answer = send(site, {"draft_url": titled(site), **change}, f"{RENDERS}/batch")
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_rows_that_find_the_queue_full_say_so(tmp_path: Path) -> None:
    site = Site(tmp_path, queue_limit=1)
    rows = [{"variables": {"title": title}} for title in ("a", "b")]
    made = send(site, {"draft_url": titled(site), "rows": rows}, f"{RENDERS}/batch").json()
    assert made["accepted"] == 1
    assert made["items"][1]["render"] is None
    assert made["items"][1]["error"]["code"] == "SERVICE_BUSY"
    site.close()


def test_whole_numbers_of_any_size_are_values(site: Site) -> None:
    url = titled(site, "{{huge}} {{small}}")
    answer = send(site, {"draft_url": url, "variables": {"huge": 10**400, "small": -1}})
    assert answer.json()["variables"] == {"huge": str(10**400), "small": "-1"}
