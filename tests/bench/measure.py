"""Runs a program once and says what it took."""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MEBI = 1 << 20
# What the kernel counts for a process begins with the memory of the one that started it. Below so many MB it is
# therefore asked again, from a program that has next to none itself.
UNSURE = 48
GNU_TIME = shutil.which("time", path="/usr/bin:/bin:/usr/local/bin")


@dataclass
class Run:
    """What one run took."""

    wall: float
    cpu: float
    memory: float
    answer: str
    failure: str | None = None


def run(command: list[str], timeout: float, most_memory: float | None = None, discard: bool = False) -> Run:
    """Runs `command` to its end: seconds of wall and of CPU (user and system, all threads), peak memory in MB.
    Standard output comes back, unless it goes to the null device to `discard` it."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        # Not `subprocess`: what Python does in a forked child before `exec` would count as the program's.
        to = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0) if discard else (os.POSIX_SPAWN_DUP2, said.fileno(), 1)
        actions = [to, (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
        process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        if most_memory is not None and hasattr(resource, "prlimit"):
            limit = int(most_memory * MEBI)
            resource.prlimit(process, resource.RLIMIT_AS, (limit, limit))
        clock = threading.Timer(timeout, os.kill, (process, signal.SIGKILL))
        clock.start()
        _, status, used = os.wait4(process, 0)
        wall = time.perf_counter() - begin
        clock.cancel()
        code = os.waitstatus_to_exitcode(status)
        said.seek(0)
        answer = said.read().decode(errors="replace").strip()
        failure = None
        if code == -signal.SIGKILL and wall >= timeout:
            failure = f"not done after {timeout:.0f} s"
        elif code != 0:
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            failure = f"exit code {code}: {' '.join(last)[:120]}"
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, answer, failure)


def peak_memory(command: list[str]) -> float | None:
    """The peak memory of a small program in MB, asked of GNU time; nothing where that is not there."""
    if GNU_TIME is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        asked = [GNU_TIME, "-o", str(report), "-f", "%M", *command]
        done = subprocess.run(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return int(report.read_text().split()[-1]) / 1024 if done.returncode == 0 else None
