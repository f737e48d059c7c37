"""What comes next is made while what came is worked on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(things: Iterator[T]) -> Iterator[T]:
    """Yield things, each made by another thread while the one before it is worked on."""
    with ThreadPoolExecutor(1) as other:
        coming = other.submit(next, things, None)
        while (found := coming.result()) is not None:
            coming = other.submit(next, things, None)
            yield found
