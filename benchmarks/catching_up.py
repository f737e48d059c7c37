"""How long it takes to say what was missed.

    python -m benchmarks.catching_up [--days 1000] [--rules FILE]

Activates a rule file (the one of the sample, without its end, by default) as of so many days
before now in a new store, brings one report, watch and attestation for every tenth day, and lets
the service say every boundary that it missed; prints how many, how long it took, and how much of
the processor.
"""

import argparse
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.agreements.load import load_text
from monitor.incidents.record import Coverage, Report
from monitor.incidents.span import Span
from monitor.service import Service
from monitor.settings import PROJECT, read_settings

DAY = timedelta(days=1)
BEGIN = datetime(2016, 9, 12, 16, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=1000)
    parser.add_argument("--rules", type=Path, default=PROJECT / "rules" / "syria-2016-09.yaml")
    asked = parser.parse_args()
    times = [BEGIN]
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"MONITOR_STORE": folder, "MONITOR_ACTOR": "benchmark"})
        with Service.open(settings, lambda: times[0]) as service:
            text = asked.rules.read_text(encoding="utf-8")
            service.rules.activate(load_text(text, asked.rules.name), actor="benchmark")
            for number in range(0, asked.days, 10):
                at = BEGIN + number * DAY
                happened, watched = Span(start=at, end=at), Span(start=at - 9 * DAY, end=at)
                known = {"source": "synthetic", "id": str(number)}
                report = Report(happened=happened, kinds=("shelling",), by=("rebels",), **known)
                service.store.accept.record(report, actor="benchmark")
                service.store.accept.record(Coverage(watched=watched, **known), actor="benchmark")
            times[0] = BEGIN + asked.days * DAY
            began, before = time.perf_counter(), time.process_time()
            done = service.keep_up(actor="benchmark")
            took, spent = time.perf_counter() - began, time.process_time() - before
    each = 1000 * spent / done.said
    print(
        f"{done.said} instants said in {took:.1f} s; of the processor {spent:.1f} s, "
        f"{each:.1f} ms each; failed: {done.failed}"
    )


if __name__ == "__main__":
    main()
