#!/usr/bin/env python3
"""Computes what the flights example must answer, from the same CSV and with nothing of Martlet: expected.py > expected.json

One list of rows a SELECT of Examples/Flights/delays.sql, each row the cells as text, rows sorted.
"""
import collections
import csv
import datetime
import decimal
import gzip
import json
import os
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Examples", "Flights", "data")


def table(name):
    with gzip.open(os.path.join(DATA, name + ".csv.gz"), "rt", newline="") as file:
        return list(csv.reader(file))


class Flight:
    def __init__(self, row):
        year, month, day, hour, minute = (int(row[i]) for i in (0, 1, 2, 16, 17))
        self.scheduled = datetime.datetime(year, month, day, hour, minute)
        self.delay = None if row[5] == "NA" else int(row[5])
        self.carrier, self.number, self.origin, self.dest, self.distance = row[9], row[10], row[12], row[13], row[15]


class Account:
    """Departures, cancellations and delays of some group of flights."""

    def __init__(self):
        self.departures = self.cancelled = 0
        self.delays = []

    def add(self, flight):
        self.departures += 1
        if flight.delay is None:
            self.cancelled += 1
        else:
            self.delays.append(flight.delay)

    @property
    def mean(self):
        # Doubles are added in the order of the file, as the engine does; whole numbers of minutes make the sum exact.
        return sum(self.delays) / len(self.delays) if self.delays else None

    def rounded_mean(self):
        exact = decimal.Decimal(repr(self.mean))
        return str(exact.quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_UP)) if self.mean is not None else None


def accounts(flights, key):
    groups = collections.defaultdict(Account)
    for flight in flights:
        groups[key(flight)].add(flight)
    return groups


def main():
    flights = [Flight(row) for row in table("flights")]
    names = dict(table("airlines"))
    late = [
        [f.scheduled.strftime("%b %d %H:%M"), f"{f.carrier} {f.number}", f"{f.origin} → {f.dest}", f.distance, str(f.delay // 60)]
        for f in flights if f.delay is not None and f.delay > 300
    ]
    hours = [
        [hour.strftime("%b %d %H:%M"), origin, str(a.departures), str(a.cancelled), a.rounded_mean(), str(max(a.delays))]
        for (hour, origin), a in accounts(flights, lambda f: (f.scheduled.replace(minute=0), f.origin)).items()
        if a.cancelled >= 5 or (a.mean is not None and a.mean > 90)
    ]
    airlines = [
        [names[carrier], str(a.departures), str(a.cancelled), a.rounded_mean(), "█" * int(a.mean)]
        for carrier, a in accounts(flights, lambda f: f.carrier).items()
    ]
    days = accounts(flights, lambda f: (f.origin, f.scheduled.date()))
    airports = []
    for origin in sorted({origin for origin, _ in days}):
        month = [days[key] for key in sorted(days) if key[0] == origin]
        blocks = "".join("▁▂▃▄▅▆▇█"[max(0, int(min(a.mean / 8, 7)))] for a in month)
        airports.append([origin, str(sum(a.departures for a in month)), str(sum(a.cancelled for a in month)), blocks])
    json.dump([sorted(rows) for rows in (late, hours, airlines, airports)], sys.stdout, ensure_ascii=False, indent=0)
    print()


main()
