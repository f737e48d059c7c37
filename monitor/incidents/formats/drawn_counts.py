"""The filling of a declaration of counts, from what a person says of the columns of a table."""

from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.said import Filling, Said
from monitor.incidents.vocabulary import Measure

FIGURES = {
    Meaning.VALUE: "",
    Meaning.KILLED: Measure.KILLED.value,
    Meaning.INJURED: Measure.INJURED.value,
}
"""The columns that may hold a figure, with what each counts; empty where that is said apart."""

_NAMES = (
    *(Meaning.DATE, Meaning.TIME, Meaning.DATE_TO, Meaning.TIME_TO, Meaning.SOURCE),
    *(Meaning.MEASURE, Meaning.KIND, Meaning.BY, Meaning.AGAINST),
    *(Meaning.AREA, Meaning.PCODE, Meaning.PLACE),
)
"""What tells one figure from another: not how large it is, so that a later file corrects it."""


def figured(said: Said) -> Filling:
    """Return how the first figure of a row is filled, with what it counts."""
    meaning = next(one for one in FIGURES if said.of(one))
    return _figure(said, meaning)


def further(said: Said) -> list[Filling]:
    """Return the other figures of a row, each another count of it."""
    others = [one for one in FIGURES if said.of(one)][1:]
    return [{"name": one.value, "columns": _figure(said, one)} for one in others]


def identified(said: Said) -> Filling:
    """Return what names a count: its id, or all that says what it is of."""
    ids = said.of(Meaning.ID)
    if len(ids) == 1:
        return {"id": {"of": ids}}
    return {"id": {"of": ids or said.of(*_NAMES), "marked": True}}


def lying(said: Said) -> Filling:
    """Return where a figure is of; a blank or unknown area would stand for the whole country."""
    found: Filling = {}
    if names := said.of(Meaning.PLACE, Meaning.AREA):
        found["place"] = {"of": names, "join": ", "}
    areas, codes = said.of(Meaning.AREA), said.of(Meaning.PCODE)
    choices: list[Filling] = []
    if codes:
        choices.append({"of": codes, **({} if areas else {"needed": True})})
    if areas:
        choices.append({"of": areas, "area": True, "certain": True, "needed": True})
    if choices:
        found["pcode"] = choices
    return found


def _figure(said: Said, meaning: Meaning) -> Filling:
    return {"measure": _measure(said, meaning), "value": {"of": said.of(meaning)}}


def _measure(said: Said, meaning: Meaning) -> Filling:
    if measure := FIGURES[meaning]:
        return {"text": measure}
    if names := said.of(Meaning.MEASURE):
        codes = {value: word for value, word in said.measures.items() if word}
        return {"of": names, "codes": codes, "needed": True}
    return {"text": said.measure}
