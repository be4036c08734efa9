"""The languages of an interpreter, and in which directions they allow to work."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.model.person import Person


@dataclass(frozen=True, slots=True)
class Tongues:
    """Mother tongues (A), languages worked into from those (B), and languages understood (C).

    As AIIC classifies them: one works into A from all others, into B as a rule only from A, and
    into C never.
    """

    a: frozenset[str] = frozenset()
    b: frozenset[str] = frozenset()
    c: frozenset[str] = frozenset()

    @classmethod
    def of(cls, person: Person) -> Tongues:
        """Read the languages of a person."""
        fields = (person.languages_a, person.languages_b, person.languages_c)
        return cls(*(frozenset(text.split()) for text in fields))

    def understands(self, language: str) -> bool:
        """Tell whether one can listen to a language and interpret what is said."""
        return language in self.a | self.b | self.c

    def works(self, source: str, target: str, *, b_from_b: bool = False) -> bool:
        """Tell whether one may interpret from one language into another."""
        if source == target or not self.understands(source):
            return False
        if target in self.a:
            return True
        return target in self.b and (source in self.a or (b_from_b and source in self.b))

    def __str__(self) -> str:
        """Return the line that a list of interpreters shows: "A de · B zh · C en"."""
        parts = (("A", self.a), ("B", self.b), ("C", self.c))
        return " · ".join(f"{letter} {' '.join(sorted(own))}" for letter, own in parts if own)
