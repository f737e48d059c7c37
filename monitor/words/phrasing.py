"""How numbers, lists, names and ranges are put into words."""

from collections.abc import Sequence

from monitor.words import names_of, silence, verdicts


def number(count: int, one: str, many: str = "") -> str:
    """Write a number of things, as "1 day", "5 days"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Write words as "a, b and c"; empty for none."""
    if len(words) < 2:  # noqa: PLR2004 - a list of two is the first with a joint
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def kinds(codes: Sequence[str | None]) -> str:
    """Write the stated kinds of an event."""
    return (
        listed([names_of.KINDS[c] if c else "something else" for c in codes], "or")
        or silence.NOT_STATED
    )


def actors(names: Sequence[str | None]) -> str:
    """Write stated actors in the source's own words, quoted; several are alternatives."""
    return listed([_quoted(name) for name in names], "or") or silence.NOT_STATED


def _quoted(name: str | None) -> str:
    if name is None or name == "civilians":
        return name or "somebody else"
    return f"“{name}”"


def figure(low: int, high: int | None) -> str:
    """Write a figure between `low` and `high`; None is no upper figure. Never a bare zero."""
    if high is None:
        return f"at least {low:,}" if low else silence.NOT_STATED
    if high == 0:
        return silence.NONE_RECORDED
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def progress(least: int, most: int, needed: int, unit: str) -> str:
    """Write how far a count has come: a range only where it tells something."""
    one = unit.removesuffix("s")
    if least >= needed:
        return f"{number(needed, one)} in a row: complete"
    if least == most:
        return f"{one} {least} of {needed}" if most else f"no {one} in a row so far, of {needed}"
    if not least:
        return f"at most {min(most, needed)} of {needed} {unit} in a row; not one is certain"
    return f"{one} {least} to {min(most, needed)} of {needed}"


def ended_days(
    *, ended: int, confirmed: int, reported: int, quiet: int, elapsed: int, whole: int
) -> str:
    """Write the sentence of a count of days: what each ended day was, and the hours gone by."""
    return (
        f"{ended} ended · confirmed breach {confirmed} · reported {reported} · "
        f"watched and clean {quiet} · {min(elapsed, whole)} of {whole} h gone by"
    )


def settled(after: str) -> str:
    """Write that no late report is expected to change a verdict, as "settled (48 h)"."""
    return f"{verdicts.SETTLED} ({after})"


def days_named(ended: Sequence[int], whole: int) -> str:
    """Write which days, by number, out of `whole` ended ones; runs of days are joined."""
    if len(ended) == whole > 1:
        return f"all {whole} ended days"
    runs: list[list[int]] = []
    for one in ended:
        if runs and runs[-1][-1] + 1 == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{'day' if len(ended) == 1 else 'days'} {listed(told)}"
