"""What every figure stands beside: the machine, the command, and what a process took."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def banner() -> str:
    """The processor, its cores, and the command that printed this."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
    return f"{model}, {len(os.sched_getaffinity(0))} cores · {' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])}"


@dataclass(frozen=True)
class Usage:
    """What a process has taken so far: processor seconds, the most memory it ever held, and what it holds now."""

    cpu_s: float
    peak_bytes: int
    held_bytes: int


def usage(pid: int) -> Usage:
    """Read from /proc; raises FileNotFoundError when the process is gone."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    peak, held = (int(status[name].split()[0]) * 1024 for name in ("VmHWM", "VmRSS"))
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), peak, held)
