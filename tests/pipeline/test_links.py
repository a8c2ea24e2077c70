"""The forms of a draft URL."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from cutroom.core.errors import InvalidRequest, NotFound
from cutroom.pipeline.links import (
    ArchiveLink,
    DocumentLink,
    DraftLink,
    Home,
    LocalDraft,
    RemoteDraft,
    canonical_url,
    parse_link,
)

ID = "2026082210301512ab34cd"
OTHER = "20260101000000deadbeef"
HOME = Home(knows=lambda draft_id: draft_id == ID, hosts=frozenset({"cutroom.example", "me:30000"}))
JSON = "https://oss.example/draft/6f1c.json"
SIGNED = "https://oss.example/draft/6f1c.json?Expires=1&Signature=a%2Bb%3D"
JIANYING = "https://ts.fyshark.com/#/cozeToJianyin?drafId="
GET = "/openapi/capcut-mate/v1/get_draft?draft_id="

ACCEPTED: list[tuple[str, DraftLink]] = [
    (f"https://cutroom.example{GET}{ID}", LocalDraft(ID)),
    (f"http://anything.example:8080{GET}{ID}", LocalDraft(ID)),
    (f"  https://cutroom.example{GET}{ID}\n", LocalDraft(ID)),
    (f"https://cutroom.example/v1/get_draft?draft_id={ID}", LocalDraft(ID)),
    (f"https://x.example/openapi/capcut-mate/v1/get_draft/?a=1&draft_id={ID}&b=2", LocalDraft(ID)),
    (f"https://other.example{GET}{OTHER}", RemoteDraft(f"https://other.example{GET}{OTHER}", OTHER)),
    (f"HTTPS://Other.Example:443{GET}{OTHER}&x=1", RemoteDraft(f"https://other.example{GET}{OTHER}", OTHER)),
    (f"{JIANYING}{ID}", LocalDraft(ID)),
    (f"https://ts.fyshark.com/#/cozeToJianyin?draftId={ID}", LocalDraft(ID)),
    (f"https://ts.fyshark.com/#/cozeToJianyin?draft_id={ID}&from=coze", LocalDraft(ID)),
    (f"https://ts.fyshark.com/cozeToJianyin?drafId={ID}", LocalDraft(ID)),
    (f"{JIANYING}{JSON}", DocumentLink(JSON)),
    (f"{JIANYING}{quote(JSON, safe='')}", DocumentLink(JSON)),
    (f"{JIANYING}{quote(quote(JSON, safe=''), safe='')}", DocumentLink(JSON)),
    (f"{JIANYING}{SIGNED}", DocumentLink(SIGNED)),
    (f"{JIANYING}{quote(SIGNED, safe='')}&lang=zh", DocumentLink(SIGNED)),
    (f"{JIANYING}{quote(f'https://other.example{GET}{OTHER}', safe='')}",
     RemoteDraft(f"https://other.example{GET}{OTHER}", OTHER)),
    (f"{JIANYING}https://other.example{GET}{ID}", LocalDraft(ID)),
    (JSON, DocumentLink(JSON)),
    (SIGNED, DocumentLink(SIGNED)),
    ("https://oss.example/草稿/a b.JSON#top", DocumentLink("https://oss.example/%E8%8D%89%E7%A8%BF/a%20b.JSON")),
    ("https://oss.example/draft/6f1c.zip", ArchiveLink("https://oss.example/draft/6f1c.zip")),
    ("https://oss.example/draft/6f1c.ZIP?sig=1", ArchiveLink("https://oss.example/draft/6f1c.ZIP?sig=1")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "link"), ACCEPTED)
def test_every_published_form_is_understood(text: str, link: DraftLink) -> None:
    assert parse_link(text, HOME) == link


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "not a url",
        ID,
        "ftp://x.example/a.json",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//x.example/a.json",
        "http://",
        "http://[::1/a.json",
        "http://x.example:99999/a.json",
        "https://me:secret@x.example/a.json",
        "https://x.example/video.mp4",
        "https://x.example/",
        "https://x.example/a.json.exe",
        "https://x.example/" + "a" * 9000 + ".json",
        JIANYING + "file:///etc/passwd.json",
        JIANYING + JIANYING * 5 + ID,
    ],
)
def test_anything_else_is_an_invalid_request(text: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse_link(text, HOME)
    assert caught.value.field == "draft_url"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/v1/get_draft",
        "https://x.example/v1/get_draft?draft_id=",
        "https://x.example/v1/get_draft?draft_id=short",
        "https://x.example/v1/get_draft?draft_id=../../../../etc/passwd",
        "https://x.example/v1/get_draft?draft_id=..%2F..%2F..%2Fetc%2Fpasswd",
        f"https://x.example/v1/get_draft?draft_id={'a' * 65}",
        f"https://cutroom.example/v1/get_draft?draft_id={OTHER}",
        f"http://me:30000/v1/get_draft?draft_id={OTHER}",
        f"{JIANYING}{OTHER}",
        f"{JIANYING}..%2F..%2Fsecrets",
    ],
)
def test_an_id_that_is_no_id_or_not_here_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        parse_link(text, HOME)


def test_two_spellings_of_one_draft_have_one_key() -> None:
    spellings = [
        f"https://cutroom.example{GET}{ID}",
        f"http://10.0.0.1:30000/v1/get_draft?draft_id={ID}",
        f"{JIANYING}{ID}",
    ]
    assert {parse_link(text, HOME).key for text in spellings} == {f"draft:{ID}"}
    urls = [
        JSON,
        JSON.replace("https://oss", "HTTPS://OSS"),
        JSON.replace(".example", ".example:443"),
    ]
    assert len({parse_link(text, HOME).key for text in urls}) == 1


def test_a_port_of_its_own_and_an_address_in_brackets_are_kept() -> None:
    assert canonical_url("http://[2001:DB8::1]:8080") == "http://[2001:db8::1]:8080/"
    assert canonical_url("http://x:80/a") == "http://x/a"
