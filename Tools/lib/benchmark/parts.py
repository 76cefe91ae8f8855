"""The parts of the benchmark. Programs that are compared run in turn, round by round; ratios are medians of rounds."""
import contextlib
import shutil
import statistics

from benchmark import daemon as under_test
from benchmark.programs import Failed
from benchmark.report import Row

CLIENTS = under_test.CLIENTS
ENGAGEMENTS = 1000   # in the large ledger
LONGEST = 10_000     # measurements of its first engagement
TURNS = 20           # of the daemon and of the C server in one round of the lone client
TURN_WARMUP = 20     # commands before each turn that are not measured


def median_ratio(rounds, above, below):
    """The median over the rounds of one figure divided by another of the same round."""
    return statistics.median(above(each) / below(each) for each in rounds)


def median_of(rounds, name, key):
    """The median over the rounds of one program's figure."""
    return statistics.median(each[name][key] for each in rounds)


def median_of_values(rounds, name):
    """The median over the rounds of a figure."""
    return statistics.median(each[name] for each in rounds)


class Parts:
    """What all parts share: the programs, the sizes, and the figures so far."""

    def __init__(self, bench, binaries, size):
        self.bench, self.binaries, self.size = bench, binaries, size
        self.figures, self.rows, self.template = {}, [], None

    def machine(self):
        """(a) The file system and SQLite alone."""
        self.figures["fdatasync"] = self.bench.fdatasync(self.size.syncs)
        rounds = [{"single": self.bench.loop(self.size.single, 1),
                   "batched": self.bench.loop(self.size.batched, CLIENTS)} for _ in range(self.size.rounds)]
        self.figures["loop"] = rounds
        self.note("fdatasync of two WAL frames, p50", self.figures["fdatasync"]["over"]["p50_us"], "µs")
        self.note("bare C loop, one per commit", median_of(rounds, "single", "events_per_second"), "events/s")
        self.note(f"bare C loop, {CLIENTS} per commit", median_of(rounds, "batched", "events_per_second"), "events/s")

    def limits(self):
        """(b) and (e) without the daemon: the C server with one client and many, and the peer."""
        rounds = []
        for _ in range(self.size.rounds):
            rounds.append({"one": self.served(1), "many": self.served(CLIENTS),
                           "peer": self.bench.peer(self.size.single, self.size.batched)})
        self.figures["limits"] = rounds
        self.note("C server, 1 client, p50", median_of(rounds, "one", "p50_us"), "µs")
        self.note(f"C server, {CLIENTS} clients", median_of(rounds, "many", "events_per_second"), "events/s")
        self.note(f"eventsourcing, {CLIENTS} clients", median_of(rounds, "peer", "append_per_second"), "events/s")
        self.note("eventsourcing, one thread that holds its aggregates", median_of(rounds, "peer", "held_per_second"),
                  "events/s")
        self.note("eventsourcing, the same with 64 per save", median_of(rounds, "peer", "batched_per_second"),
                  "events/s")
        self.note("eventsourcing, replay", median_of(rounds, "peer", "replay_per_second"), "events/s")

    def served(self, clients):
        """One run of the load against the C server."""
        with self.bench.server() as socket:
            return self.bench.load(socket, under_test.MEASURE, clients, self.size.of(clients), "--warmup", clients * 20)

    @contextlib.contextmanager
    def daemon(self):
        """A daemon on a ledger of its own, with engagements to measure and no event of theirs yet."""
        if self.template is None:
            self.template = under_test.prepared(self.bench, self.binaries, 0, CLIENTS, 0)
            with under_test.Daemon(self.binaries, self.template):
                pass
        folder = self.bench.fresh("daemon")
        shutil.copytree(self.template, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("varlink", "notify"))
        with under_test.Daemon(self.binaries, folder) as running:
            yield running
        shutil.rmtree(folder)

    def driven(self, clients):
        """One run of the load against the daemon, with its events per commit."""
        count = self.size.of(clients)
        with self.daemon() as running:
            result = self.bench.load(running.socket, under_test.MEASURE, clients, count, "--warmup", clients * 20)
            result["mean_batch"] = under_test.mean_batch(running, count)
        return result

    def one_client(self):
        """(b) One client: the daemon's latency against the C server's.

        Both stand ready side by side and are driven in turn, a few hundred commands each: a disk that is slow for some
        seconds is slow for both.
        """
        rounds = [self.turns() for _ in range(self.size.rounds)]
        self.figures["one client"] = rounds
        ratio = median_ratio(rounds, lambda each: each["daemon"], lambda each: each["server"])
        self.rows.append(Row("1 client, latency against the C server (p50)", ratio, "at most", 1.25, 1.1, "×",
                             f"{median_of_values(rounds, 'daemon'):.0f} µs"))

    def turns(self):
        """One round of the lone client: the median over the turns of each one's p50, in microseconds."""
        count = self.size.single // TURNS
        p50 = {"daemon": [], "server": []}
        with self.daemon() as running, self.bench.server() as server:
            sockets = {"daemon": running.socket, "server": server}
            for turn in range(TURNS):
                for name, socket in sorted(sockets.items(), reverse=turn % 2 == 1):
                    result = self.bench.load(socket, under_test.MEASURE, 1, count, "--warmup", TURN_WARMUP,
                                             "--first", 1 + turn * (count + TURN_WARMUP))
                    p50[name].append(result["p50_us"])
        return {name: statistics.median(each) for name, each in p50.items()}

    def many_clients(self):
        """(b) and (e) Many clients: throughput against the bare loop at the same mean batch, and against the peer."""
        rounds = []
        for _ in range(self.size.rounds):
            driven = self.driven(CLIENTS)
            batch = max(1, round(driven["mean_batch"]))
            rounds.append({"daemon": driven, "loop": self.bench.loop(self.size.batched, batch),
                           "server": self.served(CLIENTS),
                           "peer": self.bench.peer(self.size.single, self.size.batched)})
        self.figures["many clients"] = rounds
        speed = f"{median_of(rounds, 'daemon', 'events_per_second'):.0f} events/s"
        against_loop = median_ratio(rounds, lambda each: each["daemon"]["events_per_second"],
                                    lambda each: each["loop"]["events_per_second"])
        against_peer = median_ratio(rounds, lambda each: each["daemon"]["events_per_second"],
                                    lambda each: each["peer"]["append_per_second"])
        against_held = median_ratio(rounds, lambda each: each["daemon"]["events_per_second"],
                                    lambda each: each["peer"]["held_per_second"])
        against_server = median_ratio(rounds, lambda each: each["daemon"]["events_per_second"],
                                      lambda each: each["server"]["events_per_second"])
        self.note("mean batch of the daemon", statistics.median(each["daemon"]["mean_batch"] for each in rounds), "")
        self.note(f"{CLIENTS} clients, throughput against the C server", against_server * 100, "%")
        self.note(f"{CLIENTS} clients, throughput against one thread of eventsourcing that holds its aggregates",
                  against_held, "×")
        self.rows.append(Row(f"{CLIENTS} clients, throughput against the bare loop", against_loop * 100, "at least",
                             60, 75, "%", speed))
        self.rows.append(Row(f"{CLIENTS} clients, throughput against eventsourcing", against_peer, "at least",
                             10, 15, "×", speed))

    def large_ledger(self):
        """(c) and (d) A large ledger: memory, start-up, a read of one engagement, replay and verification."""
        folder = under_test.prepared(self.bench, self.binaries, self.size.large, ENGAGEMENTS, LONGEST)
        with under_test.Daemon(self.binaries, folder) as running:
            self.note(f"first start, views of {self.size.large} events from nothing", running.ready_ms / 1000, "s")
        self.starts(folder)
        self.serves(folder)
        self.replays(folder)
        shutil.rmtree(folder)

    def serves(self, folder):
        """(d) Memory under load from many clients, and the read of a long engagement."""
        with under_test.Daemon(self.binaries, folder) as running:
            self.figures["large"] = self.bench.load(running.socket, under_test.MEASURE, CLIENTS, self.size.batched)
            self.figures["read"] = read = self.bench.load(running.socket, under_test.READ, 1, self.size.reads)
            self.rows.append(Row(f"memory, {self.size.large} events, {CLIENTS} clients", running.resident_mib(),
                                 "at most", 64, 40, "MiB"))
            self.rows.append(Row(f"a read of an engagement of {LONGEST} events, p99", read["p99_us"] / 1000,
                                 "at most", 5, 2, "ms", f"p50 {read['p50_us'] / 1000:.2f} ms"))

    def starts(self, folder):
        """(d) Start to READY with the views current."""
        times = []
        for _ in range(self.size.rounds):
            with under_test.Daemon(self.binaries, folder) as running:
                times.append(running.ready_ms)
        self.figures["start_ms"] = times
        self.rows.append(Row(f"start with {self.size.large} events: READY", statistics.median(times), "at most",
                             300, 100, "ms"))

    def replays(self, folder):
        """(c) Replay against the bare scan of the same rows and against the peer; the full verification."""
        rounds = [{"replay": under_test.replay(self.binaries, folder),
                   "scan": self.bench.scan(folder / "state" / "ledger.db")["events_per_second"],
                   "peer": self.bench.peer(self.size.single, self.size.batched)["replay_per_second"],
                   "rebuild": under_test.rebuild(self.binaries, folder),
                   "verify": under_test.verify(self.binaries, folder)} for _ in range(self.size.rounds)]
        self.figures["replay"] = rounds
        against_scan = median_ratio(rounds, lambda each: each["replay"], lambda each: each["scan"])
        against_peer = median_ratio(rounds, lambda each: each["replay"], lambda each: each["peer"])
        speed = f"{statistics.median(each['replay'] for each in rounds):.0f} events/s"
        self.rows.append(Row("replay against the bare scan", against_scan * 100, "at least", 25, 35, "%", speed))
        self.note("views rebuilt beside the live ones", median_of_values(rounds, "rebuild"), "events/s")
        rebuilt = median_ratio(rounds, lambda each: each["rebuild"], lambda each: each["scan"])
        self.note("views rebuilt, against the bare scan", rebuilt * 100, "%")
        self.note("bare scan", median_of_values(rounds, "scan"), "events/s")
        self.rows.append(Row("replay against eventsourcing", against_peer, "at least", 12, 20, "×", speed))
        self.rows.append(Row("full verification", statistics.median(each["verify"] for each in rounds) / 1000,
                             "at least", 400, 600, "k events/s"))

    def attempt(self, part):
        """Runs a part; what cannot be measured becomes a row that says why, which counts as missed."""
        try:
            part()
        except (under_test.Unmeasured, Failed) as why:
            self.rows.append(Row(part.__name__.replace("_", " "), None, "", None, None, "", str(why)))

    def note(self, what, value, unit):
        """A figure that has no target."""
        self.rows.append(Row(what, value, "", None, None, unit))
