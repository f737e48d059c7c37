"""From a rule file to an instrument, or to every problem that keeps it from being one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path as FilePath

from pydantic import BaseModel

from monitor.agreements.alerted import faulty_alerts
from monitor.agreements.imports import Beside, Folder, Imported, Texts, digest, gathered
from monitor.agreements.model import Agreement
from monitor.agreements.partial import sound_part
from monitor.agreements.readings import places_set, read_under
from monitor.agreements.recommitted import recommitted
from monitor.agreements.references import Declared, declared, faulty_references
from monitor.errors import MonitorError, Problem, RuleFileError
from monitor.handwritten.flaw import MOST_FLAWS, Flaw, first, place, problem
from monitor.handwritten.keys import model_at
from monitor.handwritten.source import content_of, read
from monitor.handwritten.tree import (
    Node,
    Path,
    Refused,
    Scalar,
    child,
    follow,
    key_place,
    names_under,
    plain,
    written,
)
from monitor.handwritten.typed import typed
from monitor.handwritten.wording import choose, quoted


class NoSuchReadingError(MonitorError):
    """An agreement has no reading of that name."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A rule file, read.

    Attributes:
        agreement: The terms under the open reading.
        variants: The terms under each rival reading, by its id.
        text: The file, without a byte order mark.
        digest: SHA-256 of the text in UTF-8, in hexadecimal; with imports, of all the texts.
        file: The file as the person named it.
        root: The tree of the file, with what it imports.
        imported: The files that it imports, directly or not, the nearest first.
    """

    agreement: Agreement
    variants: dict[str, Agreement]
    text: str
    digest: str
    file: str
    root: Node = field(repr=False, compare=False)
    imported: tuple[Imported, ...] = ()

    @property
    def imports(self) -> dict[str, str]:
        """The texts of the files that it imports, by the ids of their agreements."""
        return {one.agreement: one.text for one in self.imported}

    def origin(self, section: str, name: str) -> str | None:
        """Return the agreement from whose file a term is imported; None for one of its own."""
        found = (one.agreement for one in self.imported if name in one.ids[section])
        return next(found, None)

    def under(self, reading: str | None) -> Agreement:
        """Return the terms under a reading; None is the open one.

        Raises:
            NoSuchReadingError: Naming the readings there are.
        """
        if reading is None:
            return self.agreement
        if reading not in self.variants:
            hint = choose(reading, self.variants, "its readings are")
            raise NoSuchReadingError(
                f"{self.agreement.id} has no reading {quoted(reading)}; {hint}"
            )
        return self.variants[reading]


def load_file(path: FilePath) -> Instrument:
    """Read a rule file; its name must be its agreement's id.

    Raises:
        RuleFileError: With every problem found.
    """
    return _load(content_of(path), str(path), path.stem, Folder(path.parent))


def load_text(text: str, file: str, imports: Mapping[str, str] | None = None) -> Instrument:
    """Read the text of a rule file.

    Args:
        text: The text; a byte order mark is left out.
        file: What messages call it.
        imports: The texts that it may import, by the ids of their agreements.

    Raises:
        RuleFileError: With every problem found.
    """
    return _load(text, file, None, Texts(imports or {}))


def _load(text: str, file: str, name: str | None, beside: Beside) -> Instrument:
    text = text.removeprefix("\ufeff")
    own, problems = read(text, file)
    if own is None or isinstance(own, Refused):
        raise RuleFileError(first(problems))
    root, imported, wrong, whole = gathered(own, file, beside)
    problems += wrong
    if not whole:  # what stands here may be missing only because it stands there
        raise RuleFileError(first(problems))
    found = typed(root, Agreement)
    raw = plain(root)
    enough = len(found.flaws) >= MOST_FLAWS
    terms = found.terms or (None if enough else sound_part(raw))
    ids = declared(raw)
    flaws = [*found.flaws, *_misnamed(root, name)]
    if terms is not None:
        flaws += islice(faulty_references(terms, ids), MOST_FLAWS)
        flaws += islice(faulty_alerts(terms, ids), MOST_FLAWS)
    readings = names_under(root, "readings")
    flaws += [flaw for reading in readings for flaw in read_under(root, reading).flaws]
    problems += [problem(flaw, root, file) for flaw in flaws]
    if problems or found.terms is None:
        raise RuleFileError(first(problems))
    others = {one.agreement: one.terms for one in imported}
    variants = {
        reading: recommitted(variant, others)
        for reading, variant in _variants(found.terms, ids, root, file).items()
    }
    agreement = recommitted(found.terms, others)
    return Instrument(agreement, variants, text, digest(text, imported), file, root, imported)


def _misnamed(root: Node, name: str | None) -> Iterator[Flaw]:
    given = child(root, "agreement")
    if name is not None and isinstance(given, Scalar) and given.text != name:
        wrong = f"the agreement is {quoted(given.text)}, and its file is named {quoted(name)}"
        hint = f"name the file {given.text}.yaml, or change the id"
        yield Flaw(("agreement",), wrong, hint)


def _variants(terms: Agreement, ids: Declared, root: Node, file: str) -> dict[str, Agreement]:
    variants: dict[str, Agreement] = {}
    problems: list[Problem] = []
    for reading in terms.readings:
        changed, touched, _ = read_under(root, reading)
        variant, flaws = _changed(terms, changed, touched)
        flaws += islice(faulty_references(variant, ids), MOST_FLAWS)
        problems += _problems_under(reading, root, changed, flaws, file)
        variants[reading] = variant
    if problems:
        raise RuleFileError(first(problems))
    return variants


def _changed(
    terms: Agreement, changed: Node, touched: Iterable[Path]
) -> tuple[Agreement, list[Flaw]]:
    """Read again only what a reading touches; what does not fit is left as it was."""
    flaws: list[Flaw] = []
    for path in touched:
        part = typed(follow(changed, path)[0], model_at(Agreement, path))
        flaws += [replace(flaw, path=(*path, *flaw.path)) for flaw in part.flaws]
        if part.terms is not None:
            terms = _with(terms, path, part.terms)
    return terms, flaws


def _with(terms: Agreement, path: Path, part: BaseModel) -> Agreement:
    section, *name = path
    value = {**getattr(terms, str(section)), name[0]: part} if name else part
    return terms.model_copy(update={str(section): value})


def _problems_under(
    reading: str, root: Node, changed: Node, flaws: Iterable[Flaw], file: str
) -> Iterator[Problem]:
    """Yield the problems of a reading, each at its own lines: without it there would be none."""
    own = places_set(root, reading)
    for flaw in flaws:
        here = place(flaw, changed)
        if here not in own:
            here = key_place(root, ("readings", reading))
        where = written(follow(changed, flaw.path)[1])
        message = f"under this reading, {where}: {flaw.message}"
        yield Problem(file, here.line, here.column, f"readings.{reading}", message, flaw.hint)
