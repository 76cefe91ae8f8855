"""The C programs and the peer: compiled into a throw-away folder, run, and their one JSON object read."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
SOURCES = ROOT / "Tools" / "bench.d"
SCHEMA = ROOT / "Schemas" / "ledger" / "schema.sql"
PROGRAMS = {"fdatasync": ("fdatasync.c",), "loop": ("loop.c", "rows.c"), "server": ("server.c", "rows.c"),
            "load": ("load.c",)}
COMPILER = ("gcc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Wshadow", "-Werror")
FEED_UID = 59003


class Failed(Exception):
    """A program that was to be measured ended with an error; its last words."""


class Bench:
    """A folder on a real file system with the compiled programs, and a fresh name for every database."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = 0
        os.chmod(folder, 0o755)
        for name, sources in PROGRAMS.items():
            files = [str(SOURCES / each) for each in (*sources, "measure.c")]
            subprocess.run([*COMPILER, *files, "-o", str(self.folder / name), "-lsqlite3"], check=True)

    def fresh(self, name):
        """A folder that nothing has been written to yet."""
        self.count += 1
        path = self.folder / f"{name}-{self.count}"
        path.mkdir(mode=0o755)
        return path

    def run(self, name, *arguments, prefix=()):
        """Runs a program to its end and returns its figures."""
        return figures([*prefix, str(self.folder / name), *map(str, arguments)])

    def fdatasync(self, count):
        """What a durable write costs here."""
        return self.run("fdatasync", self.fresh("fdatasync") / "file", count)

    def loop(self, count, batch, keep=None):
        """The bare loop: rows per second and commit latency. The database goes unless a place to keep it is given."""
        folder = keep or self.fresh("loop")
        result = self.run("loop", "--database", folder / "ledger.db", "--schema", SCHEMA, "--insert",
                          SOURCES / "insert.sql", "--count", count, "--batch", batch)
        if keep is None:
            shutil.rmtree(folder)
        return result

    def scan(self, database):
        """The bare scan of every column."""
        return self.run("loop", "--database", database, "--scan", SOURCES / "scan.sql")

    def load(self, socket, template, clients, count, *more):
        """A closed loop of clients on a socket, as a person who is not root."""
        prefix = ()
        if os.getuid() == 0:
            prefix = ("setpriv", f"--reuid={FEED_UID}", f"--regid={FEED_UID}", "--clear-groups")
        copied = self.folder / template.name
        shutil.copy(template, copied)
        return self.run("load", "--socket", socket, "--template", copied, "--clients", clients, "--count", count,
                        *more, prefix=prefix)

    @contextlib.contextmanager
    def server(self):
        """The C server on a database of its own; yields its socket."""
        folder = self.fresh("server")
        socket = folder / "socket"
        process = subprocess.Popen([str(self.folder / "server"), "--socket", str(socket), "--database",
                                    str(folder / "ledger.db"), "--schema", str(SCHEMA), "--insert",
                                    str(SOURCES / "insert.sql")], stdout=subprocess.DEVNULL)
        try:
            wait_for(socket)
            yield socket
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
            shutil.rmtree(folder)

    def peer(self, events, batched):
        """The Python library `eventsourcing`."""
        folder = self.fresh("peer")
        result = figures([sys.executable, str(SOURCES / "peer.py"), "--database", str(folder / "events.db"),
                          "--events", str(events), "--batched", str(batched)])
        shutil.rmtree(folder)
        return result


def figures(command):
    """Runs a command and reads the JSON object it prints."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise Failed(f"{pathlib.Path(command[0]).name}: {(ended.stderr + ended.stdout).strip()[-400:]}")
    return json.loads(ended.stdout)


def wait_for(socket):
    """Waits until a socket is there and open to all."""
    for _ in range(500):
        if socket.exists():
            os.chmod(socket, 0o666)
            return
        time.sleep(0.01)
    raise Failed(f"{socket} did not appear")


@contextlib.contextmanager
def bench():
    """Compiles into a folder below /var/tmp, which is on a disk where /tmp may not be, and clears it up."""
    with tempfile.TemporaryDirectory(prefix="engaged-bench-", dir="/var/tmp") as folder:
        yield Bench(folder)
