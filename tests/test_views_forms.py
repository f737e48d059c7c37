"""The short forms: the sum of a bulletin, the file that it becomes, and what forms offer."""

import pytest

from monitor.agreements.load import load_text
from monitor.incidents.intake import Intake
from monitor.incidents.record import Count
from monitor.incidents.validate import read_file
from monitor.views.bulletin import (
    Bulletin,
    BulletinLine,
    as_csv,
    line_named,
    sum_said,
)
from monitor.views.suggesting import Suggested, suggested
from monitor.words import forms
from tests.screen_examples import RULES, agreement

SEVENTEENTH = ("27", "11", "7", "6", "2", "1", "1")
SHARED = {
    "source": "centre",
    "window_from": "2016-09-16T19:00",
    "window_to": "2016-09-17T19:00",
    "measure": "incidents",
    "time_zone": "Asia/Damascus",
}


def bulletin(*figures: str, total: str = "") -> Bulletin:
    """A bulletin of these figures."""
    return Bulletin(tuple(map(BulletinLine, figures)), total, "South", SHARED)


def read(data: bytes) -> Intake:
    """The file that a bulletin becomes, as it will be taken in."""
    return read_file(data, file="bulletin.csv", kind="count")


@pytest.mark.parametrize(
    ("figures", "total", "said"),
    [
        (SEVENTEENTH, "55", "The lines add up: 27 + 11 + 7 + 6 + 2 + 1 + 1 = 55, as stated."),
        (("23", "37", "45", "39", "55"), "199", "The lines add up: 23 + 37 + 45 + 39 + 55 = 199"),
        (("20", "8"), "30", "less than the bulletin states: 20 + 8 = 28, stated 30, 2 missing"),
        (("20", "12"), "30", "more than the bulletin states: 20 + 12 = 32, stated 30, 2 too many"),
        (("4",), "5", "less than the bulletin states: 4, stated 5, 1 missing"),
        (("20", "8"), "", "The lines add up to 20 + 8 = 28; no total is stated."),
        ((), "30", ""),
        (("20", "eight"), "28", ""),
        (("20", "8"), "many", ""),
        (("20", ""), "20", "The lines add up: 20, as stated."),
        (("²",), "2", ""),
    ],
)
def test_the_sum_is_checked_and_never_corrected(
    figures: tuple[str, ...], total: str, said: str
) -> None:
    """Whether it fits, and by how much it does not; what is no figure is for the reader to say."""
    told = sum_said(bulletin(*figures, total=total))

    assert said in told if said else told == ""


def test_a_bulletin_becomes_one_file_of_counts() -> None:
    """Lines first, the total last for the whole country, every row with an id of its own."""
    lines = (
        BulletinLine("27", "Aleppo", "SY02", "shelling", ""),
        BulletinLine("", "", "", "", "nobody"),
        BulletinLine("1", '=HYPERLINK("x"), Daraa', "", "", "West;East"),
    )
    intake = read(as_csv(Bulletin(lines, "55", "South", SHARED), "form-1"))
    counts = [record for _, record in intake.records if isinstance(record, Count)]

    assert intake.rejected == ()
    assert [(c.id, c.value, c.place, c.pcodes, c.by) for c in counts] == [
        ("form-1-1", 27, "Aleppo", ("SY02",), ("South",)),
        ("form-1-2", 1, '=HYPERLINK("x"), Daraa', (), ("West", "East")),
        ("form-1-total", 55, "", (), ("South",)),
    ]


def test_a_mistake_is_named_by_its_line_on_the_form() -> None:
    """Line 3 of the file is the second line of the form; the last is the total."""
    found = bulletin("1", "x", total="y")
    intake = read(as_csv(found, "form-1"))

    assert [line_named(bad.line, found) for bad in intake.rejected] == ["2", forms.BULLETIN_TOTAL]
    assert line_named(1, found) == ""


MORE = """
  satisfied: {clause: C-1, decided: {what: satisfied, by: [power]}}
  in_time:
    clause: C-1
    by: {attested: aid_arrived, said_by: [monitor], within: 2 days, of: {decided: started}}
  certified: {clause: C-1, streak: {of: calm, for: 7 days, certified_by: [north, south]}}
  counted_anew:
    clause: C-1
    streak:
      {of: calm, for: 7 days, resets: by_decision, reset_by: {decided: clock_reset, by: [south]}}
phases:
  truce:
    opens: {at: calendar.from, by: [north]}
    renews: {decided: extended}
    closes: {any: [{decided: stopped}, {decided: left, by: [south]}]}
readings:"""
ENDS = "ends: {decided: [suspended], resumed: [resumed], by: [power]}\n"


def test_forms_offer_what_the_rules_look_for() -> None:
    """Words and names of phases, decisions, duties and endings, each once and by its name."""
    rules = RULES.replace("\nreadings:", MORE, 1) + ENDS

    assert suggested(load_text(rules, "made-up.yaml").agreement) == Suggested(
        (
            *("truce", "extended", "stopped", "left", "satisfied", "satisfied_withdrawn"),
            *("started", "clock_reset", "suspended", "resumed"),
        ),
        ("North", "South", "Power"),
        ("access_open", "aid_arrived", "adherence"),
        ("Power", "monitor", "North", "South"),
    )
    assert suggested(agreement()).decisions == ()
