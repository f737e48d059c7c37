"""The shape of the program, held by reading its source: who imports whom, and who touches what.

Imports point down only. The core is pure: it reaches no database, screen, clock, network or
environment, so that the same record and rules give the same verdict anywhere and at any time.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.settings import PROJECT

GROUND = {"errors", "words"}
CORE = GROUND | {"handwritten", "incidents", "agreements", "evaluation"}
EDGES = CORE | {"clock", "settings", "store", "alerts", "service", "views", "briefing"}
MAY_IMPORT = {
    "errors": set[str](),
    "words": set[str](),
    "clock": set[str](),
    "settings": {"errors"},
    "handwritten": {"errors"},
    "incidents": GROUND,
    "apart": GROUND | {"incidents"},
    "agreements": GROUND | {"handwritten", "incidents"},
    "evaluation": GROUND | {"handwritten", "incidents", "agreements"},
    "store": GROUND | {"incidents", "clock"},
    "alerts": CORE,
    "delivery": GROUND | {"handwritten", "clock", "settings", "alerts"},
    "views": CORE,
    "feeds": CORE | {"alerts", "views"},
    "messages": CORE | {"alerts", "views"},
    "charts": CORE | {"views"},
    "recordcharts": CORE | {"views", "charts"},
    "briefing": CORE | {"views", "charts"},
    "service": CORE | {"apart", "clock", "settings", "store", "alerts", "views", "messages"},
    "sending": CORE | {"alerts", "delivery", "service"},
    "digesting": CORE | {"alerts", "messages", "service", "store", "views", "gathering"},
    "answers": CORE | {"service", "store", "alerts"},
    "told": CORE | {"service", "store", "views", "alerts"},
    "strips": CORE,
    "casebook": CORE | {"store", "strips", "alerts"},
    "inbox": CORE | {"clock", "settings", "service"},
    "schedule": EDGES | {"inbox", "digesting"},
    "address": {"errors"},
    "gathering": CORE | {"service", "views"},
    "errands": CORE
    | {"clock", "settings", "store", "service", "views", "answers", "told", "gathering"}
    | {"alerts", "delivery"},
    "running": EDGES | {"address", "inbox", "schedule", "delivery", "sending"},
    "offering": CORE | {"alerts", "service", "views", "feeds"},
    "feeding": {"words", "service", "address", "running", "offering"},
    "api": EDGES | {"address", "errands", "running", "feeding"},
    "commands": EDGES
    | {"answers", "told", "casebook", "schedule", "address", "errands", "running", "api"}
    | {"delivery"},
    "cli": {"errors", "settings", "commands"},
    "pages": CORE
    | {"clock", "settings", "service", "views", "charts", "recordcharts", "gathering"},
    "dashboard": EDGES - {"store"} | {"schedule", "running", "api", "charts", "pages"},
    "__main__": {"cli"},
    "__init__": set[str](),
}
"""What each part may import of the others; a part is a module or package in monitor, or
dashboard.py. A new part is added here, with what it stands on: that is a decision."""

PURE = {
    "alerts",
    "errors",
    "words",
    "handwritten",
    "incidents",
    "agreements",
    "evaluation",
    "views",
    "feeds",
    "charts",
    "recordcharts",
}
BARRED = {
    *("duckdb", "streamlit", "apscheduler"),
    *("os", "time", "socket", "subprocess", "requests", "urllib", "http"),
}
ONLY_IN = {
    "duckdb": {"store"},
    "streamlit": {"pages", "dashboard"},
    "apscheduler": {"schedule"},
    "smtplib": {"delivery"},
    "ssl": {"delivery"},
    "requests": {"delivery"},
    "urllib3": {"delivery"},
    "apprise": {"delivery"},
    "subprocess": {"apart"},
    "resource": {"apart"},
    "multiprocessing": set[str](),
}
"""Outside libraries that have one door, and the parts that are the door.

Another process is a module of ours, started afresh: nothing forks the server with its threads.
"""

CLOCK_READS = {"now", "utcnow", "today"}
TIME_READS = {"time", "time_ns", "localtime", "gmtime"}
ENVIRONMENT = {"environ", "environb", "getenv", "putenv"}
"""The environment is read by settings; a process apart sets what its own libraries go by."""

NOWHERE = {
    *("unsafe_allow_html", "st.html", "yaml.load", "eval", "exec", "__import__"),
    *("os.fork", "os.forkpty", "os.system", "os.popen"),
}


def faults(module: str, source: str, *, package: bool = False) -> list[str]:
    """What this module does that its place does not allow.

    Args:
        module: Its dotted name below monitor, such as "evaluation.calendar"; "dashboard" and
            "__init__" are themselves.
        source: Its text.
        package: Whether the module is the `__init__` of a package, which relative imports need.

    Returns:
        One sentence for each fault, with its line.
    """
    part = module.partition(".")[0]
    if part not in MAY_IMPORT:
        return [f"{part} has no place among the layers: add it to MAY_IMPORT"]
    above = ["monitor", *module.split(".")][: None if package else -1]
    tree = ast.parse(source)
    found = [fault for at, name in imports(tree, above) for fault in import_faults(part, at, name)]
    return found + [fault for node in ast.walk(tree) for fault in use_faults(part, node)]


def imports(tree: ast.Module, above: list[str]) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of each thing imported, relative imports resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = above[: len(above) - node.level + 1] if node.level else []
            origin = [*start, *(node.module.split(".") if node.module else [])]
            yield from ((node.lineno, ".".join([*origin, alias.name])) for alias in node.names)


def import_faults(part: str, line: int, name: str) -> Iterator[str]:
    """What is wrong with this part importing that name."""
    root, _, rest = name.partition(".")
    if root in {"monitor", "dashboard"}:
        other = rest.split(".")[0] if root == "monitor" else root
        inside = other in MAY_IMPORT and not other.startswith("__")
        if inside and other not in MAY_IMPORT[part] | {part}:
            yield f"line {line}: {part} imports {other}, which is not below it"
    elif part in PURE and root in BARRED:
        yield f"line {line}: {part} is pure and imports {root}"
    elif part not in ONLY_IN.get(root, {part}):
        yield f"line {line}: {part} imports {root}, whose door is {sorted(ONLY_IN[root])}"
    if name in {f"time.{read}" for read in TIME_READS} and part != "clock":
        yield f"line {line}: {part} imports {name}; the clock is handed in"
    if name in {f"os.{read}" for read in ENVIRONMENT} and part != "settings":
        yield f"line {line}: {part} imports {name}; settings reads the environment"


def use_faults(part: str, node: ast.AST) -> Iterator[str]:
    """What is wrong with this expression in this part."""
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            dotted = f"{owner}.{name}"
        case ast.Attribute(attr=name):
            owner, dotted = "", name
        case ast.Name(id=name):
            owner, dotted = "", name
        case ast.keyword(arg=str(name)):
            owner, dotted = "", name
        case _:
            return
    line = getattr(node, "lineno", 0)
    reads_clock = (isinstance(node, ast.Attribute) and name in CLOCK_READS) or (
        owner == "time" and name in TIME_READS
    )
    if reads_clock and part != "clock":
        yield f"line {line}: {part} reads the time by {dotted}; the clock is handed in"
    door = {"settings", "apart"} if name == "putenv" else {"settings"}
    if owner == "os" and name in ENVIRONMENT and part not in door:
        yield f"line {line}: {part} reads {dotted}; settings reads the environment"
    if dotted in NOWHERE:
        yield f"line {line}: {dotted} is used nowhere in this program"


def sources() -> list[tuple[str, Path]]:
    """Every module of the program: dotted name below monitor, and its file."""
    found = [
        (".".join(path.relative_to(PROJECT / "monitor").with_suffix("").parts), path)
        for path in sorted((PROJECT / "monitor").rglob("*.py"))
    ]
    dashboard = PROJECT / "dashboard.py"
    return found + ([("dashboard", dashboard)] if dashboard.exists() else [])


@pytest.mark.parametrize(("module", "path"), sources(), ids=[name for name, _ in sources()])
def test_modules_keep_to_their_place(module: str, path: Path) -> None:
    """Imports point down; clock, environment, database and screen have one door each."""
    name = module.removesuffix(".__init__")

    assert faults(name, path.read_text(encoding="utf-8"), package=name != module) == []


def test_the_walk_visits_the_program() -> None:
    """An empty walk would pass everything; these modules are there from the start."""
    visited = {name for name, _ in sources()}

    assert {"__init__", "__main__", "clock", "settings"} <= visited


def test_no_part_stands_on_itself() -> None:
    """The table of layers has no circle, so "down" means something."""
    below = {part: set(others) for part, others in MAY_IMPORT.items()}
    while leaves := {part for part, others in below.items() if not others}:
        below = {part: others - leaves for part, others in below.items() if part not in leaves}

    assert below == {}


def test_the_pure_stand_only_on_the_pure() -> None:
    """A pure part that could import an impure one would not be pure."""
    for part in PURE:
        assert MAY_IMPORT[part] <= PURE, part


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("incidents.record", "from monitor.evaluation import tally", "imports evaluation"),
        ("incidents.record", "from monitor import agreements", "imports agreements"),
        ("incidents.record", "from ..agreements.model import Clause", "imports agreements"),
        ("incidents.record", "import monitor.store.journal as j", "imports store"),
        ("store.tables", "from monitor.evaluation.tally import cells", "imports evaluation"),
        ("pages.overview", "from monitor.store import Store", "imports store"),
        ("views.overview", "def f():\n    from monitor.service import Service", "imports service"),
        ("service", "from monitor.cli import main", "imports cli"),
        ("service", "import dashboard", "imports dashboard"),
        ("evaluation.tally", "import duckdb", "is pure and imports duckdb"),
        ("charts", "import streamlit as st", "is pure and imports streamlit"),
        ("agreements.load", "import os.path", "is pure and imports os"),
        ("agreements.load", "from urllib.request import urlopen", "is pure and imports urllib"),
        ("service", "import duckdb", "whose door is ['store']"),
        ("service", "import apscheduler.job", "whose door is ['schedule']"),
        ("service", "import subprocess", "whose door is ['apart']"),
        ("apart.reading", "import multiprocessing", "whose door is []"),
        ("pages.add", "os.fork()", "os.fork is used nowhere"),
        ("api", "from streamlit import session_state", "whose door is ['dashboard', 'pages']"),
        ("service", "at = datetime.now(UTC)", "reads the time by datetime.now"),
        ("service", "at = datetime.datetime.utcnow()", "reads the time by utcnow"),
        ("pages.overview", "day = date.today()", "reads the time by date.today"),
        ("schedule", "import time\nat = time.time()", "reads the time by time.time"),
        ("schedule", "from time import time_ns", "imports time.time_ns"),
        ("cli", "import os\nx = os.environ['A']", "reads os.environ"),
        ("cli", "from os import getenv", "imports os.getenv"),
        ("cli", "os.putenv('A', 'b')", "reads os.putenv"),
        ("apart", "x = os.environ['A']", "reads os.environ"),
        ("pages.overview", "st.markdown(x, unsafe_allow_html=True)", "unsafe_allow_html is used"),
        ("pages.overview", "st.html(x)", "st.html is used nowhere"),
        ("agreements.load", "yaml.load(text, Loader)", "yaml.load is used nowhere"),
        ("evaluation.tally", "eval('1')", "eval is used nowhere"),
        ("cli", "exec(text)", "exec is used nowhere"),
        ("helpers", "", "has no place among the layers"),
    ],
)
def test_a_violation_is_seen(module: str, source: str, fault: str) -> None:
    """The checker itself is checked: each rule catches a made-up module that breaks it."""
    found = faults(module, source)

    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("evaluation.tally", "from monitor.incidents.version import Version\nimport numpy"),
        ("evaluation.tally", "from . import calendar\nfrom .calendar import days"),
        ("evaluation.tally", "from monitor import __version__"),
        ("store.tables", "import duckdb\ncon.execute(sql, values)"),
        ("pages.overview", "import streamlit as st\nfrom monitor.service import Service"),
        ("clock", "at = datetime.now(UTC)"),
        ("settings", "import os\nx = os.environ"),
        ("apart.limits", "import os\nos.putenv('A', 'b')"),
        ("agreements.load", "yaml.safe_load(text)"),
        ("service", "import time\ntime.sleep(1)\nat = clock()"),
    ],
)
def test_what_is_allowed_is_not_refused(module: str, source: str) -> None:
    """The checker refuses nothing that the layers allow."""
    assert faults(module, source) == []


def test_a_package_imports_its_own_modules() -> None:
    """Relative imports in a package's `__init__` start at the package itself."""
    assert faults("incidents", "from .record import Report", package=True) == []
    assert faults("incidents", "from ..evaluation import tally", package=True) == [
        "line 1: incidents imports evaluation, which is not below it"
    ]
