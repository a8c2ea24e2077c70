"""Which output options go together."""

from __future__ import annotations

from cutroom.core.errors import InvalidRequest
from cutroom.core.output import OutputFormat, OutputOptions

WITH_ALPHA: tuple[OutputFormat, ...] = ("mov", "webm", "gif", "png-sequence")
WITH_H264: tuple[OutputFormat, ...] = ("mp4", "mov")
WITH_CRF: tuple[OutputFormat, ...] = ("mp4", "mov", "webm")
SOUND_ONLY: tuple[OutputFormat, ...] = ("mp3", "wav")


def check_options(options: OutputOptions) -> None:
    """Raise InvalidRequest for an option that the format cannot honour, instead of ignoring it."""
    _check(options.alpha, "alpha", "cannot be transparent", options.format, WITH_ALPHA)
    _check(options.crf is not None, "crf", "has no CRF", options.format, WITH_CRF)
    if options.alpha and options.format == "mov" and options.crf is not None:
        raise InvalidRequest(
            "A transparent mov is ProRes, which has no CRF.", field="crf", hint="Leave it out."
        )
    _check_h264(options)
    if options.format in SOUND_ONLY:
        sized = options.width or options.height or options.short_side or options.fps
        _check(bool(sized), "size", "has no pictures", options.format, ())


def _check_h264(options: OutputOptions) -> None:
    hardware = options.encoder not in (None, "x264")
    _check(hardware, "encoder", "has one encoder only", options.format, WITH_H264)
    _check(bool(options.smart), "smart", "cannot hold copied packets", options.format, WITH_H264)
    if options.alpha and (hardware or options.smart):
        raise InvalidRequest(
            "A transparent mov is ProRes, which is always encoded by the same encoder.",
            field="encoder" if hardware else "smart",
            hint="Leave it out.",
        )


def _check(
    wanted: bool, field: str, reason: str, asked: OutputFormat, able: tuple[OutputFormat, ...]
) -> None:
    if wanted and asked not in able:
        hint = f"Leave it out, or use {', '.join(able)}." if able else "Leave size and fps out."
        raise InvalidRequest(f"The format {asked} {reason}.", field=field, hint=hint)
