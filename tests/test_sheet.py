"""Records that cross by columns: what comes back is what was sent, and nothing else is believed."""

import random
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from format_samples import table

from monitor.apart.answer import answer
from monitor.apart.asked import Asked
from monitor.incidents.cut import Cut
from monitor.incidents.formats.flow_by_columns import FlowByColumns
from monitor.incidents.pieces import TIME
from monitor.incidents.sheet import Sheet

NOTES = ('say "so"', "back\\slash", "a\tb\nc\x00", "\u0627\u2028", "")
"""Notes that are escaped in JSON in several ways, or not at all."""


def sent(rows: int = 30) -> tuple[Sheet, Cut]:
    """What is sent of a synthetic file, all of its columns in use: coded, texts and times."""
    cells = [
        {"event_id_cnty": f"X{n}", "timestamp": f"16{n:08}", "notes": f"Synthetic {n}"}
        for n in range(30)
    ]
    flow = Asked(table("acled", *cells), "a.csv", time_zone="UTC").begin()
    assert isinstance(flow, FlowByColumns)
    (sheet,) = flow.run()
    assert isinstance(sheet, Sheet)
    assert {str(part.type) for part in sheet.parts} >= {"string", str(TIME)}
    return sheet.only(np.arange(len(sheet)) < rows), flow.cut


def test_what_is_written_is_read() -> None:
    """Lines, parts and the texts of the records are the same on the other side."""
    sheet, cut = sent()
    back = Sheet.read(sheet.written())
    back.check(cut)

    assert back.bodies(cut) == sheet.bodies(cut)
    assert list(back.rows(cut)) == list(sheet.rows(cut))
    few = back.only(sheet.lines % 3 == 0)
    assert Sheet.read(few.written()).bodies(cut) == few.bodies(cut)
    assert len(back.only(np.zeros(len(back), dtype=bool))) == 0


def test_the_text_of_a_record_is_that_of_the_record() -> None:
    """Put together from columns it is letter for letter what the record itself would write."""
    sheet, cut = sent(len(NOTES))
    where = {name: at for at, names in enumerate(cut.parts) for name in names}
    parts = list(sheet.parts)
    parts[where["note"]] = pa.array(NOTES, pa.string())
    parts[where["published_at"]] = pa.array([None, 0, 1, 1_000_001, -1], pa.int64()).cast(TIME)
    odd = replace(sheet, parts=tuple(parts))
    back = Sheet.read(odd.written())
    back.check(cut)

    for (_, texts), body in zip(back.rows(cut), back.bodies(cut), strict=True):
        assert cut.record(texts).model_dump_json() == body
    assert back.values("note", cut) == list(NOTES)


def test_damage_is_refused_or_means_a_sound_record() -> None:
    """Whatever byte is changed, cut off or put in: no error of another kind, no half record."""
    sheet, cut = sent(4)
    whole = sheet.written()
    choose = random.Random(5)  # noqa: S311 - made-up damage
    refused = 0
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] = choose.choice((0, 255, 10, 48, 57, damaged[at] ^ 1, damaged[at] ^ 128))
        for data in (bytes(damaged), whole[:at], whole[:at] + b"1" + whole[at:]):
            try:
                found = Sheet.read(data)
                found.check(cut)
            except (ValueError, LookupError, TypeError, AttributeError):
                refused += 1
            else:
                for (_, texts), body in zip(found.rows(cut), found.bodies(cut), strict=True):
                    assert cut.record(texts).model_dump_json() == body

    assert refused > 2 * len(whole)


FALSE = {
    "a text for a part of several": ("happened", pa.array(["x"] * 4)),
    "a time for a text": ("note", pa.array([1] * 4, pa.int64()).cast(TIME)),
    "a text that is no part": ("happened", pa.array([',"happened":1'] * 4).dictionary_encode()),
    "another part": ("by", pa.array([',"place":"x"'] * 4).dictionary_encode()),
    "a time after the last": ("published_at", pa.array([2**62] * 4, pa.int64()).cast(TIME)),
    "a time before the first": ("published_at", pa.array([-(2**62)] * 4, pa.int64()).cast(TIME)),
}


@pytest.mark.parametrize(("name", "part"), FALSE.values(), ids=FALSE)
def test_a_part_that_is_none_is_not_believed(name: str, part: pa.Array) -> None:
    """Each part has its own kind of column, and says what a record may say."""
    sheet, cut = sent(4)
    at = next(at for at, names in enumerate(cut.parts) if name in names)
    parts = (*sheet.parts[:at], part, *sheet.parts[at + 1 :])
    with pytest.raises(ValueError, match=r"."):
        Sheet.read(replace(sheet, parts=parts).written()).check(cut)
    with pytest.raises(ValueError, match=r"."):
        Sheet.read(replace(sheet, parts=parts[:-1]).written()).check(cut)


def test_an_answer_by_columns_is_sent_whole() -> None:
    """What is told of a file of a format is a head, sheets with their size before them, an end."""
    rows = [{"event_id_cnty": f"X{n}"} for n in range(50)]
    lines = list(answer(Asked(table("acled", *rows), "a.csv", time_zone="UTC").begin()))

    assert lines[1] == b"*%d\n" % len(lines[2])
    assert len(Sheet.read(lines[2])) == 50
