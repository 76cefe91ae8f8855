#!/usr/bin/env python3
"""Writes the half year of daily help-desk figures that Tools/run imports: the same bytes every time.

As real feeds do, it has weekends with little demand, days on which nothing arrived, outliers, and one bad month:
in January 2026 a release goes wrong, and tickets answered in time fall below what was agreed.
"""
import argparse
import datetime
import pathlib
import random
import sys

HEADER = "date;metric;numerator;denominator;unit;sample"
FIRST, LAST = datetime.date(2025, 10, 1), datetime.date(2026, 3, 31)
HOLIDAYS = {datetime.date(2025, 12, 25), datetime.date(2025, 12, 26), datetime.date(2026, 1, 1)}
SEED = 20251001


def demand(day, chance):
    """How many tickets came in."""
    if day in HOLIDAYS:
        return 0
    mean = 38 if day.weekday() >= 5 else 210
    if day.weekday() == 0:
        mean += 45
    if day.month == 1 and day.day > 5:
        mean = round(mean * 1.5)
    return max(0, round(chance.gauss(mean, mean / 9)))


def share_in_time(day, chance):
    """Which share of them was answered in time, in thousandths."""
    share = chance.gauss(0.968, 0.009)
    if day.month == 1 and 8 <= day.day <= 23:
        share -= 0.13
    if chance.random() < 0.02:
        share -= 0.2
    return min(max(share, 0), 1)


def rows():
    """Every line of the file behind the header."""
    chance = random.Random(SEED)
    day = FIRST
    while day <= LAST:
        tickets = demand(day, chance)
        share, minutes = share_in_time(day, chance), max(3.0, chance.gauss(9.4, 0.8))
        answered = round(tickets * 0.22)
        happy = round(answered * min(max(chance.gauss(0.91, 0.03), 0), 1))
        if chance.random() >= 0.03:
            yield f"{day};volume;{tickets};;count;{tickets}"
            if tickets:
                yield f"{day};sla-compliance;{round(tickets * share)};{tickets};percent;{tickets}"
                yield f"{day};aht;{minutes * tickets:.1f};{tickets};minutes;{tickets}"
            if answered:
                yield f"{day};csat;{happy};{answered};percent;{answered}"
        day += datetime.timedelta(days=1)


def main():
    """Writes the file, or checks that it is what this program writes."""
    path = pathlib.Path(__file__).resolve().parent / "helpdesk-half-year.csv"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file differs")
    text = "\n".join([HEADER, *rows()]) + "\n"
    if parser.parse_args().check:
        return 0 if path.read_text() == text else 1
    path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
