"""Fonts made at test time: exact boxes, known metrics, a colour emoji with a ligature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


@dataclass(frozen=True)
class Metrics:
    """Vertical metrics of a test font in font units; descenders negative."""

    units_per_em: int = 1000
    typo: tuple[int, int] = (800, -200)
    hhea: tuple[int, int] = (900, -300)
    win: tuple[int, int] = (1000, 400)

    @property
    def line(self) -> tuple[int, int]:
        """The pair that makes the line box: typo, or hhea when typo is empty."""
        return self.typo if any(self.typo) else self.hhea


FEATURES = """
languagesystem DFLT dflt;
languagesystem latn dflt;
feature liga { sub f i by f_i; } liga;
feature kern { pos A V -300; } kern;
"""


def rectangle(left: int, bottom: int, right: int, top: int):
    """A TrueType glyph that is one filled rectangle."""
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def build_box_font(path: Path, family: str, metrics: Metrics = Metrics(), *, weight: int = 400):
    """A font whose letters fill their advance by the whole line box.

    ``A`` … ``Z``, ``a`` … ``z``, digits and CJK one/two: one em wide (``i`` half an em), full line
    box. ``.`` is a small square on the baseline, space half an em, ``f i`` a ligature of one em,
    ``A V`` kerned by −0.3 em.
    """
    em = metrics.units_per_em
    top, bottom = metrics.line
    letters = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"]
    names = {letter: f"u{ord(letter):04X}" for letter in [*letters, "一", "二", "。", "「"]}
    names |= {"f": "f", "i": "i", "A": "A", "V": "V"}
    glyphs = {".notdef": rectangle(100, 0, 400, 700), "space": TTGlyphPen(None).glyph()}
    glyphs |= {"period": rectangle(0, 0, em // 10, em // 10), "f_i": rectangle(0, bottom, em, top)}
    widths = {".notdef": em // 2, "space": em // 2, "period": em // 4, "f_i": em}
    for letter, name in names.items():
        width = em // 2 if letter == "i" else em
        glyphs[name] = rectangle(0, bottom, width, top)
        widths[name] = width
    builder = FontBuilder(em, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    cmap = {ord(letter): name for letter, name in names.items()}
    builder.setupCharacterMap({**cmap, 0x20: "space", 0xA0: "space", 0x2E: "period"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=metrics.hhea[0], descent=metrics.hhea[1])
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=metrics.typo[0],
        sTypoDescender=metrics.typo[1],
        usWinAscent=metrics.win[0],
        usWinDescent=metrics.win[1],
        usWeightClass=weight,
    )
    builder.setupPost()
    builder.addOpenTypeFeatures(FEATURES)
    builder.save(path)
    return path


JOINED = """
feature ccmp {
    sub woman zwj woman by couple;
    sub man zwj woman zwj girl zwj boy by family;
    sub letter_c letter_n by flag;
} ccmp;
"""


def build_emoji_font(path: Path) -> Path:
    """A COLR font: a red 😀, green people and letters of flags; couples, families and 🇨🇳 joined by
    ligatures: blue, blue and red.
    """
    people = {"woman": 0x1F469, "man": 0x1F468, "girl": 0x1F467, "boy": 0x1F466}
    letters = {"letter_c": 0x1F1E8, "letter_n": 0x1F1F3}
    colors = {"smile": 0, "couple": 2, "family": 2, "flag": 0}
    colors |= dict.fromkeys((*people, *letters), 1)
    square = rectangle(0, -200, 1000, 800)
    glyphs = {".notdef": rectangle(0, 0, 500, 500), "zwj": TTGlyphPen(None).glyph()}
    glyphs |= dict.fromkeys(colors, TTGlyphPen(None).glyph())
    glyphs |= {f"{name}.fill": square for name in colors}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    characters = {code: name for name, code in (people | letters).items()}
    builder.setupCharacterMap({0x1F600: "smile", 0x200D: "zwj"} | characters)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({n: (0 if n == "zwj" else 1000, 0) for n in glyphs})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test Emoji", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupCOLR({name: [(f"{name}.fill", slot)] for name, slot in colors.items()})
    builder.setupCPAL([[(1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1)]])
    builder.addOpenTypeFeatures(JOINED)
    builder.save(path)
    return path
