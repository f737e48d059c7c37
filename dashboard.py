"""Agreement Monitor on the loopback address: `streamlit run dashboard.py`. Wiring only.

Run once by the server to find `app`, and again for every page drawn.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.scriptrunner import get_script_run_ctx

from monitor import __version__
from monitor.clock import system_clock
from monitor.pages.navigation import run
from monitor.pages.serving import serve, serving, stop_serving
from monitor.schedule import Scheduler
from monitor.service import Service
from monitor.settings import read_settings


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Hold the store open from before the first visitor until the server is told to stop."""
    settings = read_settings()
    with (
        Service.open(settings, system_clock) as service,
        Scheduler(service, settings.every) as schedule,
    ):
        serve(service, settings.actor)
        app.state["schedule"] = schedule
        try:
            yield
        finally:
            stop_serving()


async def health(_: Request) -> JSONResponse:
    """Say that the store is open: 200, else 503; and how the scheduler fares."""
    answer: dict[str, object] = {"status": "ok" if serving() else "closed", "version": __version__}
    schedule: Scheduler | None = app.state.get("schedule")
    if serving() and schedule:
        answer["schedule"] = schedule.health.as_plain()
    return JSONResponse(answer, status_code=200 if serving() else 503)


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, lifespan=lifespan, routes=[Route("/healthz", health)])
else:
    run()
