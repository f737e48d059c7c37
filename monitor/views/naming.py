"""What people call an agreement: its title, and that it is no more than a proposal."""

from monitor.agreements.model import Agreement
from monitor.words import names_of


def agreement_title(agreement: Agreement) -> str:
    """Return the title of an agreement; of one that was never agreed it says so."""
    if not agreement.proposed:
        return agreement.title
    status = names_of.STATUSES[agreement.status]
    return names_of.TITLE_WITH_STATUS.format(title=agreement.title, status=status)
