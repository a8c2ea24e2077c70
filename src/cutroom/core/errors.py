"""Every error Cutroom raises on purpose.

    CutroomError                 code, message, hint, details
    ├── InvalidRequest           the caller can fix the call
    │   └── UnknownName          carries suggestions
    ├── BadDraft                 the draft cannot be used; carries the place inside it
    │   ├── EncryptedDraft
    │   └── EmptyDraft
    ├── NotFound
    │   └── TaskNotFound         no render was ever asked for, or it has expired
    ├── Unauthorized
    ├── Conflict
    ├── Busy                     carries retry_after_s
    │   ├── RateLimited
    │   └── DraftLocked          somebody else is editing the draft
    ├── Cancelled
    ├── Refused                  over a limit, or an address or path that is not allowed
    │   └── LimitExceeded
    ├── MediaError               a material cannot be fetched or read; carries the material
    │   └── MediaUnreachable     transient: another try may succeed
    ├── RenderError              drawing failed
    │   ├── AudioError
    │   ├── EncodeError
    │   ├── RenderTimeout
    │   └── RenderKilled         transient: the system ended the process, usually short of memory
    ├── StorageError             disk or object storage failed (disk full included)
    └── InternalError            our bug

The class docstring is the default message. ``code`` is the contract; HTTP statuses live in the dialects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

Detail = str | int | float | bool | None | Sequence[str]


class CutroomError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "CUTROOM_ERROR"
    transient: ClassVar[bool] = False

    def __init__(
        self,
        message: str | None = None,
        *,
        hint: str = "",
        details: Mapping[str, Detail] | None = None,
    ) -> None:
        """``message`` names the thing that is wrong; ``hint`` says what to do about it."""
        default = (type(self).__doc__ or "").strip().splitlines()[0]
        self.message = message or default
        self.hint = hint
        self.details: dict[str, Detail] = dict(details or {})
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidRequest(CutroomError):
    """The request is not valid."""

    code = "INVALID_REQUEST"

    def __init__(
        self,
        message: str | None = None,
        *,
        field: str = "",
        hint: str = "",
        details: Mapping[str, Detail] | None = None,
    ) -> None:
        """``field`` is the name of the request field at fault, "" for the request as a whole."""
        super().__init__(message, hint=hint, details=details)
        self.field = field


class UnknownName(InvalidRequest):
    """No such name in the catalogue."""

    code = "UNKNOWN_NAME"

    def __init__(
        self, name: str, kind: str, suggestions: Sequence[str] = (), *, field: str = ""
    ) -> None:
        """``suggestions`` are the nearest names of the same ``kind``."""
        hint = f"Did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"{kind} {name!r} is not known.", field=field, hint=hint)
        self.suggestions = tuple(suggestions)


class BadDraft(CutroomError):
    """The draft cannot be read."""

    code = "INVALID_DRAFT"

    def __init__(
        self,
        message: str | None = None,
        *,
        where: str = "",
        hint: str = "",
        details: Mapping[str, Detail] | None = None,
    ) -> None:
        """``where`` is the place inside the draft, such as ``tracks[2].segments[0]``."""
        super().__init__(message, hint=hint, details=details)
        self.where = where


class EncryptedDraft(BadDraft):
    """The draft is encrypted: JianYing 6 and later encrypt drafts when they save them."""

    code = "ENCRYPTED_DRAFT"


class EmptyDraft(BadDraft):
    """The draft has nothing to render."""

    code = "EMPTY_DRAFT"


class NotFound(CutroomError):
    """There is no such thing here."""

    code = "NOT_FOUND"


class TaskNotFound(NotFound):
    """There is no such render task."""

    code = "TASK_NOT_FOUND"


class Unauthorized(CutroomError):
    """A valid API key is needed."""

    code = "INVALID_APIKEY"


class Conflict(CutroomError):
    """The state does not allow this."""

    code = "CONFLICT"


class Busy(CutroomError):
    """The service is busy."""

    code = "SERVICE_BUSY"
    transient = True

    def __init__(self, message: str | None = None, *, retry_after_s: int = 10) -> None:
        """``retry_after_s`` is how long the caller should wait."""
        super().__init__(message)
        self.retry_after_s = retry_after_s


class RateLimited(Busy):
    """Too many requests."""

    code = "RATE_LIMITED"


class DraftLocked(Busy):
    """The draft is being edited."""

    code = "DRAFT_LOCKED"


class Cancelled(CutroomError):
    """The task was cancelled."""

    code = "CANCELLED"


class Refused(CutroomError):
    """This address or path is not allowed."""

    code = "REFUSED"


class LimitExceeded(Refused):
    """A limit was exceeded."""

    code = "LIMIT_EXCEEDED"


class MediaError(CutroomError):
    """A material cannot be read."""

    code = "MEDIA_UNREADABLE"

    def __init__(
        self,
        message: str | None = None,
        *,
        material: str = "",
        hint: str = "",
        details: Mapping[str, Detail] | None = None,
    ) -> None:
        """``material`` is the name, path or URL the draft gives the material."""
        super().__init__(message, hint=hint, details=details)
        self.material = material


class MediaUnreachable(MediaError):
    """A material cannot be fetched."""

    code = "MEDIA_UNREACHABLE"
    transient = True


class RenderError(CutroomError):
    """Rendering failed."""

    code = "RENDER_FAILED"


class AudioError(RenderError):
    """The sound could not be processed."""

    code = "AUDIO_FAILED"


class EncodeError(RenderError):
    """The video could not be encoded."""

    code = "ENCODE_FAILED"


class RenderTimeout(RenderError):
    """Rendering took longer than its time limit."""

    code = "RENDER_TIMEOUT"


class RenderKilled(RenderError):
    """The system ended the render."""

    code = "RENDER_KILLED"
    transient = True


class StorageError(CutroomError):
    """Files could not be written or read."""

    code = "STORAGE_FAILED"


class InternalError(CutroomError):
    """An internal error; the log has the details."""

    code = "INTERNAL"
