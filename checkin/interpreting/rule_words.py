"""What the hard rules, and the parts of the soft order, are called."""

from __future__ import annotations

from checkin.i18n import gettext as _


def title(rule: str) -> str:
    """Return what a rule is called; '' for none of ours."""
    return {
        "H1": _("Availability"),
        "H2": _("Overlap"),
        "H3": _("Direction"),
        "H4": _("Coverage"),
        "H5": _("Relay"),
        "H6": _("Strength of the team"),
        "H7": _("Alone"),
        "H8": _("Load of a day"),
        "H9": _("Days on end"),
        "H10": _("Whispering"),
        "H11": _("Size of the group"),
        "H12": _("Exclusion"),
        "H13": _("Fixed"),
        "uncovered": _("Coverage"),
        "changes": _("Changes"),
        "relay": _("Relay"),
        "solo": _("Alone"),
        "continuity": _("Continuity"),
        "fairness": _("Fairness"),
        "experience": _("Experience"),
        "ways": _("Ways"),
        "overtime": _("Overtime"),
        "profile": _("Rules"),
    }.get(rule, "")
