"""The daemon as a service: APScheduler wakes it, signals end it, health and mail go beside it."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from crawler.errors import GongkaiError
from scheduler.daemon.child import ChildRunner
from scheduler.daemon.daemon import Daemon
from scheduler.daemon.health import look, write_health
from scheduler.daemon.health_server import HealthServer
from scheduler.daemon.heartbeat import ping
from scheduler.daemon.notify import notify
from scheduler.daemon.opener import HomeOpener
from scheduler.lock import is_held
from scheduler.mailing.posting import post
from scheduler.moments import now
from scheduler.places import Places, make_folder
from scheduler.timetable import PAPERS, Job
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
TICK_SECONDS = 30
POST_SECONDS = 120
_THREADS = ("work", "watch", "open", "post")
END_SECONDS = 20.0
"""So long the service waits for its threads when it is told to end."""


def elapsed() -> float:
    """Seconds that no setting of the clock changes, sleep of the machine included."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(kind) if kind is not None else time.monotonic()


class Service:
    """A daemon that lives on its own until it is told to end."""

    def __init__(self, read: Callable[[], Workplace]) -> None:
        """Raises GongkaiError where the watchlist cannot be used."""
        self._runner = ChildRunner()
        self.daemon = Daemon(read, self._runner, beat=ping, elapsed=elapsed)
        self.opener = HomeOpener(lambda: self.daemon.place)
        self._ended = threading.Event()
        self._sign: int | None = None
        self.server: HealthServer | None = None

    def run(self) -> None:
        """Work until SIGTERM or SIGINT comes."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._end)
        places = self.daemon.place.places
        make_folder(places.data)
        self._sign = show_alive(places)
        self._listen()
        self.look_around()
        scheduler = self._scheduler()
        scheduler.start()
        notify("READY=1")
        log.warning("the schedule runs; data in %s", places.data)
        while not self._ended.wait(1.0):
            pass
        self._close(scheduler)

    def look_around(self) -> None:
        """Watch, write the health file, publish the look, pat the watchdog."""
        at = now()
        self.daemon.watch(at)
        health = look(self.daemon, at)
        if self.server is not None:
            self.server.publish(health)
        try:
            write_health(health, self.daemon.place.places.data)
        except (GongkaiError, OSError) as error:
            log.warning("health.json cannot be written: %s", error)
        notify("WATCHDOG=1")

    def _scheduler(self) -> BackgroundScheduler:
        """Wakes the daemon every half minute, and on the minute when something is due.

        The jobs table is the memory, so the scheduler keeps none: it wakes late rather than
        never, and once for all that was missed.
        """
        # It would complain at every tick while a night is at work.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        zone = self.daemon.place.watchlist.monitor.timezone
        scheduler = BackgroundScheduler(
            executors={name: ThreadPoolExecutor(1) for name in _THREADS},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 72_000},
            timezone=zone,
        )
        soon = datetime.now(UTC) + timedelta(seconds=0.5)

        def every(seconds: float, work: Callable[[], None], name: str) -> None:
            scheduler.add_job(
                self._safely(work, name), "interval", seconds=seconds, id=name, executor=name,
                next_run_time=soon,
            )  # fmt: skip

        every(TICK_SECONDS, self.look_around, "watch")
        every(TICK_SECONDS, self.daemon.work, "work")
        every(TICK_SECONDS, self.opener.tick, "open")
        every(POST_SECONDS, self._post, "post")
        schedule = self.daemon.place.watchlist.schedule
        for job in (Job.NIGHTLY, *PAPERS):
            clock = getattr(schedule, job.value)
            trigger = CronTrigger(hour=clock.hour, minute=clock.minute, timezone=zone)
            scheduler.add_job(
                self._safely(self.daemon.work, "work"), trigger, id=job.value, executor="work"
            )
        return scheduler

    def _listen(self) -> None:
        where = self.daemon.place.watchlist.schedule.health
        if where is None:
            return
        try:
            self.server = HealthServer(where)
        except OSError as error:
            # A port that somebody has is no reason to miss a night.
            text = f"健康检查端口{where}无法监听：{error.strerror}"
            self.daemon.alarms.raised("health", text, now())
        else:
            self.daemon.alarms.cleared("health", now())

    def _safely(self, work: Callable[[], None], name: str) -> Callable[[], None]:
        """The work, with whatever it raises told once: the next tick tries again."""

        def run() -> None:
            try:
                work()
            except Exception as error:
                log.exception("a tick failed")
                text = f"监测程序内部错误（{name}）：{type(error).__name__}: {error}"
                self.daemon.alarms.raised(f"internal-{name}", text, now())
            else:
                self.daemon.alarms.cleared(f"internal-{name}", now())

        return run

    def _post(self) -> None:
        post(self.daemon.place, now)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ended.set()

    def _close(self, scheduler: BackgroundScheduler) -> None:
        """End within half a minute; the night under way is gone on with at the next start."""
        notify("STOPPING=1")
        log.warning("ending; a job under way is gone on with at the next start")
        self.opener.stop()
        self._runner.stop()
        closing = threading.Thread(target=scheduler.shutdown, daemon=True)
        closing.start()
        closing.join(END_SECONDS)
        if self.server is not None:
            self.server.close()
        if closing.is_alive():
            # A mail server that hangs; what it took and did not say is sent again, marked as same.
            logging.shutdown()
            os._exit(0)
        if self._sign is not None:
            os.close(self._sign)


def show_alive(places: Places) -> int | None:
    """Hold a lock that says that a daemon lives here, until the returned handle is closed."""
    try:
        handle = os.open(places.data / ".schedule.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return None
    return handle


def is_alive(places: Places) -> bool:
    """Whether a daemon works over that data folder."""
    return is_held(places.data / ".schedule.lock", fcntl.LOCK_EX)


__all__ = ["Service", "elapsed", "is_alive", "show_alive"]
