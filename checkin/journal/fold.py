"""From the entries of one cluster to what they say together: what stands, and each field's value.

A pure function of the set of entries: neither their order nor the clock decides what is replaced,
only the `over` pointers of those who knew what they replaced (FORMAT.md, "Folding").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from checkin.journal.entry import LOG_ONLY, Entry, Fact

Said = Mapping[str, Any]

_MOST = 1_000_000_000  # that anything can have been counted to, and far from what overflows


@dataclass(frozen=True, slots=True)
class Field:
    """The value of a field: what to show, who set it, and what others set unseen."""

    value: str
    heads: tuple[str, ...]  # ids of the entries that a change has to name in `over`
    rivals: tuple[str, ...] = ()  # unlike values set by desks that had not met


@dataclass(frozen=True, slots=True)
class Folded:
    """What the entries of one cluster say together."""

    entries: tuple[Entry, ...]  # all, in the one order
    live: tuple[tuple[Entry, Said], ...]  # those that stand and change rows, with what they say
    fields: Mapping[str, Field]
    annulled: frozenset[str]
    erased: bool

    @property
    def exists(self) -> bool:
        """Tell whether anything still speaks of the subject."""
        return bool(self.live)

    def values(self) -> dict[str, str]:
        """Return the fields as plain text."""
        return {name: field.value for name, field in self.fields.items()}

    def heads(self, names: Iterable[str]) -> list[str]:
        """Return the ids that a change of these fields replaces, in a stable order."""
        found = {head for name in names if name in self.fields for head in self.fields[name].heads}
        return sorted(found)


def fold(entries: Iterable[Entry]) -> Folded:
    """Fold the entries of one cluster; total: unknown kinds and odd data are passed over."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    told = [(entry, entry.said) for entry in ordered if entry.kind not in LOG_ONLY]
    founding = {entry.id for entry, _said in told if entry.kind == "founded"}
    annulled = (
        frozenset(
            name for entry, said in told if entry.kind == "undone" for name in texts(said.get("of"))
        )
        - founding
    )
    live = tuple(
        (entry, said) for entry, said in told if entry.kind != "undone" and entry.id not in annulled
    )
    erased = any(entry.kind == "erased" and entry.subject[:2] != "e-" for entry, _said in told)
    fields = {} if erased else _fields(told, live)
    return Folded(tuple(ordered), live, fields, annulled, erased)


def changed(kind: str, subject: str, said: Folded, values: Mapping[str, str]) -> list[Fact]:
    """Return the fact that sets fields which differ from a fold; none if all stand so."""
    news = {
        name: value
        for name, value in values.items()
        if name not in said.fields or said.fields[name].value != value or said.fields[name].rivals
    }
    if not news and said.exists:
        return []
    over = said.heads(news)
    return [Fact(kind, subject, {"set": news, "over": over} if over else {"set": news})]


def texts(value: object) -> list[str]:
    """Return the strings of a list that another program may have written."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def is_count(value: object, least: int = 0) -> TypeGuard[int]:
    """Tell whether a value that another program may have written counts something."""
    return type(value) is int and least <= value < _MOST


def _fields(
    told: Sequence[tuple[Entry, Said]], live: Iterable[tuple[Entry, Said]]
) -> dict[str, Field]:
    setters: dict[str, list[tuple[str, str]]] = {}
    for entry, said in live:
        settings = said.get("set")
        for name, value in settings.items() if isinstance(settings, dict) else ():
            if isinstance(value, str):
                setters.setdefault(name, []).append((entry.id, value))
    over: dict[str, list[str]] | None = None
    fields = {}
    for name, settings in setters.items():
        if len(settings) == 1:
            fields[name] = Field(settings[0][1], (settings[0][0],))
            continue
        if over is None:
            over = {entry.id: texts(said.get("over")) for entry, said in told}
        replaced = _reachable(over, (source for source, _value in settings))
        heads = [(source, value) for source, value in settings if source not in replaced]
        shown = heads[-1][1]
        rivals = tuple(sorted({value for _source, value in heads if value != shown}))
        fields[name] = Field(shown, tuple(source for source, _value in heads), rivals)
    return fields


def _reachable(over: Mapping[str, list[str]], sources: Iterable[str]) -> set[str]:
    """Return all that the sources replace, directly or through others; ids cannot form a ring."""
    waiting = [target for source in sources for target in over.get(source, ())]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(over.get(name, ()))
    return seen
