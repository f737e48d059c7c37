"""What reading one file may take, and how the process that reads it is held to that."""

import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

MEMORY = 1_500_000_000
"""Bytes of data that reading a file may hold, the file itself among them."""

AT_LEAST = 10
"""Seconds of the processor that every file has."""

BYTES_A_SECOND = 100_000
"""So many bytes of a file earn one second more: where every short row is wrong, it needs half."""

OUT_OF_MEMORY = 77
"""The exit code of a process that met the limit of memory."""

MOST_SAID = 1_000_000
"""Bytes that the process may write to a file: what it says of its own failure, and nothing else."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes:
        memory: Bytes of data.
        seconds: Of the processor.
    """

    memory: int
    seconds: int

    @property
    def patience(self) -> int:
        """Seconds by the wall clock, after which it has come to a stop: the machine may be busy."""
        return 60 + 4 * self.seconds


def limits_for(size: int) -> Limits:
    """Return what reading a file of so many bytes may take."""
    return Limits(MEMORY, AT_LEAST + -(-size // BYTES_A_SECOND))


def confine(limits: Limits) -> None:
    """Hold this process to the limits from now on; where the system has none, `patience` is left.

    At the limit of memory it meets a MemoryError, at that of the processor the system ends it.
    """
    if sys.platform == "win32":
        return
    _at_most(resource.RLIMIT_DATA, limits.memory, limits.memory)
    _at_most(resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1)
    _at_most(resource.RLIMIT_FSIZE, MOST_SAID, MOST_SAID)
    _at_most(resource.RLIMIT_CORE, 0, 0)


def _at_most(what: int, soft: int, hard: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, ceiling = resource.getrlimit(what)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(what, (soft, hard))
