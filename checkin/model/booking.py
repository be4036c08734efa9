"""A booking: a person on the list of an activity, kept as a field of the person."""

from __future__ import annotations

STATUSES = ("booked", "waiting", "cancelled")
_PREFIX = "booking "


def field(activity: str) -> str:
    """Return the field of a person that holds the booking of this activity."""
    return _PREFIX + activity


def bookings(values: dict[str, str]) -> dict[str, str]:
    """Return, per activity, the status that a person's fields hold."""
    return {
        name.removeprefix(_PREFIX): value
        for name, value in values.items()
        if name.startswith(_PREFIX) and value in STATUSES
    }
