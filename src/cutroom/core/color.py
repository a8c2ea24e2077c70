"""Colour values and their notations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Color:
    """Non-linear sRGB / BT.709 red, green, blue and straight alpha, each 0–1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def faded(self, alpha: float) -> Color:
        """The same colour with its alpha multiplied."""
        return Color(self.red, self.green, self.blue, self.alpha * alpha)

    def mixed(self, other: Color, share: float) -> Color:
        """The colour ``share`` 0–1 of the way to another, channel by channel."""
        return Color(
            self.red + (other.red - self.red) * share,
            self.green + (other.green - self.green) * share,
            self.blue + (other.blue - self.blue) * share,
            self.alpha + (other.alpha - self.alpha) * share,
        )

    @property
    def luminance(self) -> float:
        """BT.709 luma of the non-linear channels, 0–1."""
        return 0.2126 * self.red + 0.7152 * self.green + 0.0722 * self.blue

    def as_bytes(self) -> tuple[int, int, int, int]:
        """Red, green, blue, alpha as 0–255."""

        def byte(value: float) -> int:
            return round(min(max(value, 0.0), 1.0) * 255)

        return byte(self.red), byte(self.green), byte(self.blue), byte(self.alpha)

    def __str__(self) -> str:
        return "#{:02x}{:02x}{:02x}{:02x}".format(*self.as_bytes())


BLACK = Color(0.0, 0.0, 0.0)
WHITE = Color(1.0, 1.0, 1.0)


def find_color(notation: str) -> Color | None:
    """``#RGB``, ``#RRGGBB`` or ``#RRGGBBAA`` (any case, ``#`` optional) as a colour, else None."""
    digits = notation.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    if len(digits) not in (6, 8):
        return None
    try:
        channels = [int(digits[i : i + 2], 16) / 255 for i in range(0, len(digits), 2)]
    except ValueError:
        return None
    return Color(*channels)
