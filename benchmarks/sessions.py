"""A viewer without a browser: a session that speaks the protocol of the pages to their server."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 90
"""Seconds in which a page must have come."""


class IncompleteError(Exception):
    """A page came with an error, or without its own words."""


@dataclass(frozen=True, slots=True)
class Session:
    """One open session."""

    line: ClientConnection

    async def draw(self, place: str, address: str, *words: str) -> float:
        """Ask for a page; return the seconds until all of it has come.

        Args:
            place: The name of the page in the address; empty for the first.
            address: The parameters of the address.
            words: Texts that it must hold.

        Raises:
            IncompleteError: An error came with it, or one of the texts did not.
        """
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = place, address
        start = time.perf_counter()
        await self.line.send(asked.SerializeToString())
        missing = {text.encode() for text in words}
        while True:
            data = await self.line.recv()
            came = ForwardMsg()
            came.ParseFromString(data)
            missing -= {text for text in missing if text in data}
            if came.delta.new_element.HasField("exception"):
                raise IncompleteError(came.delta.new_element.exception.message)
            if came.WhichOneof("type") == "script_finished":
                break
        took = time.perf_counter() - start
        if missing or came.script_finished:
            raise IncompleteError(f"/{place}?{address} came without {sorted(missing)}")
        return took


@asynccontextmanager
async def session(address: str) -> AsyncIterator[Session]:
    """Open a session with the server at an address."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    protocol = ["streamlit"]
    async with connect(stream, subprotocols=protocol, max_size=None, open_timeout=LONGEST) as line:
        yield Session(line)
