"""The rows of one event put together: every actor that they name is an alternative."""

from collections.abc import Mapping, Sequence

from monitor.incidents.record import Record
from monitor.incidents.vocabulary import CIVILIANS


def folded(accepted: Sequence[tuple[int, Record]]) -> list[tuple[int, Record]]:
    """Put the rows of one event together: the actors of all of them are alternatives.

    Every row gets the same content, so that the second and later ones say the first again. An
    actor that nobody knows makes all of them unknown.
    """
    together: dict[str, list[Record]] = {}
    for _, record in accepted:
        together.setdefault(record.id, []).append(record)
    whole = {key: _actors(records) for key, records in together.items()}
    return [(line, record.model_copy(update=whole[record.id])) for line, record in accepted]


def _actors(records: Sequence[Record]) -> Mapping[str, tuple[str, ...]]:
    """Return who may have acted against whom; civilians are only ever struck."""
    said = [getattr(record, "by", ()) for record in records]
    everyone = tuple(dict.fromkeys(one for names in said for one in names)) if all(said) else ()
    armed = tuple(one for one in everyone if one != CIVILIANS)
    if armed and CIVILIANS in everyone:
        return {"by": armed, "against": (CIVILIANS,)}
    return {"by": everyone, "against": everyone}
