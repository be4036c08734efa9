"""What happens beside the reception on the three days: programme, buses, receivers, head count."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

import pypdfium2

from checkin import bookings, buses, programme, sheets
from checkin.attendance import signatures
from tests.ui.interpreting import Planning
from tests.ui.laptops import Laptop
from tests.ui.three_days import Step, plain
from ui.page import Page
from ui.pages.attendance_figures import FiguresView
from ui.pages.attendance_house import HouseView
from ui.pages.attendance_page import AttendancePage
from ui.pages.bus_view import BusView
from ui.pages.paper_view import PaperView
from ui.pages.programme_page import ProgrammePage
from ui.pages.programme_plan import PlanView
from ui.pages.receivers_page import ReceiversPage
from ui.pages.visits_view import VisitsView

_V = TypeVar("_V", bound=Page)

LENT, RETURNED = 31, 29
VISITS = "2012-11-23"
# In between, on the second and the third day; the story knows nothing of it, and no figure changes.
BESIDES: dict[str, list[Step]] = {
    "2012-11-22": [
        {"at": "13:00:00", "desk": "A", "do": "lend"},
        {"at": "17:00:00", "desk": "A", "do": "take-back"},
        {"at": "17:50:00", "desk": "A", "do": "sign", "activity": "SYM"},
    ],
    VISITS: [
        {"at": "13:05:00", "desk": "A", "do": "exchange", "order": ["A", "B", "C"]},
        {"at": "13:10:00", "desk": "C", "do": "count-the-house"},
        {"at": "13:12:00", "desk": "C", "do": "evacuate"},
    ],
}


class Travelling(Planning):
    """The same laptops, also at the door of a bus and at the counter for receivers."""

    opened: list[Path]  # on the screen, by whatever shows files

    def day(self, day: Step) -> list[Step]:
        """Return the steps of a day, with what happens in between, in the order of time."""
        steps = [*day["steps"], *BESIDES.get(day["date"], [])]
        return sorted(steps, key=lambda step: str(step["at"]))

    # The programme ######################################################################

    def _plan(self, step: Step) -> tuple[Laptop, PlanView]:
        """Open the day plan on the activity of a step, with the keyboard in the grid."""
        laptop = self.at(step)
        view = cast("PlanView", self._view(laptop, "plan"))
        view.arrive({"activity": programme.activity(laptop.desk, step["activity"]).id})
        view.grid.lanes.setFocus()
        return laptop, view

    def _view(self, laptop: Laptop, name: str) -> object:
        page = laptop.go("programme")
        assert isinstance(page, ProgrammePage)
        page.turn(name)
        laptop.settle()
        return page.view

    def step_delay(self, step: Step) -> None:
        """Let a contribution run late; what moves with it is seen before."""
        laptop, view = self._plan(step)
        laptop.press("F5", "ctrl+A")
        laptop.type(str(step["minutes"]))
        lines = view.side.sheet.moving.text().splitlines()  # type: ignore[union-attr]
        assert len([line for line in lines if "stays" not in line]) == step["moved"], lines
        laptop.press("Return")
        assert view.side.sheet is None

    def step_book(self, step: Step) -> None:
        """Put people on the list of a visit, or take them off."""
        laptop, view = self._plan(step)
        for subject in self.whole(step):
            if step["status"] == "cancelled":
                ids = [one.person.id for one in view.side.rows.rows]
                view.side.list.selectRow(ids.index(subject))
                view.side.list.setFocus()
                laptop.press("Delete")
                continue
            person = laptop.desk.person(subject)
            assert person
            view.grid.lanes.setFocus()
            laptop.press("F4")
            laptop.type(plain(person.whole_name))
            sheet = view.side.sheet
            sheet.look()  # type: ignore[union-attr]
            while sheet.person() != subject:  # type: ignore[union-attr]
                laptop.press("Down")
            laptop.press("Return")
            assert view.side.sheet is None, (step, sheet.remark.text())  # type: ignore[union-attr]
        booked = {one.person.id for one in view.side.rows.rows if one.status == "booked"}
        assert (set(self.whole(step)) <= booked) is (step["status"] == "booked"), (
            step,
            laptop.window.status.sentence.text(),
        )

    # Buses and visits ###################################################################

    def _bus(self, step: Step) -> tuple[Laptop, BusView, str]:
        laptop = self.at(step)
        view = cast("BusView", self._view(laptop, "buses"))
        leg = programme.activity(laptop.desk, step["activity"]).id
        view.arrive({"leg": leg})
        view.list.setFocus()
        return laptop, view, leg

    def step_board(self, step: Step) -> None:
        """Call the roll: two scans, the rest by ticks or at once; leave without who is missing."""
        laptop, view, leg = self._bus(step)
        late = self.whole({"who": [], **step})
        known = buses.roll(laptop.desk, leg)
        there = [one.id for one in known.expected if one.id not in late]
        for subject in there[:2]:
            laptop.scan(laptop.desk.badge_code(subject))
        if late:
            for subject in there[2:]:
                ids = [one.person.id for one in view.rows.rows]
                view.list.selectRow(ids.index(subject))
                laptop.press("Space")
        else:
            laptop.press("F5")
        expected = len(known.expected)
        told = f"{step['boarded']} aboard, {step['boarded']} of {expected}"
        assert view.count.text() == told
        for subject in late:
            person = laptop.desk.person(subject)
            assert person
            assert person.whole_name in view.missing.text()
            assert person.phone in view.missing.text()
            laptop.press("F6")  # says who is missing, and waits for a second key
        laptop.press("F6")
        assert buses.roll(laptop.desk, leg).departed

    def step_alight(self, step: Step) -> None:
        """Let everybody get off."""
        laptop, view, _leg = self._bus(step)
        laptop.press("F7")
        assert view.count.text().startswith("0 aboard"), view.count.text()

    def step_brief(self, step: Step) -> None:
        """Note that all who are there were briefed."""
        laptop = self.at(step)
        view = cast("VisitsView", self._view(laptop, "visits"))
        ids = [one.activity.id for one in view.rows.rows]
        view.list.selectRow(ids.index(programme.activity(laptop.desk, step["activity"]).id))
        view.list.setFocus()
        laptop.press("F7")
        assert laptop.window.status.sentence.text().startswith(f"{step['briefed']} briefed")

    # Receivers ##########################################################################

    def visitors(self, laptop: Laptop) -> list[str]:
        """Return those who go on the visits tomorrow."""
        where = programme.activity(laptop.desk, "V7").id
        return [one.id for one in bookings.on_list(laptop.desk, where)]

    def step_lend(self, step: Step) -> None:
        """Lend everybody who goes on the visits a receiver, by badge and number."""
        laptop = self.at(step)
        page = laptop.go("receivers")
        assert isinstance(page, ReceiversPage)
        for number, subject in enumerate(self.visitors(laptop)[:LENT], 1):
            laptop.scan(laptop.desk.badge_code(subject))
            laptop.scan(str(number))
        assert page.count.text().startswith(f"{LENT} out"), page.count.text()

    def step_take_back(self, step: Step) -> None:
        """Take all but two back, by their numbers alone."""
        laptop = self.at(step)
        page = laptop.go("receivers")
        assert isinstance(page, ReceiversPage)
        for number in range(1, RETURNED + 1):
            laptop.scan(str(number))
        assert page.count.text().startswith(f"{LENT - RETURNED} out"), page.count.text()

    # Paper ##############################################################################

    def step_sign(self, step: Step) -> None:
        """Print the sheets, and type in that all signed whom this desk knows, but one."""
        laptop = self.at(step)
        view = self._of_figures(laptop, "paper", PaperView)
        activity = programme.activity(laptop.desk, step["activity"]).id
        view.scope.setCurrentIndex(view.scope.findData(activity))
        laptop.press("F5")
        printed = sheets.known(laptop.desk)[0]
        _away, *self.signed = signatures.signatures(laptop.desk, activity).unsigned
        view.entry.code.setFocus()
        laptop.press("ctrl+A")
        laptop.type(printed.code)
        view.entry.signed.setChecked(True)
        view.entry.time.setFocus()
        laptop.press("ctrl+A")
        laptop.type("16:00")
        for page in range(1, printed.pages + 1):
            view.entry.page.setValue(page)
            rows = [str(n) for n in printed.on_page(page) if printed.rows[n] in self.signed]
            view.entry.numbers.setFocus()
            laptop.type(" ".join(rows))
            laptop.press("Return")
        assert view.unsigned.words() == "Attended, not signed: 1"

    # The house ##########################################################################

    def step_count_the_house(self, step: Step) -> None:
        """Look at the head count in the middle of the visits, and note it."""
        laptop = self.at(step)
        view = self._of_figures(laptop, "house", HouseView)
        view.read()
        self.house = {row.fill.title: row.fill.persons for row in view.rows.values()}

    def step_evacuate(self, step: Step) -> None:
        """Print the evacuation list by its key, and keep what stands on it."""
        laptop = self.at(step)
        laptop.go("desk")
        laptop.window.evacuation.print_now()
        laptop.settle()
        self.evacuated = _words(self.opened[-1])

    # Figures ############################################################################

    def figures(self, label: str, activity: str = "", by: str = "country") -> FiguresView:
        """Return the figures as one desk shows them, of an activity, counted by something."""
        laptop = self.laptops[label]
        view = self._of_figures(laptop, "figures", FiguresView)
        where = programme.activity(laptop.desk, activity).id if activity else ""
        view.scope.setCurrentIndex(view.scope.findData(where))
        view.by.setCurrentIndex(view.by.findData(by))
        view.read()
        self.qtbot.waitUntil(lambda: view.found is not None and view.found.asked == view.wanted())
        return view

    def _of_figures(self, laptop: Laptop, name: str, kind: type[_V]) -> _V:
        page = laptop.go("attendance")
        assert isinstance(page, AttendancePage)
        page.turn(name)
        laptop.settle()
        assert isinstance(page.view, kind)
        return page.view


def _words(path: Path) -> str:
    """Return what stands on paper."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
