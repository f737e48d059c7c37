"""Terms that name acts, and the agreements under which the acts that count for them stand."""

from collections.abc import Collection
from typing import Self, TypeVar

from pydantic import PrivateAttr

from monitor.handwritten.terms import Terms

T = TypeVar("T", bound=Terms)


class NamingActs(Terms):
    """Terms that name decisions or attestations: of the agreement judged, and of some others."""

    _also_under: frozenset[str] = PrivateAttr(default=frozenset())

    @property
    def also_under(self) -> frozenset[str]:
        """The ids of the agreements that it was taken over from: acts under them count as well.

        Empty for a term that stands in no other agreement. No rule file says this of itself.
        """
        return self._also_under

    def counting(self, under: Collection[str]) -> Self:
        """Return the same term, for which acts under these other agreements count as well."""
        if self._also_under == frozenset(under):
            return self
        copy = self.model_copy()
        copy._also_under = frozenset(under)  # noqa: SLF001 - of its own kind, and not out yet
        return copy


def taken_over(terms: T, under: Collection[str]) -> T:
    """Return terms all of whose parts count acts under these other agreements as well."""
    parts = {name: _part(getattr(terms, name), under) for name in type(terms).model_fields}
    changed = {name: part for name, part in parts.items() if part is not getattr(terms, name)}
    copy = terms.model_copy(update=changed) if changed else terms
    return copy.counting(under) if isinstance(copy, NamingActs) else copy


def _part(value: object, under: Collection[str]) -> object:
    if isinstance(value, Terms):
        return taken_over(value, under)
    if isinstance(value, tuple) and any(isinstance(one, Terms) for one in value):
        return tuple(_part(one, under) for one in value)
    return value
