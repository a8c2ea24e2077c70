"""Finding the file a reference means on this disk.

The order: the path as stored; the draft's folder in place of its placeholder; a file of the same name
below the draft's folder; the path that ``draft_meta_info.json`` registers under the same id or name;
then the same for the other paths the draft gives; last a file of the same name directly in one of the
media folders. Only files below the draft's folder and the media folders are ever returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cutroom.core.errors import Refused
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.paths import DraftFiles, direct_paths, is_local_absolute
from cutroom.draft.references import MediaReference, base_name, is_placeholder, is_url


def locate(
    reference: MediaReference, root: Path, media_roots: Sequence[Path], meta: Json
) -> Path | None:
    """One reference's file; see :class:`Locator`, which is quicker for many."""
    return Locator(root, media_roots, meta).locate(reference)


class Locator:
    """Finds the files of one draft.

    ``root`` is the draft's folder, ``media_roots`` the folders from which it may name files besides,
    ``meta`` the content of its ``draft_meta_info.json``.
    """

    def __init__(
        self, root: Path, media_roots: Sequence[Path] = (), meta: Json | None = None
    ) -> None:
        """Nothing is read before the first search."""
        self._files = DraftFiles(root)
        self._outside = tuple(DraftFiles(folder) for folder in media_roots)
        self._registered = list(_registered(meta or {}))

    def locate(self, reference: MediaReference) -> Path | None:
        """The file, None when it is not here.

        Raises Refused when a required file without any URL is named by an absolute path outside the
        allowed folders, whether or not there is such a file.
        """
        least_alike = 2 if reference.role == "style-package" else 1
        for number, candidate in enumerate(self._local_candidates(reference)):
            found = self._find(candidate, least_alike)
            if found is None and number == 0:
                found = self._find_registered(reference)
            if found is not None:
                return found
        found = self._in_media_roots(reference)
        if found is None:
            self._refuse_outside(reference)
        return found

    def _local_candidates(self, reference: MediaReference) -> list[str]:
        local = [path for path in reference.candidates if not is_url(path)]
        usable = [path for path in local if not is_placeholder(path)]
        # An unresolved medium has nothing but its name to go by.
        return usable or ([reference.name] if local and reference.name else [])

    def _find(self, candidate: str, least_alike: int) -> Path | None:
        for files in self._outside:
            for path in direct_paths(candidate):
                found = files.inside(path) if path.startswith("/") else None
                if found is not None:
                    return found
        return self._files.find(candidate, least_alike)

    def _find_registered(self, reference: MediaReference) -> Path | None:
        ids = {reference.material_id, reference.local_id} - {""}
        name = reference.name
        by_id = [path for path, key, _ in self._registered if key in ids]
        by_name = [path for path, _, shown in self._registered if name and shown == name]
        found = (self._find(path, 1) for path in (*by_id, *by_name))
        return next((path for path in found if path is not None), None)

    def _in_media_roots(self, reference: MediaReference) -> Path | None:
        if reference.role == "style-package":
            return None
        names = (base_name(path) for path in reference.candidates if not is_url(path))
        found = (files.inside(name) for name in names if name for files in self._outside)
        return next((path for path in found if path is not None), None)

    def _refuse_outside(self, reference: MediaReference) -> None:
        if not reference.required or reference.urls:
            return
        outside = next((path for path in reference.candidates if is_local_absolute(path)), None)
        if outside is not None:
            raise Refused(
                f"{outside[:200]} is not below a folder from which drafts may read files.",
                hint="Put the file into the draft's folder, or name its folder in CUTROOM_MEDIA_ROOTS.",
            )


def _registered(meta: Json) -> Iterator[tuple[str, str, str]]:
    """Path, id and display name of every medium that the project card registers."""
    for group in fields.mappings(meta, "draft_materials"):
        for entry in fields.mappings(group, "value"):
            path = fields.text(entry, "file_Path")
            if path:
                yield path, fields.text(entry, "id"), fields.text(entry, "extra_info")
