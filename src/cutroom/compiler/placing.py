"""Where a clip stands: static settings, keyframes over them, and the size at scale 1."""

from __future__ import annotations

from math import hypot

from cutroom.compiler.motion import Motion
from cutroom.compiler.scene import Scene, Use
from cutroom.core.curves import Curve
from cutroom.core.geometry import WHOLE, Point, Quad, Size
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import Placement

# A side of a crop below this fraction of the picture is taken for "no crop" rather than for a line.
_SMALLEST_CROP = 0.001


def placement_of(use: Use, motion: Motion, alpha: Curve) -> Placement:
    """The placement of a segment; keys replace the static values one property at a time.

    A uniform scale keyed on X alone scales both axes.
    """
    clip = use.segment.clip
    both = ("UNIFORM_SCALE",)
    scale_x = motion.get(clip.scale_x, "KFTypeScaleX", *both)
    follows = use.segment.uniform_scale and motion.find("KFTypeScaleY") is None
    y_names = ("KFTypeScaleY", *both, "KFTypeScaleX") if follows else ("KFTypeScaleY", *both)
    return Placement(
        x=motion.get(clip.x, "KFTypePositionX"),
        y=motion.get(clip.y, "KFTypePositionY"),
        scale_x=scale_x,
        scale_y=motion.get(clip.scale_y, *y_names),
        rotation=motion.get(clip.rotation, "KFTypeRotation"),
        alpha=alpha,
        flip_horizontal=clip.flip_horizontal,
        flip_vertical=clip.flip_vertical,
    )


def crop_of(raw: Json) -> Quad:
    """A material's crop; the whole picture when it is missing, all zero or has no area."""
    crop = fields.mapping(raw, "crop")
    if not crop:
        return WHOLE

    def corner(name: str) -> Point:
        return Point(
            fields.number(crop, f"{name}_x", 0.0, 0.0, 1.0),
            fields.number(crop, f"{name}_y", 0.0, 0.0, 1.0),
        )

    quad = Quad(
        corner("upper_left"), corner("upper_right"), corner("lower_left"), corner("lower_right")
    )
    width, height = crop_extent(quad, Size(1.0, 1.0))
    return quad if width > _SMALLEST_CROP and height > _SMALLEST_CROP else WHOLE


def crop_extent(quad: Quad, media: Size) -> tuple[float, float]:
    """Pixels of a cropped picture: for a general quad the mean of opposite sides."""

    def side(a: Point, b: Point) -> float:
        return hypot((b.x - a.x) * media.width, (b.y - a.y) * media.height)

    width = side(quad.top_left, quad.top_right) + side(quad.bottom_left, quad.bottom_right)
    height = side(quad.top_left, quad.bottom_left) + side(quad.top_right, quad.bottom_right)
    return width / 2, height / 2


def fitted_size(scene: Scene, media: Size, crop: Quad) -> Size:
    """Size at scale 1: the cropped picture contained in the canvas, rotation left aside."""
    return scene.fitted(Size(*crop_extent(crop, media)))
