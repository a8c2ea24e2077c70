"""Settings are read once, checked, and all used."""

from __future__ import annotations

import re
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest

from cutroom.core.errors import InvalidRequest
from cutroom.settings import MEGABYTE, PREFIX, Settings, read_settings

SOURCES = Path(__file__).resolve().parent.parent / "src" / "cutroom"

CONTRACT = {
    "CUTROOM_HOST": "127.0.0.1", "CUTROOM_PORT": 30000, "CUTROOM_PUBLIC_URL": "",
    "CUTROOM_DATA_DIR": Path("cutroom-data"), "CUTROOM_DATABASE_URL": "", "CUTROOM_STORAGE_URL": "",
    "CUTROOM_FETCH_ALLOW": (), "CUTROOM_MEDIA_ROOTS": (), "CUTROOM_API_KEYS": (),
    "CUTROOM_VIDEO_RETENTION_DAYS": 30, "CUTROOM_FAILURE_RETENTION_DAYS": 7,
    "CUTROOM_CAPCUT_MATE_ALWAYS_200": False,
}  # fmt: skip


def test_the_published_names_have_their_published_defaults() -> None:
    settings = read_settings({})
    for name, default in CONTRACT.items():
        assert getattr(settings, name.removeprefix(PREFIX).lower()) == default
    assert settings.renders_at_once >= 1


def test_values_are_read_from_the_environment(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "CUTROOM_PORT": "8080",
            "CUTROOM_DATA_DIR": str(tmp_path),
            "CUTROOM_FETCH_ALLOW": "minio:9000, assets.internal",
            "CUTROOM_MEDIA_ROOTS": f"{tmp_path}:{tmp_path / 'more'}",
            "CUTROOM_CAPCUT_MATE_ALWAYS_200": "yes",
            "CUTROOM_VIDEO_RETENTION_DAYS": "0.5",
            "CUTROOM_RENDER_MEMORY_MB": "1500",
            "CUTROOM_API_KEYS": "  ",
            "UNRELATED": "x",
        }
    )
    assert settings.port == 8080
    assert settings.fetch_rules().allow == ("minio:9000", "assets.internal")
    assert settings.environment().media_roots == (tmp_path, tmp_path / "more")
    assert settings.capcut_mate_always_200 is True
    assert Fraction(settings.video_retention_days) == Fraction(1, 2)
    assert settings.render_limits().memory_bytes == 1500 * MEGABYTE
    assert settings.api_keys == ()


def test_a_flag_wins_over_the_environment() -> None:
    settings = read_settings({"CUTROOM_PORT": "1"}, {"port": "2", "host": None})
    assert (settings.port, settings.host) == (2, "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CUTROOM_PORT", "http"),
        ("CUTROOM_PORT", "70000"),
        ("CUTROOM_RENDER_TIMEOUT_S", "0"),
        ("CUTROOM_RENDER_TIMEOUT_S", "nan"),
        ("CUTROOM_VIDEO_RETENTION_DAYS", "-1"),
        ("CUTROOM_CAPCUT_MATE_ALWAYS_200", "maybe"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_variable(name: str, text: str) -> None:
    with pytest.raises(InvalidRequest, match=name):
        read_settings({name: text})


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    shown = repr(
        read_settings(
            {
                "CUTROOM_API_KEYS": "hush1",
                "CUTROOM_DATABASE_URL": "postgresql://me:hush2@db/x",
                "CUTROOM_STORAGE_URL": "s3://b?secret_access_key=hush3",
                "CUTROOM_WEBHOOK_SECRET": "hush4",
            }
        )
    )
    assert "hush" not in shown


@pytest.mark.parametrize("name", [item.name for item in fields(Settings)])
def test_every_setting_is_used(name: str) -> None:
    pattern = re.compile(rf"\bsettings\.{name}\b|\bself\.{name}\b|\b_settings\.{name}\b")
    used = [path for path in SOURCES.rglob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert used, f"no code reads {name}"


def test_processes_of_a_render_share_its_cores_and_its_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cutroom.settings.core_count", lambda: 16)
    monkeypatch.setattr("cutroom.settings.memory_bytes", lambda: 64 * 1000 * MEGABYTE)

    def processes(**given: int) -> int:
        return Settings(**given).render_limits().processes  # type: ignore[arg-type]

    assert processes() == 1
    assert processes(render_concurrency=1) == 8
    assert processes(render_concurrency=2) == 4
    assert processes(render_concurrency=1, render_memory_mb=3500) == 3
    assert processes(render_concurrency=1, render_memory_mb=500) == 1
    assert processes(render_concurrency=8, render_processes=5) == 5


def test_parts_of_videos_are_kept_in_the_data_folder_elsewhere_or_not_at_all(
    tmp_path: Path,
) -> None:
    here = Settings(data_dir=tmp_path, part_cache_max_mb=7).environment()
    assert (here.parts_dir, here.parts_max_bytes) == (tmp_path / "cache" / "parts", 7 * MEGABYTE)
    elsewhere = read_settings({"CUTROOM_PART_CACHE_DIR": str(tmp_path / "fast")}).environment()
    assert elsewhere.parts_dir == tmp_path / "fast"
    assert Settings(part_cache_max_mb=0).environment().parts_dir is None
