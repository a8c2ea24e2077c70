"""New identifiers, and the check that keeps foreign ones from becoming paths."""

from __future__ import annotations

import re
import uuid
from datetime import datetime

_SAFE_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")


def new_draft_id(now: datetime, token: uuid.UUID | None = None) -> str:
    """Local time ``YYYYMMDDHHMMSS`` + 8 hex digits, the form capcut-mate's clients know."""
    return now.strftime("%Y%m%d%H%M%S") + (token or uuid.uuid4()).hex[:8]


def new_task_id() -> str:
    """A random task id."""
    return uuid.uuid4().hex


def is_safe_id(text: str) -> bool:
    """Whether ``text`` may be used as the name of a folder: ``^[0-9A-Za-z_-]{8,64}$``."""
    return _SAFE_ID.fullmatch(text) is not None
