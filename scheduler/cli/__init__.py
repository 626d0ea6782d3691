"""The command line. Standard output carries data only; progress and errors go to standard error.

Exit status: 0 complete; 1 complete, but some portal could not be observed; 2 unusable input;
3 internal failure; 4 the data folder is locked by another run, or a database
by another program. What the portals did wrong never
changes it.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
import traceback
from typing import NoReturn

from crawler.errors import GongkaiError, no_room
from scheduler.cli.app import app
from scheduler.engines.errors import EngineError
from scheduler.lock import FolderLockedError
from scheduler.store import LockedError, plain_error

__all__ = ["app", "main"]


def main() -> None:
    """Entry point of `gongkai`."""
    try:
        app(prog_name="gongkai")
    except (FolderLockedError, LockedError) as error:
        sys.stderr.write(f"gongkai: {error}\n")
        raise SystemExit(4) from None
    except EngineError as error:
        sys.stderr.write(f"gongkai: {error}\n")
        raise SystemExit(3) from None
    except GongkaiError as error:
        sys.stderr.write(f"gongkai: {error}\n")
        raise SystemExit(2) from None
    except sqlite3.OperationalError as error:
        # Disk full, locked by another program: nothing of ours failed, and nothing is lost.
        plain = plain_error(error, "the data folder")
        sys.stderr.write(f"gongkai: {plain}\n")
        raise SystemExit(4 if isinstance(plain, LockedError) else 3) from None
    except KeyboardInterrupt:
        sys.stderr.write("gongkai: interrupted; the same command goes on where this one ended\n")
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output went away (| head); that is no failure of ours.
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and error.filename:
            sys.stderr.write(f"gongkai: {error.filename}: {error.strerror}\n")
            raise SystemExit(2) from None
        if not no_room(error):
            _internal()
        # Whatever is written is written whole or not at all, so what was there is still there.
        where = error.filename or "the data folder"
        sys.stderr.write(
            f"gongkai: no space left on the disk ({where}); what was there before is whole, and"
            " the same command goes on where this one ended\n"
        )
        raise SystemExit(3) from None
    except Exception:
        _internal()


def _internal() -> NoReturn:
    """The end of a command in which something of ours failed."""
    traceback.print_exc()
    sys.stderr.write("gongkai: internal failure; nothing was judged by it\n")
    raise SystemExit(3) from None
