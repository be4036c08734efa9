"""Layouts of strangers: whatever can be read, can be drawn, and nothing of it leaves the page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.badges.badge import Badge
from checkin.badges.drawing import draw_to
from checkin.badges.preflight import KINDS, of_badge
from checkin.layouts.element import Picture, Side
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import own_page
from tests.layouts.test_layout_file import layouts

BADGES = st.builds(
    Badge,
    st.just("p-1"),
    st.text(max_size=60),
    st.text(max_size=60),
    organisation=st.text(max_size=200),
    country=st.sampled_from(["CN", "TW", "DE", "", "??", "nowhere"]),
    role=st.sampled_from(["delegate", "guide", ""]),
    code=st.sampled_from(["0123456789ABCDEF", ""]),
    colour=st.sampled_from(["#C8102E", ""]),
    photo=st.booleans(),
    emergency=st.text(max_size=20),
    local=st.sampled_from(["de", "zh", "xx"]),
    own=st.sampled_from(["", "zh-Hant", "ar", "xx-yy"]),
)


def without_pictures(side: Side) -> Side:
    return tuple(element for element in side if not isinstance(element, Picture))


@settings(max_examples=50)
@given(layouts(), BADGES)
def test_whatever_can_be_read_can_be_drawn(layout: Layout, badge: Badge) -> None:
    layout = replace(
        layout, front=without_pictures(layout.front), back=without_pictures(layout.back)
    )
    stream = BytesIO()
    printout = draw_to([badge], layout, own_page(layout), stream)
    assert {warning.person for warning in printout.warnings} <= {"p-1"}
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        apart = bool(layout.back) and not layout.fold
        assert len(document) == (2 if apart and printout.badges else len(document))
        for page in document:
            page.get_textpage().get_text_range()
    found = [concern.kind for concern in of_badge(badge, layout)]
    assert found == sorted(found, key=KINDS.index)
    assert ("character" in found) == (printout.badges == 0)
