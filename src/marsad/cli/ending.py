"""How a command ends: refusals as one sentence, a reader that went away and Ctrl-C without a word."""

from __future__ import annotations

import errno
import os
import select
import sys
from collections.abc import Callable, Sequence

from marsad.schema.refusal import Refusal

INTERRUPTED = 130
"""What a shell expects of a command that was ended from the keyboard."""

_ADVICE = {
    errno.ENOENT: "there is no such file or folder: check the path",
    errno.EACCES: "permission is missing: give this user access, or name another path",
    errno.EISDIR: "this is a folder: name a file",
    errno.ENOTDIR: "a part of this path is a file: check the path",
    errno.ENOSPC: "the disk is full: free some space and run it again",
    errno.EROFS: "the disk is read-only: name a path on another one",
}


def run_quietly(run: Callable[[], int], tokens: Sequence[str]) -> int:
    """Call `run` and give the exit code; a fault of Marsad itself still shows its traceback."""
    try:
        code = run()
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        _say(str(refusal), tokens)
        if refusal.report:
            print(refusal.report, file=sys.stderr)
        return refusal.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.errno == errno.EPIPE and _reader_is_gone():
            _drop_output()
            return 0
        if error.errno not in _ADVICE:
            raise
        about = f"{error.filename}: " if error.filename is not None else ""
        _say(f"{about}{_ADVICE[error.errno]}", tokens)
        return 1


def _say(sentence: str, tokens: Sequence[str]) -> None:
    name = f"marsad {tokens[0]}" if tokens and not tokens[0].startswith("-") else "marsad"
    one_line = " ".join(sentence.split())
    print(f"{name}: {one_line.rstrip('.')}." if not one_line.endswith("?") else f"{name}: {one_line}", file=sys.stderr)


def _reader_is_gone() -> bool:
    """Standard output is a pipe that nobody reads any more (`marsad decode FILE | head`)."""
    poll = select.poll()
    try:
        poll.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):  # not backed by a descriptor
        return False
    return any(event & select.POLLERR for _, event in poll.poll(0))


def _drop_output() -> None:
    """Let the interpreter's last flush go nowhere, so that it has nothing to complain about."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
