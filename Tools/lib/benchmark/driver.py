"""Measures engaged against what this machine allows and against a peer, in one run, as ratios.

  (a) fdatasync, and a bare C loop on libsqlite3, one row per commit and in batches
  (b) the daemon over its socket with 1 and 64 clients, beside a C server that does the same insert
  (c) replay and full verification against a bare C scan of the same rows
  (d) start-up and memory on a large ledger
  (e) the Python library eventsourcing on SQLite, with WAL and synchronous=FULL

The targets are the budget of ARCHITECTURE.md. Exit code: 0 every must is met, 1 one is missed or could not be measured.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import platform
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from benchmark import daemon, report  # noqa: E402
from benchmark.parts import Parts  # noqa: E402
from benchmark.programs import ROOT, bench  # noqa: E402


@dataclasses.dataclass(frozen=True)
class Size:
    """How much is measured."""
    rounds: int
    syncs: int
    single: int
    batched: int
    large: int
    reads: int

    def of(self, clients):
        """Requests of one run with so many clients."""
        return self.single if clients == 1 else self.batched


FULL = Size(rounds=5, syncs=2000, single=4000, batched=40_000, large=1_000_000, reads=2000)
QUICK = Size(rounds=3, syncs=500, single=1000, batched=10_000, large=50_000, reads=500)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="Tools/bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes: a look, not a verdict")
    parser.add_argument("--limits-only", action="store_true", help="only what needs no daemon: (a), the C server, (e)")
    parser.add_argument("--clean-build", action="store_true", help="build from nothing and measure that too")
    parser.add_argument("--json", type=pathlib.Path, default=ROOT / ".build" / "bench.json",
                        help="where every figure is written (.build/bench.json)")
    return parser.parse_args()


def machine():
    """What the figures were measured on."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True,
                            check=False).stdout.strip()
    return {"processors": os.cpu_count(), "kernel": platform.release(), "load": os.getloadavg()[0], "commit": commit}


def measure(parts, options, build_seconds):
    """Runs the parts in turn, saying which."""
    chosen = [parts.machine, parts.limits]
    if not options.limits_only:
        chosen += [parts.one_client, parts.many_clients, parts.large_ledger]
    for part in chosen:
        print(f"bench: {part.__doc__.splitlines()[0]}", file=sys.stderr)
        parts.attempt(part)
    if build_seconds is not None:
        parts.rows.append(report.Row("clean release build", build_seconds / 60, "at most", 5, 3, "min"))


def main():
    """Builds, measures, prints the table and writes every figure."""
    options = arguments()
    binaries, build_seconds = (None, None) if options.limits_only else daemon.build(options.clean_build)
    with bench() as programs:
        parts = Parts(programs, binaries, QUICK if options.quick else FULL)
        measure(parts, options, build_seconds)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({
        "machine": machine(), "quick": options.quick, "figures": parts.figures,
        "rows": [{**dataclasses.asdict(row), "verdict": row.verdict()} for row in parts.rows]}, indent=1) + "\n")
    print(report.table(parts.rows))
    return 1 if report.missed(parts.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
