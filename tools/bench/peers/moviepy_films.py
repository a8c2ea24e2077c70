"""The first four timelines for MoviePy 2, run by a Python that has it:

`python moviepy_films.py t1|t2|t3|t4 MEDIA_FOLDER FONT RESULT`. Imports nothing of ours. The numbers are those of
the drafts in `tools/bench/timelines`.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
from moviepy import (
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    ImageClip,
    TextClip,
    VideoClip,
    VideoFileClip,
    afx,
    concatenate_videoclips,
    vfx,
)

WIDTH, HEIGHT = SCREEN = (1920, 1080)
CAPTION_PX, TITLE_PX = 83, 221
CAPTIONS = (
    "夏天的第一缕阳光照进窗台",
    "我们沿着海边一直走下去",
    "风把所有的故事都吹远了",
    "記得那年的約定嗎？もちろん！",
    "再见，下一个夏天见。",
)
TITLE = "夏日旅行"
# Zoom at both ends, pixels to the right of the middle at both ends.
MOVES = (
    (1.0, 1.2, 0, 0), (1.2, 1.04, -120, 0), (1.15, 1.15, 144, -144), (1.04, 1.2, 0, 160),
    (1.2, 1.2, -192, 192),
)  # fmt: skip


def words(font, text, em_px, seconds):
    """The words and their shadow."""
    margin = {"margin": (12, 12, 12, em_px // 2), "duration": seconds, "stroke_width": 3}
    front = TextClip(
        font=font, text=text, font_size=em_px, color="white", stroke_color="black", **margin
    )
    dark = (0, 0, 0, 229)
    shadow = TextClip(
        font=font, text=text, font_size=em_px, color=dark, stroke_color=dark, **margin
    )
    return front, shadow


def t1(media, font):
    """Captions."""
    layers = [VideoFileClip(str(media / "A.mp4"))]
    for number, text in enumerate(CAPTIONS):
        front, shadow = words(font, text, CAPTION_PX, 2)
        x, y = (WIDTH - front.w) / 2, 929 - (front.h - CAPTION_PX // 2) / 2
        layers += [
            shadow.with_start(2 * number).with_position((x + 4, y + 4)),
            front.with_start(2 * number).with_position((x, y)),
        ]
    return CompositeVideoClip(layers, size=SCREEN).with_duration(10)


def t2(media, font):
    """Moving photos."""
    shown = []
    for number, (begin, end, left, right) in enumerate(MOVES):
        photo = ImageClip(str(media / f"photo{number % 3 + 1}.jpg"), duration=3)
        photo = photo.cropped(y1=156, y2=1844)

        def zoom(t, begin=begin, end=end):
            return begin + (end - begin) * t / 3

        def place(t, zoom=zoom, left=left, right=right):
            shift = left + (right - left) * t / 3
            return (WIDTH - WIDTH * zoom(t)) / 2 + shift, (HEIGHT - HEIGHT * zoom(t)) / 2

        moving = photo.resized(lambda t, zoom=zoom: WIDTH * zoom(t) / 3000).with_position(place)
        slide = CompositeVideoClip([moving], size=SCREEN, bg_color=(0, 0, 0)).with_duration(3)
        slide = slide.with_effects([vfx.CrossFadeIn(0.5)]) if number else slide
        shown.append(slide.with_start(2.5 * number))
    music = AudioFileClip(str(media / "music.wav")).subclipped(0, 13)
    music = music.with_effects([afx.AudioFadeIn(1), afx.AudioFadeOut(1.5)])
    whole = CompositeVideoClip(shown, size=SCREEN, bg_color=(0, 0, 0)).with_duration(13)
    return whole.with_audio(music)


def clips(media):
    """The three clips, dissolved and wiped; their sounds."""
    first, second, third = (
        VideoFileClip(str(media / f"{name}.mp4")).subclipped(0, 5) for name in "ABC"
    )
    columns = np.arange(WIDTH)[None, :]

    def wiped(t):
        return (columns >= WIDTH * (1 - min(t / 0.5, 1))).astype(float).repeat(HEIGHT, 0)

    wipe = VideoClip(wiped, is_mask=True, duration=5)
    faded = [afx.AudioFadeOut(0.5)]
    sounds = [
        first.audio.with_effects(faded),
        second.audio.with_effects([afx.AudioFadeIn(0.5), *faded]).with_start(4.5),
        third.audio.with_effects([afx.AudioFadeIn(0.5)]).with_start(9),
    ]
    second = second.with_effects([vfx.CrossFadeIn(0.5)]).with_start(4.5)
    return [first, second, third.with_mask(wipe).with_start(9)], sounds


def inset(media):
    """The turning circle; ffmpeg makes the 4K picture small while it decodes."""
    film = VideoFileClip(str(media / "D4K.mp4"), audio=False, target_resolution=(1152, 648))
    film = film.subclipped(0, 5).cropped(x1=252, x2=900)
    rows, columns = np.mgrid[0:648, 0:648]
    circle = np.clip(324 - np.hypot(columns - 323.5, rows - 323.5), 0, 1)
    mask = ImageClip(circle, is_mask=True, duration=5)
    turning = film.rotated(lambda t: -360 * t / 5, expand=False).with_mask(mask)
    return turning.with_start(2).with_position((1200, 60))


def graded(frame):
    """Saturation 1.12, contrast 1.25, and a little brighter: what ffmpeg's side draws."""
    colour = frame.astype(np.float32)
    grey = (colour @ np.array([0.2126, 0.7152, 0.0722], np.float32))[..., None]
    strong = ((grey + (colour - grey) * 1.12) - 127.5) * 1.25 + 143
    return np.clip(strong, 0, 255).astype(np.uint8)


def t3(media, font):
    """The edit."""
    main, sounds = clips(media)

    def bounce(t):
        return 100 + 1400 * t / 14, 700 - 450 * abs(math.sin(math.pi * t))

    sticker = ImageClip(str(media / "sticker.png"), duration=14).with_position(bounce)
    base = CompositeVideoClip([*main, inset(media), sticker], size=SCREEN).with_duration(14)
    front, shadow = words(font, TITLE, TITLE_PX, 4)
    fade = [vfx.CrossFadeIn(0.6), vfx.CrossFadeOut(0.5)]
    x, top = (WIDTH - front.w) / 2, (HEIGHT - front.h + TITLE_PX // 2) / 2 - 79

    def slide(t, by=0):
        return x + by, top + by + 80 * max(0, 1 - t / 0.6)

    titles = [
        shadow.with_effects(fade).with_start(0.5).with_position(lambda t: slide(t, 4)),
        front.with_effects(fade).with_start(0.5).with_position(slide),
    ]
    whole = CompositeVideoClip([base.image_transform(graded), *titles], size=SCREEN)
    music = AudioFileClip(str(media / "music.wav")).subclipped(0, 14)
    sound = CompositeAudioClip([*sounds, music.with_effects([afx.MultiplyVolume(0.3)])])
    return whole.with_duration(14).with_audio(sound)


def t4(media, font):
    """Two clips end to end."""
    first = VideoFileClip(str(media / "A.mp4")).subclipped(2, 8)
    return concatenate_videoclips([first, VideoFileClip(str(media / "C.mp4")).subclipped(0, 6)])


def main():
    """Render one of them."""
    name, media, font, result = sys.argv[1:]
    film = {"t1": t1, "t2": t2, "t3": t3, "t4": t4}[name](Path(media), font)
    film.write_videofile(
        result, fps=30, codec="libx264", preset="veryfast", audio_codec="aac", audio_bitrate="128k",
        audio_fps=48000, ffmpeg_params=["-crf", "23", "-pix_fmt", "yuv420p"], logger=None,
    )  # fmt: skip


if __name__ == "__main__":
    main()
