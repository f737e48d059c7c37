"""Charts as Vega-Lite specifications: the strip of days, and the daily figures of each source.

Marks differ by glyph and pattern, not by colour alone. A day that nobody watched is hatched, and
a figure that nobody stated is no bar: neither is drawn as zero.
"""

from monitor.charts.counts import counts_chart
from monitor.charts.drawing import Spec
from monitor.charts.strip import COLOURS, MOST_DAYS, shown, strip_chart

__all__ = ["COLOURS", "MOST_DAYS", "Spec", "counts_chart", "shown", "strip_chart"]
