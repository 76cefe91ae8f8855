"""The daemon as the benchmark sees it: started on a state folder, READY by sd_notify, driven over its socket.

What depends on the daemon's own surface (its options, its configuration, the commands that prepare a ledger) stands in
the functions of the first half, and nowhere else.
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

from benchmark.programs import FEED_UID, ROOT, SOURCES, Failed, figures

MEASURE = SOURCES / "measure.json"   # one frame that records one measurement, placeholders as in load.c
READ = SOURCES / "read.json"         # one frame that reads one engagement of many events
CLIENTS = 64
START_SECONDS_MAX = 120


class Unmeasured(Exception):
    """This part cannot be measured on this tree; says why."""


def configuration(folder):
    """The configuration file's text for a ledger in this folder: the feed's uid may record measurements."""
    operator, feed = os.getgid(), FEED_UID if os.getuid() == 0 else os.getgid()
    return (f"[paths]\nstate = {folder}/state\ncache = {folder}/cache\nsocket = {folder}/varlink\n"
            f"[roles]\noperator = gid:{operator}\nfeed = gid:{feed}\nmanager = gid:{feed}\n")


def daemon_command(binaries, folder):
    """The command that starts the daemon on this folder."""
    (folder / "engaged.conf").write_text(configuration(folder))
    return [str(binaries / "engaged"), "--config", str(folder / "engaged.conf")]


def support(binaries, *arguments):
    """Runs the program that seeds, replays and verifies from inside."""
    return figures([str(binaries / "bench-support"), *map(str, arguments)])


def prepared(bench, binaries, events, engagements, longest):
    """A folder whose ledger knows the feed's person and holds engagements under contract, views not yet current."""
    folder = bench.fresh("daemon")
    with Daemon(binaries, folder) as running:
        running.request("org.engaged.Governance.AddPerson", handle="p-feed")
        running.request("org.engaged.Governance.BindPerson", handle="p-feed",
                        uid=FEED_UID if os.getuid() == 0 else os.getuid())
    support(binaries, "seed", events, engagements, longest, folder)
    return folder


def mean_batch(daemon, count):
    """Events per commit among the last `count`: the writer gives all events of a commit one recorded time."""
    with contextlib.closing(sqlite3.connect(f"file:{daemon.folder}/state/ledger.db?mode=ro", uri=True)) as ledger:
        (commits,) = ledger.execute("SELECT count(DISTINCT recorded) FROM event WHERE position > "
                                    "(SELECT max(position) FROM event) - ?", (count,)).fetchone()
    return count / commits


def replay(binaries, folder):
    """Events per second of reading, decoding and folding the ledger in this folder, the daemon stopped."""
    return support(binaries, "replay", folder)["events_per_second"]


def verify(binaries, folder):
    """Events per second of the full verification of the ledger in this folder, the daemon stopped."""
    return support(binaries, "verify", folder)["events_per_second"]


def rebuild(binaries, folder):
    """Events per second of building the views anew, the daemon stopped."""
    return support(binaries, "rebuild", folder)["events_per_second"]


class Daemon:
    """A running daemon; a context manager that stops it."""

    def __init__(self, binaries, folder, under=()):
        """`under` names the command that runs the daemon, if any does."""
        self.binaries, self.folder, self.under = binaries, pathlib.Path(folder), under
        self.socket = self.folder / "varlink"
        self.process = None
        self.ready_ms = None

    def __enter__(self):
        command = [*self.under, *daemon_command(self.binaries, self.folder)]
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        address = self.folder / "notify"
        address.unlink(missing_ok=True)
        notify.bind(str(address))
        started = time.perf_counter()
        self.process = subprocess.Popen(command, env={**os.environ, "NOTIFY_SOCKET": str(address)},
                                        stderr=(self.folder / "stderr").open("ab"))
        self.wait_until_ready(notify)
        self.ready_ms = (time.perf_counter() - started) * 1000
        notify.close()
        return self

    def wait_until_ready(self, notify):
        """Waits for READY=1, or for the daemon's end."""
        notify.settimeout(0.2)
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline:
            try:
                if b"READY=1" in notify.recv(65536).split(b"\n"):
                    return
            except TimeoutError:
                if self.process.poll() is not None:
                    break
        words = (self.folder / "stderr").read_text(errors="replace").strip()[-400:]
        self.process.kill()
        raise Failed(f"the daemon did not become ready: {words}")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failed("the daemon did not end within 60 s of SIGTERM") from None

    def resident_mib(self):
        """Resident memory now, in MiB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise Failed("the daemon has no VmRSS")

    def request(self, method, **parameters):
        """One call on a connection of its own, as whoever runs the benchmark."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(self.socket))
            connection.sendall(json.dumps({"method": method, "parameters": parameters}).encode() + b"\0")
            reply = b""
            while not reply.endswith(b"\0"):
                more = connection.recv(65536)
                if not more:
                    raise Failed(f"{method}: the daemon closed the connection")
                reply += more
        answer = json.loads(reply[:-1])
        if "error" in answer:
            raise Failed(f"{method}: {answer}")
        return answer["parameters"]


def build(clean):
    """The release build as it is shipped.

    Returns the folder of the binaries and, when it began from nothing, the seconds it took.
    """
    scratch = ROOT / (".build-bench" if clean else ".build")
    if clean:
        shutil.rmtree(scratch, ignore_errors=True)
    command = [str(ROOT / "Tools" / "lib" / "release-build"), "--scratch-path", str(scratch)]
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    shown = subprocess.run([*command, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return pathlib.Path(shown.stdout.strip()), seconds if clean else None
