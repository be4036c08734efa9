"""The desks of these tests are those of the journal's."""

from __future__ import annotations

from tests.journal.conftest import desk, world

__all__ = ["desk", "world"]
