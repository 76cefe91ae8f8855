"""The peer: the PyPI library `eventsourcing` on SQLite, with WAL and synchronous=FULL, in one process.

Its aggregates stay in memory between appends, dates and decimals are plain strings, and no socket stands between:
all to its advantage. Appends one event per save, as independent commands need; then K per save, which shows what
batching by hand would bring it; then replays every aggregate from the database. Prints one JSON object.
"""
import argparse
import json
import os
import time


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, help="a file that does not exist yet")
    parser.add_argument("--events", type=int, default=5000, help="events to append one per save (5000)")
    parser.add_argument("--batched", type=int, default=20000, help="events to append K per save (20000)")
    parser.add_argument("--batch", type=int, default=64, help="events per save in the second part (64)")
    parser.add_argument("--aggregates", type=int, default=64, help="events go round this many aggregates (64)")
    return parser.parse_args()


def make_library(database):
    """The library's application on this file, and the kind of aggregate it stores."""
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

    return Application(), Engagement


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


def append(application, engagements, events, batch):
    """Appends events, `batch` of them in each atomic save; events per second."""
    started = time.perf_counter()
    for first in range(0, events, batch):
        changed = {}
        for number in range(first, min(first + batch, events)):
            engagement = engagements[number % len(engagements)]
            measure(engagement, number)
            changed[engagement.id] = engagement
        application.save(*changed.values())
    return events / (time.perf_counter() - started)


def replay(application, engagements):
    """Reads, decodes and folds every event; events per second."""
    started = time.perf_counter()
    events = sum(application.repository.get(engagement.id).version for engagement in engagements)
    return events / (time.perf_counter() - started)


def main():
    """Measures and prints."""
    options = arguments()
    if os.path.exists(options.database):
        raise SystemExit(f"peer: {options.database} exists already")
    application, kind = make_library(options.database)
    check_durability(application)
    engagements = [kind(f"ENG-2026-{number:04}") for number in range(options.aggregates)]
    application.save(*engagements)
    single = append(application, engagements, options.events, 1)
    batched = append(application, engagements, options.batched, options.batch)
    print(json.dumps({"append_per_second": round(single, 1), "batch": options.batch,
                      "batched_per_second": round(batched, 1),
                      "replay_per_second": round(replay(application, engagements), 1)}))
    application.close()


if __name__ == "__main__":
    main()
