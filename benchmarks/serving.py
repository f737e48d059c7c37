"""Servers for measurements: a script of Streamlit on the loopback address, in a process watched."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
"""For the browser."""

EMPTY = """
import streamlit as st
strip = {"mark": "rect", "encoding": {"x": {"field": "d", "type": "ordinal"},
         "y": {"field": "c", "type": "nominal"}, "color": {"field": "v", "type": "nominal"}}}
bars = {"mark": "bar", "encoding": {"x": {"field": "d", "type": "ordinal"},
        "y": {"field": "v", "type": "quantitative"}}}
cells = [{"d": d, "c": f"condition {c}", "v": (d + c) % 5} for d in range(6) for c in range(5)]
st.vega_lite_chart(cells, strip)
st.vega_lite_chart(cells[:6], bars)
st.text("Nothing else")
"""
"""A page that draws two charts like those of *Today*, and nothing else."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its address, its process and the file that it writes its log to."""

    address: str
    pid: int
    log: Path

    def processor(self) -> float:
        """Return the processor seconds it has used so far, in the program and the system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the memory it holds now, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kilobytes.split()[1]) // 1024


def load_sample(store: Path) -> None:
    """Load the sample agreements and record into a store."""
    command = [sys.executable, "-m", "monitor", "first-run", "--store", str(store)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)


@contextmanager
def served(script: str, port: int, store: Path) -> Iterator[Server]:
    """Serve a script on a port of the loopback address."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environ = os.environ | {"MONITOR_STORE": str(store)}
    path = store.parent / f"server-{port}.log"
    with path.open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310
                    break
                except OSError:
                    time.sleep(0.5)
            yield Server(address, server.pid, path)
        finally:
            server.terminate()
            server.wait(timeout=30)
