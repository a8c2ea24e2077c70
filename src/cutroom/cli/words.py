"""What the command line says, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from cutroom.core.errors import (
    BadDraft,
    Busy,
    Cancelled,
    CutroomError,
    InvalidRequest,
    MediaError,
    NotFound,
    Refused,
    RenderError,
    StorageError,
)

EXIT_OK = 0
EXIT_INTERNAL = 1
EXIT_USAGE = 2
EXIT_DRAFT = 3
EXIT_MEDIA = 4
EXIT_RENDER = 5
EXIT_REFUSED = 6
EXIT_STORAGE = 7
EXIT_BUSY = 8
EXIT_INTERRUPTED = 130

EXIT_MEANINGS = {
    EXIT_OK: "done",
    EXIT_INTERNAL: "an error of Cutroom itself; `doctor`: something required is missing",
    EXIT_USAGE: "the command or one of its options is wrong",
    EXIT_DRAFT: "no draft there, or one that cannot be used",
    EXIT_MEDIA: "a material cannot be found, fetched or read",
    EXIT_RENDER: "drawing, sound or encoding failed, or took too long",
    EXIT_REFUSED: "over a limit, or an address or path that is not allowed",
    EXIT_STORAGE: "a file cannot be written or read (disk full, permissions)",
    EXIT_BUSY: "the service is busy or in the wrong state",
    EXIT_INTERRUPTED: "interrupted",
}

_EXITS: tuple[tuple[type[CutroomError], int], ...] = (
    (InvalidRequest, EXIT_USAGE),
    (BadDraft, EXIT_DRAFT),
    (NotFound, EXIT_DRAFT),
    (MediaError, EXIT_MEDIA),
    (RenderError, EXIT_RENDER),
    (Refused, EXIT_REFUSED),
    (StorageError, EXIT_STORAGE),
    (Busy, EXIT_BUSY),
    (Cancelled, EXIT_INTERRUPTED),
)

# Code of an error → its headline.
HEADLINES: dict[str, tuple[str, str]] = {
    "CUTROOM_ERROR": ("Something went wrong", "出错了"),
    "INVALID_REQUEST": ("The command is not valid", "命令参数有误"),
    "UNKNOWN_NAME": ("Unknown name", "未知的名称"),
    "INVALID_DRAFT": ("The draft cannot be used", "草稿文件无效"),
    "ENCRYPTED_DRAFT": ("The draft is encrypted", "草稿已加密"),
    "EMPTY_DRAFT": ("The draft is empty", "草稿内容为空"),
    "NOT_FOUND": ("Not found", "未找到"),
    "TASK_NOT_FOUND": ("No such task", "任务未找到"),
    "INVALID_APIKEY": ("An API key is needed", "无效的 apiKey"),
    "CONFLICT": ("Not possible now", "当前状态不允许"),
    "SERVICE_BUSY": ("The service is busy", "服务繁忙"),
    "DRAFT_LOCKED": ("The draft is being edited", "草稿正在被编辑"),
    "RATE_LIMITED": ("Too many requests", "请求过于频繁"),
    "CANCELLED": ("Interrupted", "已中断"),
    "REFUSED": ("Not allowed", "不允许访问"),
    "LIMIT_EXCEEDED": ("Over a limit", "超出限制"),
    "MEDIA_UNREADABLE": ("A material cannot be used", "素材无法使用"),
    "MEDIA_UNREACHABLE": ("A material cannot be fetched", "素材无法访问"),
    "RENDER_FAILED": ("Rendering failed", "视频渲染失败"),
    "AUDIO_FAILED": ("The sound failed", "音频处理失败"),
    "ENCODE_FAILED": ("Encoding failed", "编码失败"),
    "RENDER_TIMEOUT": ("Rendering took too long", "处理超时"),
    "RENDER_KILLED": ("The system ended the render", "渲染进程被系统终止"),
    "STORAGE_FAILED": ("A file cannot be written or read", "文件读写失败"),
    "INTERNAL": ("An error of Cutroom itself", "系统内部错误"),
}

_WORDS = {
    "started": ("starting", "启动"),
    "draft-parsed": ("draft read", "草稿已解析"),
    "environment-ready": ("fetching media", "获取素材"),
    "materials-ready": ("media ready", "素材就绪"),
    "rendering": ("rendering", "渲染中"),
    "writing": ("writing the file", "写入文件"),
    "done": ("done", "完成"),
    "frames": ("frames", "帧"),
    "left": ("left", "剩余"),
    "in": ("in", "用时"),
    "realtime": ("× real time", "倍实时"),
    "notes": ("What was approximated or left out", "近似处理或跳过的内容"),
    "more": ("… and {count} more; --json lists all", "……另有 {count} 条，--json 可列出全部"),
    "approximated": ("approximated", "近似"),
    "skipped": ("left out", "跳过"),
    "warning": ("warning", "警告"),
    "info": ("note", "说明"),
    "crash": ("Details are in", "详情见"),
}


class Speech:
    """Words in the language of the person at the terminal."""

    def __init__(self, chinese: bool) -> None:
        """English unless ``chinese``."""
        self._column = 1 if chinese else 0

    def word(self, name: str) -> str:
        """A word or sentence by its name."""
        return _WORDS[name][self._column]

    def headline(self, error: CutroomError) -> str:
        """The headline of an error."""
        return HEADLINES[error.code][self._column]


def speech_for(environ: Mapping[str, str]) -> Speech:
    """Chinese when the locale is Chinese."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    return Speech(locale.lower().startswith("zh"))


def exit_code(error: CutroomError) -> int:
    """The exit code of an error: stable, documented in ``docs/cli.md``."""
    return next((code for kind, code in _EXITS if isinstance(error, kind)), EXIT_INTERNAL)
