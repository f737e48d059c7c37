"""What is wrong with a file or a form, cell by cell."""

from collections.abc import Sequence

from monitor.pages.drawing import table
from monitor.views.adding import Fault
from monitor.words import add_page


def draw_faults(found: Sequence[Fault], name: str) -> None:
    """Draw what is wrong with a file."""
    rows = [
        {
            "line": f.line or "",
            "column": f.column,
            "value": f.value,
            "what is wrong": f.reason,
            "what to do": f.hint,
        }
        for f in found
    ]
    table(rows, add_page.FAULTS.format(file=name), most=12, wrapped=True)
