"""A need as it stands now: what is asked for, on which ground, and what people said of it."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.interpreting.problem import Demand
from checkin.model.need import Need

STATES = ("open", "kept", "gone", "closed")
"""`open`: follows from who is booked or here; `kept`: added by hand; `gone`: nobody who listens is
here any more, and its removal is proposed; `closed`: somebody has said so."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One need, and why it is there."""

    demand: Demand
    state: str  # of STATES
    ground: str  # booked | present | hand
    listening: int  # how many of those who count listen to the language
    said: Need | None  # what people said of it

    @property
    def wanted(self) -> bool:
        """Tell whether somebody is to interpret."""
        return self.state in {"open", "kept"}
