"""Errors that carry the sentence to show: the world misbehaved, and the desk says how."""

from __future__ import annotations


class DeskError(Exception):
    """The world, not the program, is at fault; the text is a whole sentence for people."""


class StoppedError(DeskError):
    """Somebody stopped a long work; nothing of it was kept."""
