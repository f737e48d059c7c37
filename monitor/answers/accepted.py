"""What became of what was taken in, or would, as plain JSON values."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from monitor.answers.judged import finding, standing, without_days
from monitor.answers.plain import Json, instant
from monitor.incidents.bulletins.total import Total
from monitor.incidents.cause import Cause, Causes
from monitor.incidents.possible import Possible
from monitor.incidents.record import Link
from monitor.incidents.silence import Silence
from monitor.service.activating import Activating
from monitor.service.mappings import SavedMapping
from monitor.service.taken import Taken
from monitor.service.trying import Change, PhaseChange, Would
from monitor.store.ledger import Upload


def activating(found: Activating) -> Json:
    """Return what making a rule file count changes; `changed` is False where nothing does."""
    return {
        "agreement": found.name,
        "changed": not found.unchanged,
        "kind": found.kind,
        "from": instant(found.since),
        "sentences": list(found.sentences),
        "verdicts": [
            {
                "reading": one.reading,
                "condition": one.condition,
                "scope": one.scope,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "before": one.before,
                "after": one.after,
            }
            for one in found.verdicts
        ],
    }


def change(found: Change) -> Json:
    """Return a finding before and after, without its days; null where it is not judged."""
    return {
        "condition": found.condition,
        "scope": found.scope,
        "before": finding(without_days(found.before)) if found.before else None,
        "after": finding(without_days(found.after)) if found.after else None,
        **_behind(found.causes),
    }


def phase_change(found: PhaseChange) -> Json:
    """Return where a phase stands for each holder, before and after."""
    before, after = ([standing(one) for one in side] for side in found.pair)
    return {"phase": found.phase, "before": before, "after": after, **_behind(found.causes)}


def _behind(causes: Causes | None) -> Json:
    """Return all rows that make something read otherwise, null where they were not looked for.

    `narrowed` is false where no fewer than all rows were found to make it.
    """
    return {
        "causes": None if causes is None else [cause(one) for one in causes.rows],
        "narrowed": causes is not None and causes.narrowed,
    }


def would(looked: Mapping[str, datetime], found: Mapping[str, Would]) -> Json:
    """Return what would be said otherwise of each agreement, at the instant looked at."""
    about = {name: {"agreement": name, "at": instant(at)} for name, at in looked.items()}
    return {
        "changes": [
            about[name] | change(one)
            for name in looked
            for one in found[name].changes
            if one.changed
        ],
        "phases": [
            about[name] | phase_change(one) for name in looked for one in found[name].phases
        ],
    }


def cause(found: Cause) -> Json:
    """Return a row behind a change; `line` 0 where it stands in no file."""
    record = found.record
    about = [record.first, record.second] if isinstance(record, Link) else None
    return {
        "line": found.line,
        "kind": record.record,
        "record": record.key,
        "how": found.how.value,
        **({"about": about} if about else {}),
    }


def taken(found: Taken) -> Json:
    """Return what became of a file: lines = stored + unchanged + rejected; `records` of them."""
    return {
        "file": found.file,
        "kind": found.intake.kind if found.intake else None,
        "outcome": found.outcome.value,
        "upload": found.receipt.upload if found.receipt else None,
        "mapping": asdict(by) if (by := found.intake.mapped if found.intake else None) else None,
        "lines": found.lines,
        "stored": found.stored,
        "unchanged": found.unchanged,
        "rejected": found.rejected,
        "records": found.records,
        "total_lines": found.intake.total_lines if found.intake else 0,
        "totals": [total(one) for one in found.intake.totals] if found.intake else [],
        "how": asdict(how) if (how := found.intake.how if found.intake else None) else None,
        "new": len(found.arriving.new),
        "changed": len(found.arriving.changed),
        "missing": [one.key for one in found.arriving.missing],
        "withdrawn": found.withdrawn,
        "possible": [possible(one) for one in found.possible],
        "problems": [asdict(problem) for problem in found.problems()],
        "rows_untold": found.untold,
    }


def total(found: Total) -> Json:
    """Return a total that a file states, and what its rows add up to; null where nobody can say."""
    return asdict(found) | {"of": list(found.of), "differs": found.differs}


def silence(found: Silence) -> Json:
    """Return what the silence of a source in a file is taken to be worth, and from where."""
    profile = found.profile
    scope = {} if profile is None else profile.model_dump(include={"sides", "areas", "kinds"})
    return {
        "source": found.source,
        "strength": found.strength.value,
        "profile": None if profile is None else profile.name,
        **{name: list(scope.get(name, ())) for name in ("sides", "areas", "kinds")},
    }


def possible(found: Possible) -> Json:
    """Return a report that comes, the one that may tell of the same event, and why."""
    return {
        "line": found.line,
        "report": found.new.key,
        "other": found.other.key,
        "score": found.score,
        "because": list(found.because),
    }


def mapping(found: SavedMapping) -> Json:
    """Return a version of a saved mapping; `text` is its YAML, as it was saved."""
    return {
        "name": found.name,
        "title": found.title,
        "version": found.saved.version,
        "act": found.act,
        "recorded_at": instant(found.recorded_at),
        "actor": found.actor,
        "stands": found.stands,
        "taken_back": found.taken_back,
        "text": found.saved.text,
    }


def upload(line: Upload) -> Json:
    """Return an upload, or a single record, as the journal has it."""
    return asdict(line) | {"recorded_at": instant(line.recorded_at)}
