"""Who calls: with which key, from where, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from cutroom.api.callers import address_of
from cutroom.api.edit_calls import EDIT_CALLS
from cutroom.api.rates import MAX_CALLERS, RateLimit
from cutroom.core.errors import RateLimited
from tests.api.site import JY, MOUNTS, NATIVE, Site

Json = dict[str, Any]


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def refused(limit: RateLimit, caller: str) -> int:
    """Seconds to wait, 0 when the call was taken."""
    try:
        limit.take(caller)
    except RateLimited as error:
        return error.retry_after_s
    return 0


def test_a_minute_of_calls_at_once_then_one_at_a_time() -> None:
    clock = Clock()
    limit = RateLimit(6, clock)
    assert [refused(limit, "a") for _ in range(8)] == [0, 0, 0, 0, 0, 0, 10, 10]
    assert refused(limit, "b") == 0
    clock.now_s = 9.5
    assert refused(limit, "a") == 1
    clock.now_s = 10
    assert [refused(limit, "a") for _ in range(2)] == [0, 10]
    clock.now_s = 1000
    assert [refused(limit, "a") for _ in range(7)] == [0, 0, 0, 0, 0, 0, 10]


def test_no_limit_is_no_limit() -> None:
    limit = RateLimit(0)
    assert not any(refused(limit, "a") for _ in range(1000))


def test_many_callers_take_bounded_memory() -> None:
    clock = Clock()
    limit = RateLimit(1, clock)
    for number in range(MAX_CALLERS + 10):
        limit.take(str(number))
    assert len(limit._full_s) == MAX_CALLERS
    clock.now_s = 61
    limit.take("late")
    assert len(limit._full_s) == 1


def address(client: str, forwarded: str = "") -> str:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return address_of(Request({"type": "http", "client": (client, 1), "headers": headers}))


def test_the_address_is_that_of_the_caller_as_far_as_near_proxies_tell() -> None:
    assert address("8.8.8.8") == "8.8.8.8"
    assert address("10.0.0.5") == "10.0.0.5"
    assert address("10.0.0.5", "8.8.8.8") == "8.8.8.8"
    # Whoever is not near may claim anything.
    assert address("8.8.8.8", "1.1.1.1") == "8.8.8.8"
    assert address("127.0.0.1", "6.6.6.6, 8.8.8.8, 10.0.0.7") == "8.8.8.8"
    assert address("127.0.0.1", "10.1.1.1, 10.0.0.7") == "10.1.1.1"
    assert address("2001:db8:1:2:3:4:5:6") == address("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert address("127.0.0.1", "not an address") == "not an address"
    assert address("127.0.0.1", ", ,") == "127.0.0.1"


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Site]:
    opened = Site(tmp_path, rate_limit_per_minute=2, api_keys=("one", "other"))
    yield opened
    opened.close()


def test_one_call_too_many_is_told_when_to_come_back_in_every_dialect(limited: Site) -> None:
    key = {"authorization": "Bearer one"}
    assert limited.client.get(f"{NATIVE}/renders", headers=key).status_code == 200
    assert limited.client.get(f"{NATIVE}/renders", headers=key).status_code == 200
    native = limited.client.get(f"{NATIVE}/renders", headers=key)
    assert (native.status_code, native.json()["code"]) == (429, "RATE_LIMITED")
    assert native.headers["content-type"] == "application/problem+json"
    for mount in MOUNTS:
        answer = limited.client.post(f"{mount}/gen_video", json={"apiKey": "one"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "RATE_LIMITED")
        assert answer.json()["message"] == "请求过于频繁"
        assert 1 <= int(answer.headers["retry-after"]) <= 30
    jy = limited.client.post(f"{JY}/gen_video", json={"api_token": "one"})
    assert (jy.status_code, jy.json()["status"]) == (429, "error")
    assert 1 <= int(native.headers["retry-after"]) <= 30
    assert 1 <= int(jy.headers["retry-after"]) <= 30
    # Another key, and who has none, have a minute of their own.
    assert limited.client.get(f"{NATIVE}/renders", params={"apiKey": "other"}).status_code == 200
    url = limited.post("/v1/create_draft", {}).json()["draft_url"]
    assert limited.client.get(url).status_code == 200
    assert limited.client.get(url).status_code == 429
    assert limited.client.get("/v1/gen_video_active_count").status_code == 429
    assert limited.client.get("/healthz").status_code == 200


def test_who_guesses_keys_is_slowed_down(limited: Site) -> None:
    answers = [
        limited.client.get(f"{NATIVE}/renders", headers={"x-api-key": f"guess {number}"})
        for number in range(3)
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 429]


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("locked")
    opened = Site(folder, api_keys=("right",), api_keys_everywhere=True)
    yield opened
    opened.close()


EDITS = [call.name for call in EDIT_CALLS]


@pytest.mark.parametrize("mount", [*MOUNTS, JY])
@pytest.mark.parametrize("call", ["create_draft", "gen_video_status", "add_captions", *EDITS])
def test_with_keys_everywhere_nothing_is_sent_without_one(
    locked: Site, mount: str, call: str
) -> None:
    path = f"{mount}/{call}"
    assert locked.client.post(path, json={}).status_code == 401
    wrong = locked.client.post(path, json={}, headers={"x-api-key": "wrong"})
    assert wrong.status_code == (401 if mount == JY else 403)


@pytest.mark.parametrize(
    ("query", "headers", "body"),
    [
        ("?apiKey=right", {}, {}),
        ("?api_token=right", {}, {}),
        ("", {"authorization": "Bearer right"}, {}),
        ("", {"x-api-key": "right"}, {}),
        ("", {}, {"apiKey": "right"}),
        ("", {}, {"api_token": "right"}),
    ],
)
@pytest.mark.parametrize("mount", [*MOUNTS, JY])
def test_a_published_client_can_carry_the_key_where_it_is_able_to(
    locked: Site, mount: str, query: str, headers: dict[str, str], body: Json
) -> None:
    made = locked.client.post(f"{mount}/create_draft{query}", json=body, headers=headers)
    assert made.status_code == 200, made.text
    answer = made.json()
    url = (answer["data"] if mount == JY else answer)["draft_url"]
    span = {"start": 0, "end": 1_000_000}
    wanted = {"draft_url": url, "captions": [{"text": "a", **span}], **body}
    edited = locked.client.post(f"{mount}/add_captions{query}", json=wanted, headers=headers)
    assert edited.status_code == 200, edited.text
    # Who has the URL of a draft may fetch it: clients that open it know nothing else.
    files = locked.client.get(url).json()["files"]
    assert locked.client.get(files[0]).status_code == 200


def test_the_description_asks_for_the_key_where_the_service_does(locked: Site, site: Site) -> None:
    def guarded(opened: Site) -> set[str]:
        paths = opened.client.get("/v1/openapi.json").json()["paths"]
        return {path for path, calls in paths.items() if "security" in calls.get("post", {})}

    assert guarded(site) == {"/gen_video", "/upload_draft"}
    assert {f"/{name}" for name in EDITS} < guarded(locked)


def test_a_key_in_the_query_is_no_unknown_parameter(locked: Site) -> None:
    for path in ("renders?status=queued", "catalog/filters?limit=1"):
        assert locked.client.get(f"{NATIVE}/{path}&apiKey=right").status_code == 200
