"""What holds of the active agreements: their verdicts, why they are, and what would change them."""

from datetime import date, datetime

from monitor.agreements.model import Agreement
from monitor.clock import Clock
from monitor.evaluation.counterfactual import Counterfactual, counterfactual
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.serious import Uncounted, uncounted
from monitor.evaluation.standpoints import Row, standpoints
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from monitor.service import asking
from monitor.service.board import Board
from monitor.service.recorded import Recorded
from monitor.service.rules import Rules


class Verdicts:
    """The verdicts of the active agreements on the record of one open store.

    Its methods may be called from any thread. What is asked inside `Recorded.looking` is
    answered from one record.
    """

    def __init__(self, rules: Rules, record: Recorded, clock: Clock) -> None:
        self._rules = rules
        self._record = record
        self._clock = clock

    def evaluate(
        self,
        agreement: str,
        *,
        at: datetime,
        known: datetime,
        account: str | None = None,
        reading: str | None = None,
    ) -> Evaluation:
        """Judge every condition of an agreement; see `evaluation.evaluate`.

        Raises:
            MonitorError: There is no such agreement, reading or account; the text names those
                there are.
        """
        terms = self._rules.instrument(agreement)
        with self._record.looking() as facts:
            return asking.judged(terms, facts, at, known, account=account, reading=reading)

    def board(self, agreement: str, *, at: datetime, known: datetime) -> Board:
        """Judge an agreement as its file has it, under each reading, and on each account.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        instrument = self._rules.instrument(agreement)
        with self._record.looking() as facts:

            def said(account: str | None = None, reading: str | None = None) -> Evaluation:
                terms = instrument.under(reading)
                return evaluate(terms, facts, at, known, account=account, reading=reading)

            return Board(
                official=said(),
                readings={reading: said(reading=reading) for reading in instrument.variants},
                accounts={source: said(account=source) for source in asking.accounts(facts, known)},
            )

    def counterfactual(
        self,
        agreement: str,
        condition: str,
        *,
        at: datetime,
        known: datetime,
        scope: str | None = None,
        account: str | None = None,
        reading: str | None = None,
    ) -> Counterfactual | None:
        """Return what would turn a verdict, on the account given; None where it cannot be told.

        Raises:
            UnknownNameError: There is no such agreement or reading.
        """
        terms = self._rules.instrument(agreement).under(reading)
        with self._record.looking() as facts:
            return counterfactual(View(terms, facts, at, known, account), condition, scope)

    def standpoints(
        self, agreement: str, condition: str, *, at: datetime, known: datetime, scope: str | None
    ) -> list[Row]:
        """Return what a condition reads by every standard, doubt, reading and account.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        found = self._rules.instrument(agreement)
        variants: dict[str | None, Agreement] = {None: found.agreement}
        variants.update(found.variants.items())
        with self._record.looking() as facts:
            accounts = asking.accounts(facts, known)
            rows = standpoints(
                variants, accounts, facts, at=at, known=known, name=condition, scope=scope
            )
            return list(rows)

    def explain(
        self,
        agreement: str,
        condition: str,
        *,
        at: datetime,
        known: datetime,
        scope: str | None = None,
        day: date | None = None,
        account: str | None = None,
        reading: str | None = None,
    ) -> Explanation | None:
        """Explain the verdict of a condition on a day (None: the last judged).

        None where the account cannot speak to the condition.

        Raises:
            MonitorError: There is no such agreement, condition, scope, day, account or reading;
                the text names those there are.
        """
        terms = self._rules.instrument(agreement).under(reading)
        with self._record.looking() as facts:
            return asking.explained(
                terms, facts, condition, at, known, scope=scope, day=day, account=account
            )

    def uncounted(self, agreement: str, *, at: datetime, known: datetime) -> tuple[Uncounted, ...]:
        """Return the serious incidents that no condition counts for certain, newest first.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        terms = self._rules.instrument(agreement).agreement
        with self._record.looking() as facts:
            return uncounted(View(terms, facts, at, known, None))

    def default_at(self, agreement: str, known: datetime) -> datetime:
        """Return now, or the end of an agreement that had ended by what was known."""
        at = min(self._clock(), known)
        return self.ended(agreement, known, at) or at

    def ended(self, agreement: str, known: datetime, by: datetime) -> datetime | None:
        """Return when an agreement went out of force, as known; None if it had not done so `by`."""
        terms = self._rules.instrument(agreement).agreement
        with self._record.looking() as facts:
            return asking.ended(terms, facts, known, by)
