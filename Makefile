# The front door: each of these works as the first command on a fresh Debian 12 machine with Swift and git.

.PHONY: help demo build test bench format

help:
	@echo "make demo    build Martlet and run the main example: flights from New York, in SQL"
	@echo "make build   build the command line tool: .build/release/martlet"
	@echo "make test    build and run all tests"
	@echo "make bench   build and run the benchmarks"
	@echo "make format  format the sources"

demo: build
	@.build/release/martlet run Examples/Flights/delays.sql

build:
	@Scripts/install-dependencies.sh
	@echo "Building martlet (the first build takes a few minutes)"
	@Scripts/build-release.sh martlet
	@echo "Built .build/release/martlet"

test:
	@Scripts/install-dependencies.sh
	@echo "Building and running the tests (the first build takes several minutes)"
	@swift test --parallel

bench:
	@Scripts/install-dependencies.sh
	@Benchmarks/run.sh

format:
	@swift format --in-place --recursive --parallel Benchmarks Examples Sources Tests Package.swift
