"""How a command of the command line answers: in words, or JSON; a refusal is one sentence."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import click

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _

LONGEST_LINE = 8_000  # characters of standard input that are one scan


class _Refusal(click.ClickException):
    """Ends a command with one sentence on standard error and exit status 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=True)


class Command(click.Command):
    """A command that returns, or yields, what it tells: in words, or with --json for programs."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(click.Option(["--json"], is_flag=True, help="Print JSON for programs."))

    def invoke(self, ctx: click.Context) -> None:
        """Print each answer as soon as it is there; what the world refuses is one sentence."""
        ctx.params = {name: _readable(value) for name, value in ctx.params.items()}
        as_json = ctx.params.pop("json")
        try:
            told = super().invoke(ctx)
            for value, text in [told] if isinstance(told, tuple) else told:
                _say(json.dumps(value) if as_json else text)
        except DeskError as error:
            raise _Refusal(str(error)) from error


class Commands(click.Group):
    """Commands that all answer so."""

    command_class = Command


def _say(line: str) -> None:
    """Print a line; it is out before anything else happens."""
    try:
        click.echo(line)
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError):  # else the rest is tried again, loudly, when the program ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.EPIPE:
            raise
        raise DeskError(
            _("The answer could not be printed: {reason}.").format(reason=error.strerror)
        ) from error


@contextmanager
def written(event: Path) -> Iterator[Desk]:
    """Open an event file for writing, and say so where it was a copy."""
    with Desk(event, writing=True) as desk:
        if desk.renewed:
            text = _("This file is a copy. It goes on as a desk of its own; nothing is lost.")
            click.echo(text, err=True)
        yield desk


def lines() -> Iterator[str]:
    """Yield the lines of standard input as they come, blank ones left out and endless ones cut."""
    while line := sys.stdin.readline(LONGEST_LINE):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = sys.stdin.readline(LONGEST_LINE)
        if line.strip():
            yield line


def _readable(value: Any) -> Any:
    """Replace bytes of an argument that are no text, which no database could hold."""
    if isinstance(value, tuple):
        return tuple(map(_readable, value))
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return value
