"""Who renders a benchmark: we, ffmpeg, the work that nobody can leave out, and the peers that are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.bench.peers import mlt
from tools.bench.timelines.model import ENCODE, FINISHED, Place, Timeline

OURS, REFERENCE = "Cutroom", "ffmpeg"
MOVIEPY_FILMS = Path(__file__).with_name("peers") / "moviepy_films.py"
MOVIEPY_HAS = ("t1", "t2", "t3", "t4")
# They set words in another weight and outline.
PEER_SLACK_DB = 3.0
# Packets that are only copied may stand a frame beside where a cut is exact.
COPY_SLACK_DB = 18.0
QUIET = ("-nostdin", "-v", "error", "-y")


@dataclass(frozen=True)
class Side:
    """A command, what it writes, and what its environment must say.

    ``slack_db`` is by how much less it may look like the reference than the timeline asks for.
    """

    name: str
    command: list[str]
    result: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    slack_db: float = 0.0


@dataclass(frozen=True)
class Kit:
    """The programs of the sides."""

    place: Place
    ffmpeg: str
    melt: str | None = None
    moviepy: Path | None = None

    @classmethod
    def found(cls, place: Place, ffmpeg: str, moviepy: Path | None, *, peers: bool = True) -> Kit:
        """ffmpeg, and whatever peers there are unless they are not wanted; says which are not there."""
        if not peers:
            return cls(place, ffmpeg)
        melt = shutil.which("melt")
        if melt is None:
            print("not compared: MLT is not installed (apt-get install melt)")
        asked = moviepy or Path(sys.executable)
        looked = subprocess.run(
            [str(asked), "-c", "import moviepy"], capture_output=True, check=False
        )
        if looked.returncode:
            print(f"not compared: {asked} has no MoviePy (--moviepy names a Python that has it)")
        return cls(place, ffmpeg, melt, None if looked.returncode else asked)

    @property
    def finished(self) -> Path:
        """Finished frames and sound of the reference, not encoded."""
        return self.place.work / "finished.nut"

    def versions(self) -> list[str]:
        """What is compared."""
        found = [" ".join(_said([self.ffmpeg, "-version"]).split()[:3])]
        if self.melt:
            found.append(_said([self.melt, "--version"]).split("\n")[0])
        if self.moviepy:
            version = "import moviepy; print('MoviePy', moviepy.__version__)"
            found.append(_said([str(self.moviepy), "-c", version]).strip())
        return found


def _said(command: list[str]) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout or ran.stderr


def find_ffmpeg() -> str:
    """The reference."""
    return shutil.which("ffmpeg") or sys.exit("the peer is not installed: apt-get install ffmpeg")


def sides_of(timeline: Timeline, kit: Kit) -> list[Side]:
    """The sides of a timeline, the reference first, the peers last."""
    work = kit.place.work
    theirs, ours = work / "ffmpeg.mp4", work / "ours.mp4"
    render = [sys.executable, "-m", "cutroom", "render", str(timeline.draft), "-o", str(ours)]
    sides = [
        Side(REFERENCE, [kit.ffmpeg, *QUIET, *timeline.ffmpeg, *ENCODE, str(theirs)], theirs),
        Side(OURS, [*render, "--no-cache", *timeline.options], ours),
    ]
    for number, (name, command) in enumerate(timeline.floors.items()):
        result = work / f"floor{number}.mp4"
        if FINISHED in command:
            finish(timeline, kit)
        given = [str(kit.finished) if part == FINISHED else part for part in command]
        slack_db = COPY_SLACK_DB if "copy" in given else 0.0
        sides.append(
            Side(name, [kit.ffmpeg, *QUIET, *given, str(result)], result, slack_db=slack_db)
        )
    return sides + _peers(timeline.draft.name, kit)


def _peers(name: str, kit: Kit) -> list[Side]:
    sides, result = [], kit.place.work / "peer.mp4"
    if kit.melt:
        sides += [
            Side(
                way,
                mlt.command(kit.melt, film, result),
                result,
                mlt.environment(kit.place),
                PEER_SLACK_DB,
            )
            for way, film in mlt.films(name, kit.place).items()
        ]
    if kit.moviepy and name in MOVIEPY_HAS:
        font = next(kit.place.fonts.glob("*CJK*"))
        given = [str(MOVIEPY_FILMS), name, str(kit.place.media), str(font), str(result)]
        sides.append(Side("MoviePy", [str(kit.moviepy), *given], result, {}, PEER_SLACK_DB))
    return sides


def finish(timeline: Timeline, kit: Kit) -> None:
    """Have the reference write its frames and sound as they are."""
    raw = ["-c:v", "rawvideo", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", "-f", "nut"]
    command = [kit.ffmpeg, *QUIET, *timeline.ffmpeg, *raw, str(kit.finished)]
    subprocess.run(command, check=True)
