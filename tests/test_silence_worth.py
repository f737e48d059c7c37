"""What a source's silence is worth: said of each file with where it comes from, and changed."""

from pathlib import Path

import pytest
from cli_samples import Run
from page_samples import EVENING, HEAD, ROW, fill, opened, press, told

from monitor.incidents.record import SourceProfile
from monitor.incidents.silence import Silence, silences
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.vocabulary import Strength
from monitor.incidents.write import cells_of
from monitor.service import Service
from monitor.views.silences import silence_line
from monitor.words import add_page, forms, silence_worth
from tests.screen_examples import count, report

pytest_plugins = ["page_fixtures", "cli_fixtures"]

ROWS = HEAD + ROW.format(
    name="n", time="2016-09-14T20:00", kind="shelling", by="Syrian army", place="Testville"
)


def profile(**said: object) -> SourceProfile:
    """Return the profile of a made-up source."""
    given = {"id": "centre", "source": "centre", "name": "Centre", **said}
    return SourceProfile.model_validate(given)


def test_only_those_that_publish_are_asked_about() -> None:
    """Each source of reports, counts and statements once; a profile in a file is no publication."""
    records = [report("b/1"), report("a/1"), report("a/2"), count("1", 3, 0, 1), profile(id="x")]
    found = silences(records, {"a": profile(id="a")})

    assert [(one.source, one.profile is not None) for one in found] == [
        ("a", True),
        ("b", False),
        ("centre", False),
    ]


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (None, "Silence of centre is taken to say nothing: no profile on record."),
        (profile(), "Silence of Centre is taken to say nothing: so says its profile."),
        (profile(strength="none"), "is worth nothing, and its account is never taken as complete"),
        (
            profile(strength="certifies_quiet"),
            (
                "Silence of Centre certifies quiet, on days on which it published, for all sides, "
                "everywhere, every kind of event: so says its profile."
            ),
        ),
        (
            profile(
                strength="certifies_quiet", sides=("A", "B"), areas=("XX01",), kinds=("shelling",)
            ),
            "for the sides A and B, in XX01, shelling: so says its profile.",
        ),
    ],
)
def test_a_line_says_what_is_assumed_and_from_where(about: SourceProfile | None, says: str) -> None:
    """What counts as quiet is told with its scope; without a profile nothing does."""
    assert says in silence_line(Silence("centre", about))


def test_a_profile_is_written_as_the_cells_that_it_was_read_from() -> None:
    """What the form is filled with gives the same profile again."""
    cells = cells_of(profile(sides=("A", "B"), strength="certifies_quiet", time_zone="Asia/Amman"))

    assert cells["sides"] == "A;B"
    assert cells["strength"] == "certifies_quiet"
    assert cells["time_zone"] == "Asia/Amman"


def test_ingest_says_what_it_assumes_of_a_source(run: Run, tmp_path: Path) -> None:
    """In words and as JSON, on a trial and when stored; a refused file assumes nothing."""
    file, bad = tmp_path / "one.csv", tmp_path / "bad.csv"
    file.write_text(ROWS, encoding="utf-8")
    bad.write_text(ROWS.replace("2016-09-14", "once"), encoding="utf-8")
    where = ("--store", str(tmp_path / "store"))
    line = "Silence of synthetic is taken to say nothing: no profile on record."

    assert line in run("ingest", *where, "--dry-run", str(file)).out
    [taken] = run("ingest", *where, "--json", str(file)).json
    assert taken["silence"] == [
        {
            "source": "synthetic",
            "strength": "can_report",
            "profile": None,
            "sides": [],
            "areas": [],
            "kinds": [],
        }
    ]
    refused = run("ingest", *where, "--json", str(bad))
    assert refused.json[0]["silence"] == []


def test_what_is_assumed_is_changed_where_it_is_said(sample_service: Service) -> None:
    """The file stays offered; the stored profile is said in the line, and fills the form again."""
    drawn = opened("add", at=EVENING)
    drawn.file_uploader[0].set_value(("one.csv", ROWS.encode(), "text/csv")).run()
    assert silence_worth.NO_PROFILE.format(source="synthetic") in told(drawn)

    labels = forms.FIELDS_OF_FORM["source_profile"]
    press(drawn, silence_worth.CHANGE)
    fill(drawn, labels["name"], "Made-up source")
    fill(drawn, labels["sides"], "Syrian army")
    [strength] = [box for box in drawn.selectbox if box.label == labels["strength"]]
    strength.set_value("certifies_quiet")
    [show, *_] = [button for button in drawn.button if button.label == forms.SHOW_EFFECT]
    show.click().run()
    assert not [p for p in profiles(sample_service) if p.id == "synthetic"]

    stores = [button for button in drawn.button if button.label == add_page.STORE]
    stores[0].click().run()
    [stored] = [p for p in profiles(sample_service) if p.id == "synthetic"]
    assert (stored.strength, stored.sides) == (Strength.CERTIFIES_QUIET, ("Syrian army",))
    assert "Silence of Made-up source certifies quiet" in told(drawn)
    assert "one.csv: 1 row, 1 report" in told(drawn)

    press(drawn, silence_worth.CHANGE)
    [name] = [field for field in drawn.text_input if field.label == labels["name"]]
    assert name.value == "Made-up source"


def profiles(service: Service) -> list[SourceProfile]:
    """Return the profiles on record."""
    return [known.record for known in service.record.of(SourceProfile, FOREVER - TICK)]
