"""The peer: the PyPI library `eventsourcing` on SQLite, with WAL and synchronous=FULL, in one process.

Its clients are threads that call a method of its application, as its documentation writes one: get the aggregate from
the repository, change it, save it. The repository keeps aggregates in memory (its own default is to fold the whole
history at every call, a third as fast), dates and decimals are plain strings, and no socket stands between: all to
its advantage. Beside it, without a target: one thread that holds the aggregates itself and saves one event, then K, at
a time. Then every aggregate is replayed from the database. Prints one JSON object.
"""
import argparse
import json
import os
import threading
import time


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, help="a file that does not exist yet")
    parser.add_argument("--events", type=int, default=5000, help="events to append one per save (5000)")
    parser.add_argument("--clients", type=int, default=64, help="threads that append, an aggregate each (64)")
    parser.add_argument("--batched", type=int, default=20000, help="events to append K per save (20000)")
    parser.add_argument("--batch", type=int, default=64, help="events per save in the last part (64)")
    return parser.parse_args()


def make_library(database):
    """The library's application on this file, without a cache and with one, and the kind of aggregate it stores."""
    os.environ.update(PERSISTENCE_MODULE="eventsourcing.sqlite", SQLITE_DBNAME=database)
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Engagement(Aggregate):
        """An engagement that folds its latest measurements, as ours does."""

        @event("Opened")
        def __init__(self, number: str):
            self.number = number
            self.latest = {}

        @event("Measured")
        def measure(self, metric: str, period: str, value: str, unit: str, source: str,
                    numerator: int, denominator: int, actor: str, command: str):
            """One measured value of a service level."""
            self.latest[metric] = (period, value)

    class Engagements(Application):
        """The commands that clients give."""

        def measure(self, number, identity):
            """Records one measurement."""
            engagement = self.repository.get(identity)
            measure(engagement, number)
            self.save(engagement)

    cached = {"AGGREGATE_CACHE_MAXSIZE": "1000", "AGGREGATE_CACHE_FASTFORWARD": "n"}
    return Engagements(), Engagements({**os.environ, **cached}), Engagement


def check_durability(application):
    """Refuses to measure anything but WAL with synchronous=FULL."""
    with application.factory.datastore.get_connection(commit=True) as connection:
        cursor = connection.cursor()
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2)):
            cursor.execute(f"PRAGMA {pragma}")
            found = cursor.fetchone()[0]
            if found != wanted:
                raise SystemExit(f"peer: {pragma} is {found}, not {wanted}")


def measure(engagement, number):
    """One more event on an aggregate, like the daemon's."""
    period = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    engagement.measure("first-response", period, "97.25", "percent", "helpdesk-daily", 389, 400,
                       "uid=1000 person=p-7f3a roles=feed", f"019ab697-e800-70e2-a059-{number:012x}")


def serve(application, identities, events):
    """Every client appends its share of the events to an aggregate of its own; events per second."""
    share = events // len(identities)
    done = []

    def client(identity):
        for number in range(share):
            application.measure(number, identity)
        done.append(share)

    clients = [threading.Thread(target=client, args=(identity,)) for identity in identities]
    started = time.perf_counter()
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    seconds = time.perf_counter() - started
    if len(done) != len(identities):
        raise SystemExit("peer: a client failed")
    return sum(done) / seconds


def append(application, engagements, events, batch):
    """Appends events, `batch` of them in each atomic save, by one thread; events per second."""
    started = time.perf_counter()
    for first in range(0, events, batch):
        changed = {}
        for number in range(first, min(first + batch, events)):
            engagement = engagements[number % len(engagements)]
            measure(engagement, number)
            changed[engagement.id] = engagement
        application.save(*changed.values())
    return events / (time.perf_counter() - started)


def replay(application, identities):
    """Reads, decodes and folds every event; events per second."""
    started = time.perf_counter()
    events = sum(application.repository.get(identity).version for identity in identities)
    return events / (time.perf_counter() - started)


def main():
    """Measures and prints."""
    options = arguments()
    if os.path.exists(options.database):
        raise SystemExit(f"peer: {options.database} exists already")
    application, cached, kind = make_library(options.database)
    check_durability(application)
    engagements = [kind(f"ENG-2026-{number:04}") for number in range(2 * options.clients)]
    cached.save(*engagements)
    shared, held = engagements[:options.clients], engagements[options.clients:]
    figures = {
        "clients": options.clients,
        "append_per_second": serve(cached, [each.id for each in shared], options.events),
        "held_per_second": append(application, held, options.events, 1),
        "batch": options.batch,
        "batched_per_second": append(application, held, options.batched, options.batch),
        "replay_per_second": replay(application, [each.id for each in engagements]),
    }
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}))
    application.close()
    cached.close()


if __name__ == "__main__":
    main()
