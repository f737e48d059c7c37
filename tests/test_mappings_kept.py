"""Saved mappings in the journal, on the command line and on the pages: kept, told, taken back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli_samples import Run
from page_samples import EVENING, MARKUP, fill, opened, ours, press, told
from streamlit.testing.v1 import AppTest

from monitor.clock import system_clock
from monitor.errors import IncidentFileError
from monitor.incidents.validate import read_file
from monitor.service import Outcome, Service
from monitor.service.authorize import NotAllowedError
from monitor.service.mappings import SAVED, UnknownMappingError
from monitor.settings import PROJECT, read_settings
from monitor.store.backup import restore
from monitor.store.ledger import Upload
from monitor.store.verify import verify
from monitor.words import add_page, mapping
from tests.test_mappings import FILE, HEADER, ROWS, TEXT

pytest_plugins = ["cli_fixtures", "page_fixtures"]

Write = Callable[[str, str | bytes], Path]
CHANGED = TEXT.replace("Shelling: shelling", "Shelling: air_strike")
IN_SYRIA = FILE.replace(b"Northland", b"Aleppo").replace(b"Southland", b"Homs")
"""The file, with areas that the shipped table of places knows by name."""


def test_it_is_an_act_and_survives_everything(open_service: Service, tmp_path: Path) -> None:
    """Who, when and the whole text stand in the journal; rebuilt, backed up and restored alike."""
    service = open_service
    saved = service.mappings.save(TEXT, "made.yaml", actor="officer")
    [act] = service.store.acts.of(SAVED)
    assert (act.actor, act.seq, act.recorded_at) == ("officer", saved.act, saved.recorded_at)
    assert act.body["version"] == 1

    service.store.rebuild()
    assert service.mappings.all() == [saved]
    service.backup(tmp_path / "backup", actor="officer")
    restore(tmp_path / "backup", tmp_path / "restored")

    settings = read_settings({"MONITOR_STORE": str(tmp_path / "restored")})
    with Service.open(settings, system_clock) as copy:
        assert copy.mappings.all() == [saved]
        taken = copy.uploads.take("a.csv", FILE, actor="officer")
        assert (taken.outcome, taken.stored) == (Outcome.STORED, 3)


def test_damage_to_a_kept_mapping_shows(open_service: Service) -> None:
    """`verify` reads it like every kept file."""
    saved = open_service.mappings.save(TEXT, "made.yaml", actor="officer")
    [act] = open_service.store.acts.of(SAVED)
    name = act.body["kept"]["text"]
    path = open_service.store.folder / "kept" / name[:2] / f"{name}.zst"
    assert verify(open_service.store.folder).problems == ()

    path.write_bytes(b"")

    [problem] = verify(open_service.store.folder).problems
    assert f"line {saved.act}:" in problem


def test_the_same_words_are_saved_once_and_others_are_a_new_version(open_service: Service) -> None:
    """A version is never given twice, not even after it was taken back."""
    mappings = open_service.mappings
    first = mappings.save(TEXT, "made.yaml", actor="officer")
    again = mappings.save(TEXT, "made.yaml", actor="other")
    second = mappings.save(CHANGED, "made.yaml", actor="other")
    mappings.take_back("made_up", actor="other")
    third = mappings.save(TEXT, "made.yaml", actor="officer")

    assert again == replace(first, again=True)
    assert [one.saved.version for one in (first, second, third)] == [1, 2, 3]
    assert [one.stands for one in mappings.all()] == [False, False, True]
    assert mappings.one("made_up", 2).saved.text == CHANGED


def test_an_upload_says_by_which_version_it_was_read_and_that_can_be_proven(
    open_service: Service,
) -> None:
    """From what is kept the same rows are read again, long after the mapping was changed."""
    service = open_service
    service.mappings.save(TEXT, "made.yaml", actor="officer")
    first = service.uploads.take("a.csv", FILE, actor="officer")
    assert service.uploads.take("a.csv", FILE, actor="officer").outcome is Outcome.ALREADY_STORED
    service.mappings.save(CHANGED, "made.yaml", actor="officer")

    second = service.uploads.take("a.csv", FILE, actor="officer")

    assert (second.outcome, second.stored, second.unchanged) == (Outcome.STORED, 1, 2)
    uploads = service.record.uploads()
    assert [one.mapping for one in uploads] == [("made_up", 1), ("made_up", 2)]
    assert first.receipt is not None
    for upload in uploads:
        assert read_again(service, upload) == rows_kept(service, upload)


def rows_kept(service: Service, upload: Upload) -> list[bytes]:
    """Return the rows of an upload as they were kept when it was accepted."""
    [act] = service.record.acts([upload.act])
    return [*service.store.acts.kept(act.body["kept"]["rows"]).splitlines()]


def read_again(service: Service, upload: Upload) -> list[bytes]:
    """Read the original of an upload by the version of the mapping that it names."""
    assert upload.mapping is not None
    name, version = upload.mapping
    saved = service.mappings.one(name, version).saved
    data = service.store.acts.kept(upload.original)
    intake = read_file(data, file=upload.file, kind=name, saved={name: saved})
    return [
        f"[{line},{record.model_dump_json(exclude_defaults=False)}]".encode()
        for line, record in intake.records
    ]


def test_nothing_is_read_by_what_was_taken_back(open_service: Service) -> None:
    """The file is unknown again; what was read stays, and is undone by itself."""
    service = open_service
    service.mappings.save(TEXT, "made.yaml", actor="officer")
    service.uploads.take("a.csv", FILE, actor="officer")
    service.mappings.take_back("made_up", actor="officer")

    refused = service.uploads.take("b.csv", FILE + b"4,2016-09-19,,,,,,x\n", actor="officer")

    assert refused.outcome is Outcome.REFUSED
    [upload] = service.record.uploads()
    assert upload.undone is None
    with pytest.raises(UnknownMappingError, match="those that stand: none"):
        service.mappings.take_back("made_up", actor="officer")


def test_nobody_saves_and_nobody_takes_back(open_service: Service) -> None:
    """Both pass the gate that every act passes."""
    with pytest.raises(NotAllowedError, match="say who acts"):
        open_service.mappings.save(TEXT, "made.yaml", actor="")
    open_service.mappings.save(TEXT, "made.yaml", actor="officer")
    with pytest.raises(NotAllowedError, match="say who acts"):
        open_service.mappings.take_back("made_up", actor="")
    with pytest.raises(IncidentFileError):
        open_service.mappings.save("format: x", "made.yaml", actor="officer")
    assert len(open_service.mappings.all()) == 1


def test_a_mapping_that_can_no_longer_be_read_stops_nothing(open_service: Service) -> None:
    """What a later program does not understand is named, and other files are read as ever."""
    body = {"name": "old", "title": "Old", "version": 1}
    files = {"text": b"format: old\ncolour: red\n"}
    open_service.store.accept.note(SAVED, body, actor="officer", files=files)

    [old] = open_service.mappings.all()

    assert (old.stands, old.saved.readable) == (False, False)
    assert open_service.mappings.standing() == {}
    assert mapping.UNREADABLE_NOW in told(opened("desk", part="mappings"))


def test_the_command_line_drafts_saves_lists_and_takes_back(
    run: Run, store: Path, write: Write
) -> None:
    """A file nobody knows, from the first guess to the mapping that is taken back."""
    data = write("ngo.csv", FILE)
    refused = run("ingest", data, "--store", store)
    assert refused.code == 2
    drafted = run("draft-mapping", data)
    assert drafted.code == 0
    text = drafted.out + "source: made_up_source\ntime_zone: UTC\n"
    yaml = write("mine.yaml", text.replace("format: ngo", "format: mine"))

    saved = run("save-mapping", yaml, "--store", store)
    again = run("save-mapping", yaml, "--store", store, "--json")
    taken = run("ingest", data, "--store", store, "--json")

    assert "Mapping mine, version 1: saved as act 1." in saved.out
    assert (again.json["act"], again.json["version"]) == (1, 1)
    assert taken.json[0]["mapping"] == {"name": "mine", "version": 1}
    assert taken.json[0]["stored"] == 3
    assert "read by the mapping mine, version 1" in run("uploads", "--store", store).out
    listed = run("mappings", "--store", store)
    assert "mine, version 1 (ngo); files are read by it" in listed.out
    assert run("mappings", "mine", "--version", "1", "--store", store).out == yaml.read_text()
    assert run("mappings", "mine", "--version", "2", "--store", store).code == 2
    back = run("take-back-mapping", "mine", "--store", store)
    assert (back.code, "taken back by act 3" in back.out) == (0, True)
    assert "taken back by act 3" in run("mappings", "--store", store).out
    assert run("take-back-mapping", "mine", "--store", store).code == 2
    assert run("mappings", "--store", store, "--json").json[0]["stands"] is False


def test_the_command_line_says_what_is_wrong_where(run: Run, store: Path, write: Write) -> None:
    """A mapping with a fault is refused with file, line and column, and nothing is saved."""
    yaml = write("mine.yaml", TEXT.replace("Shelling: shelling", "Shelling: shellin"))

    refused = run("save-mapping", yaml, "--store", store)

    assert refused.code == 2
    assert f"{yaml}:29:7: columns.kind.0.codes.Shelling" in refused.err
    assert "did you mean shelling?" in refused.err
    assert "no mapping was saved yet" in run("mappings", "--store", store).out
    assert run("draft-mapping", write("a.yaml", TEXT)).code == 2
    known = PROJECT / "data" / "samples" / "syria-2016-09" / "reports.csv"
    assert run("draft-mapping", known).code == 1


def give(page: AppTest, data: bytes, name: str = "made-up.csv") -> AppTest:
    """Choose a file on *Add*."""
    return page.get("file_uploader")[0].set_value((name, data, "text/csv")).run()


def test_a_few_clicks_save_a_mapping_and_the_file_is_read(sample_service: Service) -> None:
    """Guesses are shown and not applied; one press takes them over, one saves, one stores."""
    drawn = give(opened("add", at=EVENING), IN_SYRIA)
    assert not drawn.exception
    shown = told(drawn)
    assert mapping.HEAD in shown
    assert "Shelling · Обстрел · Strange thing" in shown
    assert "التاريخ" in shown
    assert mapping.NO_DATE.format(date=mapping.MEANINGS["date"]) in shown
    assert {box.value for box in columns_of(drawn)} == {"out"}

    press(drawn, mapping.TAKE_GUESSES)
    fill(drawn, mapping.SOURCE, "desk")
    fill(drawn, mapping.TITLE, "Made-up list")
    drawn.run()

    assert "3 rows: 3 reports, 0 rejected." in told(drawn)
    first = "desk/1: 17 Sept, hour not known; shelling; Aleppo, Exampletown; killed: 2"
    assert first in told(drawn)
    assert mapping.AS_TYPED.format(name="made_up_list") in told(drawn)
    assert sample_service.mappings.all() == []

    press(drawn, mapping.SAVE)

    [saved] = sample_service.mappings.all()
    assert (saved.name, saved.title, saved.actor) == ("made_up_list", "Made-up list", "tester")
    assert mapping.SAVED_NOTE.format(name="made_up_list", version=1) in told(drawn)
    assert "made-up.csv: 3 rows, 3 reports, 0 rejected. Would store: 3." in told(drawn)
    press(drawn, add_page.STORE)
    assert sample_service.record.uploads()[-1].mapping == ("made_up_list", 1)
    assert ours(drawn)


def columns_of(drawn: AppTest) -> list[object]:
    """Return the lists in which it is said what each column is."""
    labels = {mapping.IT_IS.format(number=at + 1) for at in range(len(HEADER.split(",")))}
    return [box for box in drawn.selectbox if box.label in labels]


def test_what_a_file_says_stays_text_on_the_pages(sample_service: Service) -> None:
    """Names of columns, values and titles with markup in them are shown, and not obeyed."""
    row = f"2016-09-17,{MARKUP},{MARKUP}"
    drawn = give(opened("add", at=EVENING), f"{MARKUP},d,k,n\nx,{row}\n".encode(), f"{MARKUP}.csv")
    boxes = [box for box in drawn.selectbox if box.label.startswith("Column ")]
    for box, meaning in zip(boxes, ("note", "date", "kind", "note"), strict=True):
        box.set_value(meaning)
    drawn.run()
    fill(drawn, mapping.SOURCE, "desk")
    drawn.run()
    assert MARKUP in told(drawn)
    assert ours(drawn)
    press(drawn, mapping.SAVE)
    assert not drawn.exception

    desk = opened("desk", part="mappings")

    assert MARKUP in told(desk)
    assert ours(desk)
    [back] = [button for button in desk.button if button.label == mapping.TAKE_BACK]
    back.click().run()
    [one] = sample_service.mappings.all()
    assert one.taken_back is not None
    assert mapping.DESK_TOOK_BACK.format(name=one.name) in told(desk)


def test_a_column_that_cannot_be_two_things_is_asked_about(sample_service: Service) -> None:
    """Two dates of an event are one too many, and nothing is read until one is left."""
    del sample_service
    drawn = give(opened("add", at=EVENING), b"a,b\n2016-09-17,2016-09-18\n")
    for box in drawn.selectbox:
        if box.label.startswith("Column "):
            box.set_value("date")
    drawn.run()

    assert mapping.TWO.format(meaning=mapping.MEANINGS["date"]) in told(drawn)
    assert mapping.SAVE not in {button.label for button in drawn.button}


def test_what_is_read_may_be_said_anew(sample_service: Service) -> None:
    """A file that a format or a mapping takes for its own: a person may say what it is instead."""
    service = sample_service
    service.mappings.save(TEXT, "made.yaml", actor="officer")
    drawn = give(opened("add", at=EVENING), IN_SYRIA)
    assert mapping.HEAD not in told(drawn)
    [kind] = [box for box in drawn.selectbox if box.label == add_page.ITS_KIND]
    kind.select("to_be_said").run()
    assert mapping.HEAD in told(drawn)

    press(drawn, mapping.TAKE_GUESSES)
    fill(drawn, mapping.SOURCE, "desk")
    fill(drawn, mapping.TITLE, "made_up")
    drawn.run()
    assert mapping.NEXT_VERSION.format(version=2) in told(drawn)
    press(drawn, mapping.SAVE)

    assert not drawn.exception
    assert mapping.HEAD not in told(drawn)
    assert "as stated" in told(drawn)
    press(drawn, add_page.STORE)
    assert service.record.uploads()[-1].mapping == ("made_up", 2)
    service.mappings.take_back("made_up", actor="officer")
    assert not drawn.run().exception


def test_uploads_tell_the_mapping(sample_service: Service) -> None:
    """*Record* and *Desk* say which files were read by which version."""
    sample_service.mappings.save(TEXT, "made.yaml", actor="officer")
    sample_service.uploads.take("a.csv", "\n".join([HEADER, *ROWS]).encode(), actor="officer")

    assert "a.csv, read by the mapping made_up, version 1" in told(
        opened("record", at=EVENING, part="uploads")
    )
    assert mapping.DESK_READ.format(count=1) in told(opened("desk", part="mappings"))
