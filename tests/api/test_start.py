"""A service that starts loads what answers, and leaves what draws to those who ask for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("av", "cv2", "numpy", "PIL", "skia", "yaml", "cutroom.compiler.compile", "dbos")


def test_no_codec_and_no_compiler_are_loaded_to_answer(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from cutroom.app.wiring import build_api\n"
        "from cutroom.settings import Settings\n"
        f"build_api(Settings(data_dir=Path({str(tmp_path)!r})))\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
