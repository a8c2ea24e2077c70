"""The sound effects by id: what each does to a sound, and which parameters it has.

Every effect has ``strength`` besides, 0–1 and 1 unless given: how far pitch and voice are changed, and how the
treated sound is mixed with the untreated one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cutroom.media.sound_filters import Step
from cutroom.render.reverb import Room

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wobble:
    """Pitch going up and down ``hertz`` times a second, by a delay that swings over ``depth_ms``."""

    hertz: float
    depth_ms: float


@dataclass(frozen=True, slots=True)
class Orbit:
    """The sound going round the listener ``hertz`` times a second, from ``start_turns`` (0 is ahead) on."""

    hertz: float
    start_turns: float = 0.0


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done, in this order.

    ``pitch`` and ``formants`` are factors of frequency: how high the voice is and how small the throat (the
    formants follow the pitch where they are not given). ``filters`` are in FFmpeg's notation. ``background`` is
    a name of the ambiences, ``loud`` its level beside the one it has by itself.
    """

    filters: tuple[Step, ...] = ()
    pitch: float = 1.0
    formants: float | None = None
    wobble: Wobble | None = None
    room: Room | None = None
    orbit: Orbit | None = None
    background: str = ""
    loud: float = 1.0


@dataclass(frozen=True, slots=True)
class SoundParam:
    """A number from ``low`` to ``high``."""

    name: str
    low: float
    high: float
    default: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """A treatment made from the values of all ``params``."""

    make: Callable[[Values], Treatment]
    params: tuple[SoundParam, ...] = ()

    def treatment(self, given: Values) -> Treatment:
        """The treatment with ``given`` values, clamped, and the defaults of the others."""
        values = {
            param.name: min(max(given.get(param.name, param.default), param.low), param.high)
            for param in self.params
        }
        return self.make(values)


def _band(low: int, high: int) -> tuple[Step, ...]:
    return (("highpass", f"f={low}:p=2"), ("lowpass", f"f={high}:p=2"))


_SQUEEZED: Step = ("acompressor", "ratio=4:threshold=0.1:makeup=2")
_HORN: tuple[Step, ...] = (
    *_band(500, 4000), ("volume", "3"), ("asoftclip", "type=tanh"),
)  # fmt: skip
_SEMITONES = (SoundParam("tune", -12.0, 12.0, 0.0), SoundParam("timbre", -12.0, 12.0, 0.0))
_NOISE = SoundParam("noise", 0.0, 2.0, 1.0)


def _plain(treatment: Treatment) -> Recipe:
    return Recipe(lambda values: treatment)


def _noisy(treatment: Treatment, background: str) -> Recipe:
    """A treatment over a background whose level is the parameter ``noise``."""

    def make(values: Values) -> Treatment:
        return Treatment(
            treatment.filters, treatment.pitch, treatment.formants, treatment.wobble,
            treatment.room, treatment.orbit, background, values["noise"],
        )  # fmt: skip

    return Recipe(make, (_NOISE,))


def _voice(pitch: float, formants: float, *filters: Step, room: Room | None = None) -> Recipe:
    """A voice of another height and size; both can be turned by a draft's two sliders."""

    def make(values: Values) -> Treatment:
        return Treatment(
            filters, pitch=pitch * 2 ** (values["tune"] / 12),
            formants=formants * 2 ** (values["timbre"] / 12), room=room,
        )  # fmt: skip

    return Recipe(make, _SEMITONES)


def _echo(values: Values) -> Treatment:
    times = range(1, 1 + round(values["repeats"]))
    delays = "|".join(f"{280 * time}" for time in times)
    levels = "|".join(f"{0.45 * 0.5 ** (time - 1):.4f}" for time in times)
    return Treatment((("aecho", f"1:0.8:{delays}:{levels}"),))


def _tremble(values: Values) -> Treatment:
    hertz, depth = values["hertz"], values["depth"]
    return Treatment((("tremolo", f"f={hertz}:d={depth}"),), wobble=Wobble(hertz, 1.35 * depth))


def _stage(values: Values) -> Treatment:
    size = values["size"]
    room = Room(0.3 + size, 0.02 + 0.05 * size, 0.3, 0.25 + 0.4 * size)
    return Treatment((("bass", "g=4"), ("treble", "g=2")), room=room)


def _orbit(values: Values) -> Treatment:
    return Treatment(orbit=Orbit(values["hertz"], values["start_turns"]))


def _eight_bit(values: Values) -> Treatment:
    steps: tuple[Step, ...] = (("acrusher", "bits=5:mode=lin:samples=9"), ("lowpass", "f=9000"))
    return Treatment(steps, 2 ** (values["tune"] / 12), 2 ** (values["timbre"] / 12))


SOUND_EFFECTS: dict[str, Recipe] = {
    # Places.
    "echo": Recipe(_echo, (SoundParam("repeats", 1.0, 8.0, 2.0),)),
    "valley": _plain(
        Treatment(
            (("aecho", "1:0.7:640|1290|1900:0.4|0.25|0.15"), ("lowpass", "f=6500")),
            room=Room(1.6, 0.09, 0.7, 0.35),
        )
    ),
    "room": _plain(Treatment(room=Room(0.35, 0.004, 0.4, 0.45))),
    "bathroom": _plain(Treatment((("treble", "g=3"),), room=Room(0.75, 0.003, 0.1, 0.7))),
    "hall": _plain(Treatment(room=Room(1.3, 0.02, 0.5, 0.6))),
    "garage": _plain(Treatment((("treble", "g=-2"),), room=Room(2.0, 0.028, 0.75, 0.7))),
    "stairwell": _plain(
        Treatment((("aecho", "1:0.8:62|118:0.3|0.2"),), room=Room(1.5, 0.012, 0.2, 0.6))
    ),
    "cave": _plain(
        Treatment((("aecho", "1:0.8:190|410:0.35|0.25"),), room=Room(2.4, 0.04, 0.8, 0.8))
    ),
    "church": _plain(Treatment(room=Room(3.0, 0.035, 0.65, 0.8))),
    "huge-hall": _plain(Treatment(room=Room(4.5, 0.05, 0.4, 1.2))),
    "stage": Recipe(_stage, (SoundParam("size", 0.0, 1.0, 0.5),)),
    "pipe": _plain(
        Treatment(
            (("aecho", "0.9:0.9:7|14|21:0.6|0.4|0.25"), *_band(220, 3800)),
            room=Room(0.6, 0.006, 0.5, 0.4),
        )
    ),
    "ethereal": _plain(
        Treatment(
            (("chorus", "0.7:0.9:45|60:0.35|0.3:0.2|0.3:2|1.6"), ("treble", "g=3")),
            room=Room(3.4, 0.03, 0.2, 1.0),
        )
    ),
    "underwater": _noisy(
        Treatment(
            (("lowpass", "f=520:p=2"), ("tremolo", "f=1.3:d=0.35"), ("aecho", "1:0.8:60:0.3"))
        ),
        "bubbles",
    ),
    "deep-sea": _noisy(
        Treatment(
            (("lowpass", "f=420:p=2"), ("aecho", "1:0.8:300|620:0.4|0.25")),
            room=Room(2.6, 0.05, 0.85, 0.6),
        ),
        "bubbles",
    ),
    "rain": _noisy(Treatment(), "rain"),
    "wind": _noisy(Treatment((("highpass", "f=110"),)), "wind"),
    "forest": _noisy(Treatment(room=Room(0.9, 0.05, 0.6, 0.2)), "forest"),
    "desert": _noisy(Treatment((("lowpass", "f=8500"),)), "desert"),
    "roadside": _noisy(Treatment((("highpass", "f=120"),)), "traffic"),
    "party": _noisy(Treatment((("bass", "g=5"),), room=Room(0.7, 0.02, 0.4, 0.4)), "crowd"),
    "hell": _noisy(
        Treatment((("bass", "g=6"),), pitch=0.72, room=Room(2.2, 0.03, 0.7, 0.6)), "rumble"
    ),
    "haunted": _noisy(
        Treatment(
            (("aphaser", "speed=0.3:decay=0.5"),), pitch=0.86, room=Room(2.6, 0.04, 0.5, 0.7)
        ),
        "rumble",
    ),
    # Things that speak.
    "telephone": _plain(Treatment((*_band(320, 3200), _SQUEEZED))),
    "old-telephone": _noisy(
        Treatment((*_band(450, 2500), _SQUEEZED, ("asoftclip", "type=tanh"))), "static"
    ),
    "walkie-talkie": _noisy(
        Treatment((*_band(500, 2800), ("volume", "4"), ("asoftclip", "type=hard:threshold=0.5"))),
        "static",
    ),
    "megaphone": _plain(Treatment(_HORN)),
    "village-speaker": _plain(Treatment((*_HORN, ("aecho", "1:0.8:210|430:0.4|0.2")))),
    "shop-speaker": _noisy(
        Treatment((*_band(280, 5000), _SQUEEZED), room=Room(1.1, 0.02, 0.5, 0.35)), "crowd"
    ),
    "radio": _plain(Treatment((*_band(220, 4500), ("acrusher", "bits=10:mode=log:aa=1:mix=0.4")))),
    "broadcast": _plain(
        Treatment(
            (
                ("highpass", "f=80"),
                ("bass", "g=3"),
                ("acompressor", "ratio=5:threshold=0.08:makeup=2.4"),
                ("treble", "g=2"),
            )
        )
    ),
    "old-radio": _noisy(Treatment((*_band(350, 3000), ("asoftclip", "type=tanh"))), "static"),
    "old-television": _noisy(
        Treatment((*_band(250, 5500), _SQUEEZED), room=Room(0.15, 0.002, 0.5, 0.3)), "static"
    ),
    "lo-fi": _plain(
        Treatment(
            (("lowpass", "f=3800"), ("acrusher", "bits=8:mode=log:samples=3:mix=0.55")),
            wobble=Wobble(0.8, 0.4),
        )
    ),
    "8-bit": Recipe(_eight_bit, _SEMITONES),
    "vinyl": _noisy(
        Treatment((("highpass", "f=120"), ("lowpass", "f=7000")), wobble=Wobble(0.55, 0.9)),
        "crackle",
    ),
    "gramophone": _noisy(
        Treatment((*_band(300, 3400), ("asoftclip", "type=tanh")), wobble=Wobble(1.3, 0.8)),
        "crackle",
    ),
    "memory": _plain(Treatment((*_band(200, 5000),), room=Room(1.8, 0.03, 0.6, 0.7))),
    "muffled": _plain(Treatment((("lowpass", "f=900:p=2"),))),
    "thud": _plain(Treatment((("lowpass", "f=450:p=2"), ("bass", "g=6")))),
    # Machines.
    "robot": _plain(
        Treatment(
            (("aecho", "0.8:0.85:9|18:0.6|0.4"), ("acrusher", "bits=9:mix=0.3")),
            wobble=Wobble(50.0, 1.0),
        )
    ),
    "assistant": _plain(
        Treatment(
            (*_band(180, 7000), ("chorus", "0.8:0.9:18:0.35:0.3:1.2"), _SQUEEZED),
            pitch=1.08,
            formants=1.06,
        )
    ),
    "electronic": _plain(
        Treatment(
            (("flanger", "delay=2:depth=3:speed=0.6:regen=40"), ("chorus", "0.7:0.8:25:0.4:0.3:2"))
        )
    ),
    "psychedelic": _plain(
        Treatment(
            (
                ("aphaser", "speed=0.4:decay=0.6"),
                ("flanger", "delay=4:depth=6:speed=0.25:regen=60"),
            ),
            wobble=Wobble(0.7, 2.0),
        )
    ),
    "distorted-electronic": _plain(
        Treatment(
            (
                ("flanger", "delay=2:depth=3:speed=0.6:regen=40"),
                ("volume", "5"),
                ("asoftclip", "type=tanh"),
                ("volume", "0.55"),
            )
        )
    ),
    "synth": _plain(
        Treatment((("chorus", "0.6:0.9:50|60:0.4|0.32:0.25|0.4:2|2.3"), ("aphaser", "speed=0.7")))
    ),
    "distorted": _plain(
        Treatment((("volume", "8"), ("asoftclip", "type=hard:threshold=0.6"), ("volume", "0.6")))
    ),
    "tremble": Recipe(
        _tremble, (SoundParam("hertz", 1.0, 16.0, 7.0), SoundParam("depth", 0.0, 1.0, 0.75))
    ),
    "low-battery": _plain(Treatment(pitch=0.8, wobble=Wobble(2.5, 3.0))),
    "time-warp": _plain(Treatment((("aphaser", "speed=0.5"),), wobble=Wobble(0.9, 9.0))),
    # Voices.
    "chipmunk": _voice(1.6, 1.6),
    "helium": _voice(1.35, 1.7),
    "mosquito": _voice(1.9, 1.9, ("highpass", "f=500:p=2"), ("tremolo", "f=14:d=0.4")),
    "elf": _voice(1.45, 1.3),
    "child": _voice(1.42, 1.25),
    "girl": _voice(1.5, 1.18, ("treble", "g=2")),
    "woman": _voice(1.35, 1.15),
    "sweet": _voice(1.2, 1.1, ("treble", "g=3")),
    "old-woman": _voice(1.15, 1.12, ("tremolo", "f=5.5:d=0.35"), ("highpass", "f=160")),
    "man": _voice(0.78, 0.88),
    "announcer": _voice(
        0.84,
        0.9,
        ("bass", "g=3"),
        ("acompressor", "ratio=5:threshold=0.08:makeup=2.4"),
        ("treble", "g=2"),
    ),
    "uncle": _voice(0.7, 0.85, ("bass", "g=3")),
    "santa": _voice(0.74, 0.8, ("bass", "g=4")),
    "high": _plain(Treatment(pitch=1.25)),
    "transpose": Recipe(
        lambda values: Treatment(pitch=2 ** (values["semitones"] / 12)),
        (SoundParam("semitones", -24.0, 24.0, 4.0),),
    ),
    "low": _plain(Treatment(pitch=0.84)),
    "deep": _plain(Treatment((("bass", "g=4"),), pitch=0.72)),
    "monster": _voice(0.6, 0.6, ("bass", "g=6"), room=Room(0.4, 0.03, 0.5, 0.35)),
    "spell": _plain(
        Treatment(
            (("aecho", "0.9:0.9:24|47:0.6|0.4"), ("bass", "g=4")),
            pitch=0.8,
            room=Room(1.6, 0.02, 0.4, 0.6),
        )
    ),
    # What a mixing desk does.
    "wide": _plain(Treatment((("extrastereo", "m=1.8"), ("haas", "side_gain=0.6")))),
    "orbit": Recipe(
        _orbit, (SoundParam("hertz", 0.02, 2.0, 0.16), SoundParam("start_turns", -0.5, 0.5, 0.0))
    ),
    "orbit-echo": _plain(Treatment((("aecho", "1:0.8:280|560:0.45|0.22"),), orbit=Orbit(0.3))),
    "bright": _plain(Treatment((("treble", "g=6"), ("highpass", "f=90")))),
    "presence": _plain(
        Treatment(
            (
                ("highpass", "f=90"),
                ("equalizer", "f=3200:t=q:w=1:g=5"),
                ("acompressor", "ratio=3:threshold=0.125:makeup=1.8"),
            )
        )
    ),
    "clear-voice": _plain(
        Treatment(
            (
                ("highpass", "f=120"),
                ("equalizer", "f=300:t=q:w=1:g=-3"),
                ("equalizer", "f=4500:t=q:w=0.9:g=5"),
                ("treble", "g=2"),
            )
        )
    ),
    "warm": _plain(Treatment((("bass", "g=5"), ("treble", "g=-3")))),
    "sub-bass": _plain(Treatment((("bass", "g=10:f=80"), ("asoftclip", "type=tanh")))),
}
