"""What the story tells of interpreters, at the laptops of the three days."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from checkin import demo_plan
from checkin.demo_stage import Stage
from checkin.desk import Desk
from checkin.model.person import Person
from tests.ui.three_days import Congress, Step

_F12 = "F12"
Tells = Callable[[Stage, Step], None]


class _Here:
    """The one desk of a step, as the steps of the demo ask for it."""

    def __init__(self, desk: Desk, who: list[str]) -> None:
        self._desk, self._who = desk, who

    def at(self, _step: Step) -> tuple[Desk, list[str]]:
        """Return the desk, and whom the step concerns."""
        return self._desk, self._who

    def one(self, _step: Step) -> tuple[Desk, Person]:
        """Return the desk, and the one person."""
        person = self._desk.person(self._who[0])
        assert person
        return self._desk, person


class Planning(Congress):
    """Laptops at which interpreters are planned, by the verbs that the window runs."""

    def step_listen(self, step: Step) -> None:
        """Let a guest listen to the next language until it is the right one, by its key."""
        (subject,) = self.whole(step)
        self.show(step, subject)
        laptop = self.at(step)
        for _press in range(10):
            person = laptop.desk.person(subject)
            if person and person.listening == step["language"]:
                return
            laptop.press(_F12)
        raise AssertionError(step)

    def step_plan(self, step: Step) -> None:
        """Plan the interpreters."""
        self._tell(demo_plan.plan, step)

    def step_publish(self, step: Step) -> None:
        """Publish what is planned."""
        self._tell(demo_plan.publish, step)

    def step_acknowledge(self, step: Step) -> None:
        """Let interpreters see it."""
        self._tell(demo_plan.acknowledge, step)

    def step_ill(self, step: Step) -> None:
        """Find stand-ins for somebody who is ill."""
        self._tell(demo_plan.ill, step)

    def _tell(self, tells: Tells, step: Step) -> None:
        laptop = self.at(step)
        who = self.whole(step) if "who" in step else []

        def verb(desk: Desk) -> None:
            tells(cast("Stage", _Here(desk, who)), step)

        laptop.window.bridge.call(verb)
        laptop.settle()
