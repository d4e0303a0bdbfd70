"""Whole processes, measured from outside: wall time, CPU time, peak memory."""
import os
import resource
import statistics
import sys
import tempfile
import time


class Failed(Exception):
    pass


class Run:
    """One run of one process: seconds of wall and CPU, MB at the peak."""

    def __init__(self, wall, cpu, memory):
        self.wall, self.cpu, self.memory = wall, cpu, memory


def run(command, output=os.devnull, expected=(0,)):
    """Runs a command to its end. Less memory than this process has itself cannot be told: see `floor`."""
    with tempfile.TemporaryFile() as errors:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
        ]
        start = time.monotonic()
        process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        wall = time.monotonic() - start
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    if code not in expected:
        raise Failed("'%s' ended with %d: %s" % (" ".join(command)[:200], code, said.strip()[-500:]))
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def floor():
    """MB that Linux counts for a child before it runs its own program."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pairs(ours, theirs, count):
    """Runs A B A B …, after one of each that does not count.

    ours, theirs: functions that make one Run; theirs may be None.
    """
    for once in (ours, theirs):
        if once:
            once()
    left, right = [], []
    for number in range(count):
        left.append(ours())
        if theirs:
            right.append(theirs())
        if sys.stderr.isatty():
            print("  %d of %d" % (number + 1, count), end="\r", file=sys.stderr, flush=True)
    return left, right


def median(runs, name):
    return statistics.median(getattr(each, name) for each in runs)


def ratio(left, right, name="wall"):
    """The median of the ratios pair by pair: what disturbs the machine disturbs both."""
    return statistics.median(getattr(a, name) / max(1e-9, getattr(b, name)) for a, b in zip(left, right))
