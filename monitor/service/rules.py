"""The rule files that count: which are active, and making another text count."""

from datetime import datetime
from functools import lru_cache

from monitor.agreements.load import Instrument, load_text
from monitor.handwritten.wording import choose, quoted
from monitor.service.activating import Activating, activating
from monitor.service.asking import UnknownNameError
from monitor.service.authorize import authorize
from monitor.store.ledger import Activation
from monitor.store.store import Store


@lru_cache(maxsize=16)
def _instrument(text: str, file: str, imports: tuple[tuple[str, str], ...]) -> Instrument:
    """Read a text once, however many stores it is active in and however often it is asked for."""
    return load_text(text, file, dict(imports))


class Rules:
    """The active rule files of one open store.

    Its methods may be called from any thread.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def instruments(self) -> dict[str, Instrument]:
        """The active instruments, by agreement id: the agreed ones first, the newest first."""
        return {name: self.read(found) for name, found in self.activations.items()}

    @property
    def activations(self) -> dict[str, Activation]:
        """Since when, and by whom, each active rule file counts, by agreement id."""
        active = [(self.read(found).agreement, found) for found in self._store.acts.activations()]
        active.sort(key=lambda one: one[0].calendar.from_, reverse=True)
        active.sort(key=lambda one: one[0].proposed)
        return {terms.id: found for terms, found in active}

    def read(self, activation: Activation) -> Instrument:
        """Return the instrument that an activation made to count."""
        imports = tuple(sorted(activation.imports.items()))
        return _instrument(activation.text, activation.file, imports)

    def imported(self, instrument: Instrument) -> list[Instrument]:
        """Return the instruments that one imports, directly or not, as it counts with them."""
        texts = tuple(sorted(instrument.imports.items()))
        return [_instrument(text, f"{name}.yaml", texts) for name, text in texts]

    def instrument(self, agreement: str) -> Instrument:
        """Return an active instrument.

        Raises:
            UnknownNameError: Naming those that are active.
        """
        active = self.instruments
        if agreement not in active:
            hint = choose(agreement, active, "active") if active else "none is active"
            raise UnknownNameError(
                f"no agreement {quoted(agreement)} is active; {hint}; "
                "`python -m monitor activate` makes a rule file count"
            )
        return active[agreement]

    def activating(
        self,
        instrument: Instrument,
        *,
        amendment: datetime | None = None,
        correction: bool = False,
        shown: bool = True,
    ) -> Activating:
        """Say what making a rule file count would change; see `activate`."""
        before = self.instruments.get(instrument.agreement.id)
        return activating(
            self._store,
            before,
            instrument,
            self._store.present(),
            amendment=amendment,
            correction=correction,
            shown=shown,
        )

    def activate(
        self,
        instrument: Instrument,
        *,
        actor: str,
        amendment: datetime | None = None,
        correction: bool = False,
    ) -> bool:
        """Make a rule file count; False where it does already, with all that it imports.

        Args:
            instrument: The rule file.
            actor: Who makes it count.
            amendment: From when the parties changed the text, UTC, included; None if they did not.
            correction: Whether our reading of the text was wrong. Where another text of the
                agreement counts already, it is one of the two.

        Raises:
            ActivationError: It is neither, or an amendment that would change a verdict of a day
                that began before its date.
        """
        name = instrument.agreement.id
        authorize(actor, "activate", name)
        found = self.activating(instrument, amendment=amendment, correction=correction, shown=False)
        found.check()
        if found.unchanged or found.kind is None:
            return False
        self._store.accept.activate(
            f"{name}.yaml",
            instrument.text,
            actor=actor,
            imports=instrument.imports,
            kind=found.kind,
            since=found.since,
        )
        return True
