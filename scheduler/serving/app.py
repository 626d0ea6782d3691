"""The one application that `gongkai serve` runs: the feed, and the console beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from crawler.portals.serve import Serve
from scheduler.moments import now as present
from scheduler.places import Places
from scheduler.serving.feed import feed_router
from scheduler.serving.problems import refuse_with_problems
from scheduler.serving.requests import RequestLog
from scheduler.serving.shelf import shelf


def make_app(
    places: Places,
    settings: Serve | None = None,
    now: Callable[[], datetime] = present,
    console: FastAPI | None = None,
) -> FastAPI:
    """The application over one data folder. `now` decides whether a token has expired.

    `console` answers for every address that is not the feed's.
    """
    # No pages of FastAPI's own: they load scripts from elsewhere.
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    refuse_with_problems(app)
    app.include_router(feed_router(places, settings or Serve(), now))

    @app.get("/health", summary="是否能读取数据", operation_id="health")
    def health() -> JSONResponse:
        with shelf(places) as db:
            db.execute("SELECT count(*) FROM editions").fetchone()
            db.execute("SELECT count(*) FROM books.tokens").fetchone()
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    if console is not None:
        app.mount("/", console)
    app.add_middleware(RequestLog)
    return app
