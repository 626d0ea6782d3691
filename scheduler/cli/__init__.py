"""The command line. Standard output carries data only; progress and errors go to standard error.

Exit status: 0 complete; 1 complete, but some portal could not be observed; 2 unusable input;
3 internal failure; 4 the data folder is locked by another run, or a database by another program;
128 and the signal where it was told to end. What the portals did wrong never changes it.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
import traceback
from typing import NoReturn

from crawler.errors import GongkaiError, no_room
from scheduler.cli.app import app
from scheduler.ending import ToldToEnd, ending_in_order
from scheduler.engines.errors import EngineError
from scheduler.lock import FolderLockedError
from scheduler.store import LockedError, is_read_only, plain_error

__all__ = ["app", "main"]


def main() -> None:
    """Entry point of `gongkai`."""
    try:
        with ending_in_order():
            app(prog_name="gongkai")
    except ToldToEnd as told:
        _say(told)
        raise
    except (FolderLockedError, LockedError) as error:
        _say(error)
        raise SystemExit(4) from None
    except EngineError as error:
        _say(error)
        raise SystemExit(3) from None
    except GongkaiError as error:
        _say(error)
        raise SystemExit(2) from None
    except sqlite3.OperationalError as error:
        # Disk full, locked by another program: nothing of ours failed, and nothing is lost.
        plain = plain_error(error, "the data folder")
        _say(plain)
        if is_read_only(error):
            raise SystemExit(2) from None
        raise SystemExit(4 if isinstance(plain, LockedError) else 3) from None
    except BrokenPipeError:
        # The reader of our output went away (| head); that is no failure of ours.
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and error.filename:
            _say(f"{error.filename}: {error.strerror}")
            raise SystemExit(2) from None
        if not no_room(error):
            _internal()
        # Whatever is written is written whole or not at all, so what was there is still there.
        where = error.filename or "the data folder"
        _say(
            f"no space left on the disk ({where}); what was there before is whole, and"
            " the same command goes on where this one ended"
        )
        raise SystemExit(3) from None
    except Exception:
        _internal()


def _say(what: object) -> None:
    """On standard error, every line with the name of the program before it."""
    for line in str(what).splitlines():
        sys.stderr.write(f"gongkai: {line}\n")


def _internal() -> NoReturn:
    """The end of a command in which something of ours failed."""
    traceback.print_exc()
    _say("internal failure; nothing was judged by it")
    raise SystemExit(3) from None
