"""Picture effects by a plain strength 0–1, for motions that wear them."""

from __future__ import annotations

from cutroom.effects.spec import Look

_STRENGTHS: dict[str, tuple[str, tuple[tuple[str, float], ...]]] = {
    # look: (filter, parameters whose value grows from 0 to the number given)
    "pixelate": ("pixelate", (("size", 0.22),)),
    "glow": ("glow", (("amount", 2.0),)),
    "expose": ("adjust", (("brightness", 1.0), ("light_sensation", 1.0))),
    "rgb-split": ("rgb-split", (("amount", 0.09),)),
    "glitch": ("glitch", (("amount", 1.0),)),
    "swirl": ("swirl", (("twist", 400.0),)),
    "ripple": ("ripple", (("amount", 0.08),)),
    "zoom-blur": ("zoom-blur", (("amount", 0.8),)),
    "motion-blur": ("blur", (("amount", 3.0),)),
    "dissolve": ("crumble", (("amount", 1.0),)),
    "ghost": ("ghost", (("distance", 0.25),)),
    "ball": ("ball", (("amount", 1.0),)),
    "disperse": ("disperse", (("amount", 1.0),)),
    "smoke": ("smoke", (("amount", 1.0),)),
}
_PLAIN: dict[str, tuple[str, tuple[tuple[str, float | str], ...]]] = {
    "old-film": ("old-film", ()),
    "vhs": ("vhs", ()),
    "kaleidoscope": ("kaleidoscope", ()),
    "magnify": ("magnifier", ()),
    "edges": ("edges", ()),
    "split-screen": ("split-screen", ()),
    "grey": ("adjust", (("saturation", -1.0),)),
    "countdown": ("countdown", (("style", "plain"),)),
    "instant": ("frame", (("style", "instant"),)),
    "gold": ("gradient-map", (("scale", "sepia"),)),
}
_ROUNDS = {
    "light-sweep": ("light-sweep", "position"),
    "hue": ("hue", "turn"),
}
_FLASHED = {"negative": 5}
"""Looks that come and go this often on the way: half a negative is nothing but grey."""
LOOKS = (*_STRENGTHS, *_PLAIN, *_FLASHED, *_ROUNDS)
"""Every look a motion may wear."""


def look_at(look: str, amount: float, turns: float = 0.0) -> tuple[Look, ...]:
    """The filter of a look at a strength; ``turns`` counts rounds of looks that go round."""
    if look in _STRENGTHS:
        effect, growing = _STRENGTHS[look]
        return (Look(effect, tuple((name, most * amount) for name, most in growing)),)
    if look in _ROUNDS:
        effect, name = _ROUNDS[look]
        return (Look(effect, ((name, turns % 1.0),), strength=min(1.0, amount)),)
    if look in _FLASHED:
        return (Look(look),) if int(amount * _FLASHED[look]) % 2 else ()
    effect, values = _PLAIN[look]
    return (Look(effect, values, strength=min(1.0, max(0.0, amount))),)
