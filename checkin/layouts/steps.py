"""Steps: the sketches that were made one after the other, to go back and forth among."""

from __future__ import annotations

from dataclasses import replace

from checkin.layouts.layout import Layout
from checkin.layouts.sketch import Sketch

MOST = 500
"""Steps that are remembered."""


class Steps:
    """The way of the work; going back and doing something else forgets what was ahead."""

    def __init__(self, begun: Sketch) -> None:
        self._sketches = [begun]
        self._place = 0
        self._kept = begun.layout
        self._kind = ""

    @property
    def now(self) -> Sketch:
        """Return the sketch as it is."""
        return self._sketches[self._place]

    @property
    def changed(self) -> bool:
        """Tell whether there is something that is not kept."""
        return self.now.layout != self._kept

    @property
    def back_there(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._place > 0

    @property
    def ahead_there(self) -> bool:
        """Tell whether there is a step to take again."""
        return self._place < len(self._sketches) - 1

    def take(self, sketch: Sketch, kind: str = "") -> None:
        """Go on to a sketch; steps of one kind in a row, as those of one drag, are one step.

        A sketch with the same layout is no step: only what is seen and chosen has changed.
        """
        if sketch.layout == self.now.layout and sketch.alike == self.now.alike:
            self._sketches[self._place] = sketch
            return
        del self._sketches[self._place + 1 :]
        if kind and kind == self._kind:
            self._sketches[self._place] = sketch
        else:
            self._sketches.append(sketch)
            self._sketches = self._sketches[-MOST:]
        self._place = len(self._sketches) - 1
        self._kind = kind

    def rest(self) -> None:
        """End the row: what comes next is a step of its own."""
        self._kind = ""

    def back(self) -> Sketch:
        """Take the last step back; return what there is then."""
        self._place = max(self._place - 1, 0)
        self._kind = ""
        return self.now

    def ahead(self) -> Sketch:
        """Take again what was taken back; return what there is then."""
        self._place = min(self._place + 1, len(self._sketches) - 1)
        self._kind = ""
        return self.now

    def keep(self, layout: Layout) -> None:
        """Note what was kept, and under which name: the steps around it have that too."""
        self._sketches = [replace(one, layout=_named(one.layout, layout)) for one in self._sketches]
        self._sketches[self._place] = replace(self.now, layout=layout)
        self._kept = layout
        self._kind = ""


def _named(layout: Layout, kept: Layout) -> Layout:
    return replace(layout, name=kept.name, titles=kept.titles, folder=kept.folder)
