"""Recognising an encrypted draft, which is not readable, from one that is merely broken.

JianYing 6 and later encrypt drafts when they save them; CapCut does not. An encrypted document does
not begin with ``{``: it is one long base64 text or plain noise.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log2

from cutroom.core.errors import EncryptedDraft

KEY_STORE = "crypto_key_store.dat"
"""A file that JianYing puts beside an encrypted draft."""

_BASE64 = re.compile(rb"[A-Za-z0-9+/_=\s-]{64,}", re.ASCII)
_SAMPLE = 65_536
_NOISE_BITS = 7.0  # Text and JSON have about 5 bits a byte, noise has 8.
_LEAST_NOISE = 512  # Below that, chance decides about the entropy.
_KNOWN_FILES = (b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF")


def looks_encrypted(data: bytes) -> bool:
    """Whether a document that is not JSON is an encrypted draft."""
    start = data[:_SAMPLE].strip().strip(b'"')
    if start.startswith((b"{", b"[", b"<", *_KNOWN_FILES)) or start[4:8] == b"ftyp":
        return False
    if _BASE64.fullmatch(start):
        return len(set(start)) > 16
    return len(start) >= _LEAST_NOISE and _bits_per_byte(start) > _NOISE_BITS


def encrypted_draft(name: str = "The draft") -> EncryptedDraft:
    """The error for an encrypted draft, with what to do about it."""
    return EncryptedDraft(
        f"{name} is encrypted: JianYing 6 and later encrypt drafts when they save them.",
        hint="Export it again from JianYing 5.9 or older or from CapCut, or send a plain copy of "
        "draft_content.json, such as one written by a program and not yet opened in JianYing.",
    )


def _bits_per_byte(data: bytes) -> float:
    total = len(data)
    shares = (count / total for count in Counter(data).values())
    return -sum(share * log2(share) for share in shares)
