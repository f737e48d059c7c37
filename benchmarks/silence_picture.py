"""The picture of `benchmarks.silence`: the same days as a naive count has them, and as we do."""

from collections.abc import Callable
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from benchmarks.silence_days import Shown
from monitor.evaluation.verdict import Verdict

CELL, ROW, LEFT, TOP, BETWEEN = 26, 24, 150, 74, 96
INK, PALE, WHITE = "#1d2733", "#8a94a0", "#ffffff"
FOUGHT, QUIET, CALM, OPEN, GAP = "#7a2e2e", "#eef1f4", "#3c9a5f", "#d5dae0", "#e0a100"
NAIVE = "A naive count: seven days without a report certify a truce"
OURS = "This system: nobody certifies quiet, so that no day without a report is quiet"
KEYS = (
    (FOUGHT, "fighting reported"),
    (QUIET, "no report"),
    (CALM, "“truce certified”"),
    (OPEN, "undetermined"),
    (GAP, "probable gap of the source"),
)
SOURCE = (
    "Data: UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, CC BY 4.0. "
    "Made-up instrument; python -m benchmarks.silence FILE"
)


def draw(found: Shown) -> Image.Image:
    """Return the picture: governorates down, days across, one panel above the other."""
    rows = len(found.names)
    panel = rows * ROW + BETWEEN
    size = (LEFT + CELL * len(found.days) + 20, TOP + 2 * panel + 20)
    image = Image.new("RGB", size, WHITE)
    pen = ImageDraw.Draw(image)
    _text(pen, (12, 10), f"{_span(found)}, {rows} governorates by day", 17)
    _keys(pen)

    def naive(area: str, day: date) -> str:
        if day in found.reported[area]:
            return FOUGHT
        return CALM if day in found.naive[area] else QUIET

    def ours(area: str, day: date) -> str:
        by_verdict = {Verdict.BREACHED: FOUGHT, Verdict.KEPT: CALM}
        return by_verdict.get(found.verdicts[area][day], OPEN)

    _panel(pen, found, NAIVE, TOP, naive)
    _panel(pen, found, OURS, TOP + panel, ours)
    for number, day in enumerate(found.days):
        if found.flagged(day):
            left, top = LEFT + number * CELL, TOP + panel + 26 + 18 + rows * ROW
            pen.rectangle((left, top + 2, left + CELL - 3, top + 9), fill=GAP)
    _text(pen, (12, size[1] - 24), SOURCE, 11, PALE)
    return image


def _panel(
    pen: ImageDraw.ImageDraw, found: Shown, title: str, top: int, colour: Callable[[str, date], str]
) -> None:
    _text(pen, (12, top), title, 14)
    for number, day in enumerate(found.days):
        _text(pen, (LEFT + number * CELL + 5, top + 25), str(day.day), 11, PALE)
    for line, (area, name) in enumerate(found.names.items()):
        y = top + 26 + 18 + line * ROW
        _text(pen, (12, y + 4), name, 12)
        for number, day in enumerate(found.days):
            x = LEFT + number * CELL
            pen.rectangle((x, y, x + CELL - 3, y + ROW - 3), fill=colour(area, day))


def _keys(pen: ImageDraw.ImageDraw) -> None:
    x = 12
    for colour, says in KEYS:
        pen.rectangle((x, 42, x + 14, 54), fill=colour, outline=PALE)
        _text(pen, (x + 20, 41), says, 12)
        x += 44 + round(pen.textlength(says, font=_font(12)))


def _span(found: Shown) -> str:
    first, last = found.days[0], found.days[-1]
    return f"{first:%-d %B} to {last:%-d %B %Y}"


def _text(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, colour: str = INK
) -> None:
    pen.text(at, text, fill=colour, font=_font(size))


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
