"""The habits of this code base that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src" / "cutroom").rglob("*.py"))
MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 6
NAMES_THAT_EXPLAIN_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "misc",
    "base",
}


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [path for name in listing.splitlines() if (path := ROOT / name).is_file()]


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_module_grows_past_the_limit() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_MODULE_LINES
    }
    assert not too_long


def test_no_function_grows_past_the_limit() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in functions_of(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert not too_long


def test_no_function_takes_more_parameters_than_a_reader_can_hold() -> None:
    """Keyword-only parameters of edges (CLI, routes, constructors) name themselves and are free."""
    too_many = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        if not {"cli", "api"} & set(path.relative_to(ROOT / "src" / "cutroom").parts[:1])
        for node in functions_of(path)
        if len([a for a in node.args.posonlyargs + node.args.args if a.arg not in ("self", "cls")])
        > MAX_PARAMETERS
    ]
    assert not too_many


def test_module_names_explain_something() -> None:
    assert not [path for path in SOURCES if path.stem in NAMES_THAT_EXPLAIN_NOTHING]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.read_text(encoding="utf-8").strip()
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert not silent


def test_nothing_is_left_open_in_the_code() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found


def test_no_path_of_a_machine_is_in_the_repository() -> None:
    pattern = re.compile(r"/(work|farm)/[a-z.]+/|/home/[a-z]+/|/root/")
    own = Path(__file__).resolve()
    found = []
    for path in tracked_files():
        if path == own or path.suffix in {".mp4", ".jpg", ".png", ".gif", ".mp3", ".webp", ".lock"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [str(path.relative_to(ROOT))] if pattern.search(text) else []
    assert not found


@pytest.mark.parametrize("folder", ["filters", "transitions", "motions"])
def test_every_effect_file_is_registered(folder: str) -> None:
    registry = (ROOT / "src/cutroom/effects/registry.py").read_text(encoding="utf-8")
    names = [
        p.stem for p in (ROOT / "src/cutroom/effects" / folder).glob("*.py") if p.stem != "__init__"
    ]
    assert names
    assert not [name for name in names if not re.search(rf"\b{name}\b", registry)]
