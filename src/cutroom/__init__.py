"""Cutroom (成片): a JianYing / CapCut draft becomes a finished video on any machine."""

__version__ = "0.1.0"
