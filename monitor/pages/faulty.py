"""What is wrong with a file or a form, cell by cell."""

from collections.abc import Sequence

from monitor.pages.drawing import table
from monitor.views.adding import Fault
from monitor.words import add_page

WIDTHS = {"line": 50, "column": 125, "value": 140, "what is wrong": 300, "what to do": 480}
"""In pixels: together as wide as the page on a desk."""


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
    table(rows, add_page.FAULTS.format(file=name), most=12, widths=WIDTHS, wrapped=True)
