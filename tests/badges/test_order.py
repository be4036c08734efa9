"""A batch is in the order of the protocol, or of names as the language has it."""

from __future__ import annotations

import pytest

from checkin import i18n, people
from checkin.badges import wearers
from checkin.badges.order import Order
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.delegation import delegation_subject


def names(desk: Desk, order: Order) -> list[str]:
    return [badge.name for badge in wearers.badges(desk, "all", order)]


@pytest.fixture
def register(desk: Desk) -> Desk:
    """Register two ranked delegations, one without a rank, and a guest of none."""
    for title, rank, head, deputy in (
        ("Harbin", "2", "XING Haifeng", ""),
        ("Almaty", "1", "", "Nurlan Zhaksylykov"),
        ("Qingdao", "", "", ""),
    ):
        said = {"title": title, "rank": rank, "head": head, "deputy": deputy}
        subject = delegation_subject(desk.key, title)
        desk.write(Fact("registered", subject, {"set": {k: v for k, v in said.items() if v}}))
    for family, given, delegation, country in (
        ("ABE", "An", "Harbin", "CN"),
        ("XING", "Haifeng", "Harbin", "CN"),
        ("Zhaksylykov", "Nurlan", "Almaty", "KZ"),
        ("Alimova", "Gulnar", "Almaty", "KZ"),
        ("BAI", "Yu", "Qingdao", "CN"),
        ("Aalen", "Uwe", "", "DE"),
    ):
        given_to = {"family": family, "given": given, "country": country}
        people.enter(desk, given_to | ({"delegation": delegation} if delegation else {}))
    return desk


def test_by_protocol_delegations_go_by_rank_with_head_and_deputy_first(register: Desk) -> None:
    assert names(register, "protocol") == [
        "Nurlan Zhaksylykov",
        "Gulnar Alimova",
        "XING Haifeng",
        "ABE An",
        "BAI Yu",
        "Uwe Aalen",
    ]


def test_a_head_may_be_known_by_the_id(register: Desk) -> None:
    (abe,) = register.find("ABE")
    delegation = delegation_subject(register.key, "Harbin")
    register.write(*register.change("changed", delegation, {"head": abe.id}))
    order = names(register, "protocol")
    assert order.index("ABE An") < order.index("XING Haifeng")


def test_by_name_the_language_decides(desk: Desk) -> None:
    for family in ("Zorn", "Ärmel", "Arndt", "Čakste", "Cukurs"):
        people.enter(desk, {"family": family, "given": "Eva"})
    i18n.use("de")
    german = [name.split()[-1] for name in names(desk, "name")]
    i18n.use("en")
    assert german == ["Ärmel", "Arndt", "Čakste", "Cukurs", "Zorn"]


def test_nobody_is_lost_or_doubled_by_an_order(register: Desk) -> None:
    assert sorted(names(register, "protocol")) == sorted(names(register, "name"))
    assert len(names(register, "")) == 6
