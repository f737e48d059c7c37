"""Agreement Monitor on the loopback address: `streamlit run dashboard.py`. Wiring only.

Run once by the server to find `app`, and again for every page drawn.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from monitor.api import Door
from monitor.clock import system_clock
from monitor.pages.navigation import run
from monitor.pages.serving import serve, stop_serving
from monitor.running import serving
from monitor.settings import read_settings

door = Door()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Hold the store open from before the first visitor until the server is told to stop."""
    settings, port = read_settings(), int(st.get_option("server.port"))
    with serving(settings, system_clock, port) as running, door.opened(running):
        serve(running.service, settings.actor, lambda: running.schedule.health, running.sender)
        try:
            yield
        finally:
            stop_serving()


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, lifespan=lifespan, routes=door.routes())
else:
    run()
