"""Writes Tools/lib/hot-functions.txt: the functions that a command runs through, in the order in which it does.

A lone client's command runs through a thousand functions, each time after a sync that has left the caches cold. The
release's linker lays the functions of the list side by side (Tools/lib/release-build): a third of the pages, and the
next line is mostly the next to be needed. The list is a hint: a name that is gone is passed over, a function that is
missing lies where it would lie anyway. Write it anew when the way of a command through the program has changed.

The daemon runs under callgrind, which counts and does not sample: noise of the machine changes nothing.
"""
import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from benchmark import daemon  # noqa: E402
from benchmark.programs import ROOT, bench  # noqa: E402

LIST = ROOT / "Tools" / "lib" / "hot-functions.txt"
WARMUP, COMMANDS = 50, 400
OFTEN = COMMANDS // 2   # a function entered less often is not on the way of a command
DEFINITION = re.compile(r"\((\d+)\)(?: (.*))?")


class Profile:
    """What one thread did: how often each function was entered, and whom it called from where."""

    def __init__(self, path, symbols):
        self.symbols = symbols
        self.entered = collections.Counter()
        self.calls = collections.defaultdict(collections.Counter)
        self.cost = 0
        self.names, self.address, self.function, self.callee, self.calling = {}, 0, None, None, 0
        for line in path.open(errors="replace"):
            self.take(line.rstrip("\n"))

    def take(self, line):
        """One line of callgrind's format: a name, a call, or the cost of an instruction."""
        key, _, rest = line.partition("=")
        if key == "fn":
            self.function = self.name(rest)
        elif key == "cfn":
            self.callee = self.name(rest)
        elif key == "calls":
            self.calling = int(rest.split()[0])
        elif line[:1] in "+-*0" and line:
            self.count(line.split())

    def name(self, text):
        """A function's symbol; its number stands for it after the first time, and a tick for a recursion."""
        number, name = DEFINITION.match(text).groups()
        if name is not None:
            self.names[number] = re.sub(r"'\d+$", "", name)
        return self.names.get(number, number)

    def count(self, columns):
        """`address line cost`, the address relative to the last one, or the place and cost of the call just named."""
        where = columns[0]
        if where[0] in "+-":
            self.address += int(where[1:], 16) * (1 if where[0] == "+" else -1)
        elif where != "*":
            self.address = int(where, 16)
        if self.calling:
            self.calls[self.function][(self.address, self.callee)] += self.calling
            self.calling = 0
        elif len(columns) > 2:
            self.cost += int(columns[2])
            if self.symbols.get(self.function) == self.address:
                self.entered[self.function] += int(columns[2])

    def in_order(self):
        """The functions entered often, callers before callees, callees in the order of their calls."""
        called = {callee for calls in self.calls.values() for (_, callee), often in calls.items() if often >= OFTEN}
        seen = set()
        for root in sorted(self.calls, key=lambda name: name in called):
            waiting = [root]
            while waiting:
                name = waiting.pop()
                if name in seen:
                    continue
                seen.add(name)
                if self.entered[name] >= OFTEN:
                    yield name
                calls = sorted((at, callee) for (at, callee), often in self.calls[name].items() if often >= OFTEN)
                waiting += [callee for _, callee in reversed(calls)]


def symbols(program):
    """The program's functions and their addresses."""
    shown = subprocess.run(["nm", str(program)], check=True, capture_output=True, text=True).stdout
    rows = (line.split() for line in shown.splitlines())
    return {row[2]: int(row[0], 16) for row in rows if len(row) == 3 and row[1] in "tTwW"}


def profiles(binaries):
    """One profile per thread of a daemon that a lone client drives, the busiest thread first."""
    with bench() as tools:
        stripped = tools.fresh("programs")
        for program in ("engaged", "bench-support"):
            shutil.copy(binaries / program, stripped)
        subprocess.run(["strip", "--strip-debug", str(stripped / "engaged")], check=True)
        folder = daemon.prepared(tools, stripped, 0, 1, 0)
        counts = tools.fresh("counts")
        callgrind = ("valgrind", "--tool=callgrind", "--instr-atstart=no", "--dump-instr=yes", "--demangle=no",
                     "--separate-threads=yes", f"--callgrind-out-file={counts}/out")
        with daemon.Daemon(stripped, folder, callgrind) as running:
            def load(count, first):
                tools.load(running.socket, daemon.MEASURE, 1, count, "--first", first)

            def control(*words):
                subprocess.run(["callgrind_control", *words, str(running.process.pid)], check=True,
                               stdout=subprocess.DEVNULL)
            load(WARMUP, 1)
            control("-i", "on")
            load(COMMANDS, 1 + WARMUP)
            control("-i", "off")
            control("-d")
        found = [Profile(path, symbols(stripped / "engaged")) for path in counts.iterdir()]
    return sorted(found, key=lambda profile: -profile.cost)


def main():
    """Builds, counts, writes."""
    parser = argparse.ArgumentParser(prog="Tools/hot-functions", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    binaries, _ = daemon.build(clean=False)
    order = {}
    for profile in profiles(binaries):
        order.update(dict.fromkeys(profile.in_order()))
    LIST.write_text("".join(f".text.{name}\n" for name in order))
    print(f"{LIST.relative_to(ROOT)}: {len(order)} functions")


if __name__ == "__main__":
    main()
