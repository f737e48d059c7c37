"""Days since something, and the order of two things, in plain English."""

from monitor.agreements.english_acts import ClassTold, length_told
from monitor.agreements.english_answering import happening_told
from monitor.agreements.model import Agreement, Order, Since
from monitor.words import phrasing


def since_told(agreement: Agreement, since: Since, told: ClassTold) -> str:
    """Say what must be kept since what, for how long."""
    title = agreement.conditions[since.of].title
    base = f"“{title}” ({since.of})" if title else f"“{since.of}”"
    days = phrasing.number(since.for_.count, "monitoring day")
    after = happening_told(agreement, since.after, told)
    return (
        f"{base} is kept on every day after the day of {after}, at least {days}; the day itself "
        f"does not count, a confirmed breach ends it until another comes, and of several the one "
        f"that gives most counts"
    )


def order_told(agreement: Agreement, order: Order, told: ClassTold) -> str:
    """Say which of two comes when."""
    one = happening_told(agreement, order.of, told, "the first")
    other = happening_told(agreement, order.other, told, "the first")
    if order.within is None:
        return f"{one} comes no earlier than {other}; at the same instant is early enough"
    length = length_told(order.within)
    return (
        f"{one} and {other} come within {length} of each other, whichever is first; exactly so "
        f"far apart is together"
    )
