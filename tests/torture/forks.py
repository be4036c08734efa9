"""Start the command line many times over at the price of a fork, and kill it at a given moment.

Each line of standard input is one request, each line of standard output tells how it ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

LOADED = ("checkin.exchange", "checkin.lists.intake", "checkin.attendance.scanning", "chardet")


def main() -> None:
    """Import the program once, and answer requests until the input ends."""
    for name in LOADED:
        importlib.import_module(name)
    cli = importlib.import_module("checkin.cli")
    gc.freeze()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            play(cli, request)
        time.sleep(request["seconds"])
        os.kill(child, signal.SIGKILL)
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  the answer


def play(cli: Any, request: dict[str, Any]) -> None:
    """Be the program with these words; never return."""
    sys.stdin = Path(request["stdin"]).open(encoding="utf-8")  # noqa: SIM115  until the end
    sys.stdout = Path(request["stdout"]).open("w", encoding="utf-8")  # noqa: SIM115  the same
    sys.stderr = sys.stdout
    sys.argv = ["checkin", *request["words"]]
    status = 1
    try:
        cli.main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
