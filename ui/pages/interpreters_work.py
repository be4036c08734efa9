"""What is done with the plan of interpreters, each one act, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checkin import programme
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting.conflict import Repair
from checkin.interpreting.problem import Promise
from ui.pages.people_work import Done
from ui.pages.programme_work import done
