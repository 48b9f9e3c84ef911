# The front door. Meson does the work: see meson.build for what is built and tests/README.md for what is tested.
#
#   make            builds build/casus                      make lint       the style, read by machines
#   make demo       codes the articles in examples/         make format     lays out the C code as .clang-format says
#   make test       everything CI runs                      make bench      measures speed and accuracy into docs/figures.md
#   make asan       all tests under AddressSanitizer        make coverage   a report on which lines the tests reach
#   make ubsan      all tests under UBSan (clang)           make install    PREFIX (/usr/local) and DESTDIR are heeded
#   make fuzz       FUZZ_SECONDS (60) for each fuzzer       make clean      removes every build folder
#
# What is missing on Debian or Ubuntu is installed by tools/install_deps.sh; CASUS_NO_INSTALL=1 only names it.

.POSIX:
PREFIX = /usr/local
FUZZ_SECONDS = 60

all: build/build.ninja
	@meson compile -C build

# Meson looks after itself from here on: a changed meson.build sets the folder up anew.
build/build.ninja:
	@tools/install_deps.sh build
	meson setup --prefix=$(PREFIX) build

build-asan/build.ninja: build/build.ninja
	CC=gcc meson setup -Db_sanitize=address,undefined -Ddata=build/en.casus build-asan

build-ubsan/build.ninja: build/build.ninja
	CC=clang meson setup -Db_sanitize=undefined -Db_lundef=false -Ddata=build/en.casus build-ubsan

build-fuzz/build.ninja: build/build.ninja
	CC=clang meson setup -Db_sanitize=address,undefined -Db_lundef=false -Dfuzz=true -Ddata=build/en.casus build-fuzz

build-coverage/build.ninja: build/build.ninja
	@tools/install_deps.sh coverage
	CC=gcc meson setup -Db_coverage=true -Doptimization=0 -Ddata=build/en.casus build-coverage

demo: all
	@tools/demo.sh

test:
	@tools/install_deps.sh test
	@tools/run_tests.sh

asan: all build-asan/build.ninja
	@meson compile -C build-asan
	meson test -C build-asan --no-rebuild --print-errorlogs --timeout-multiplier 10

ubsan: all build-ubsan/build.ninja
	@meson compile -C build-ubsan
	meson test -C build-ubsan --no-rebuild --print-errorlogs --timeout-multiplier 5

fuzz: all build-fuzz/build.ninja
	@meson compile -C build-fuzz
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/fuzz.sh build-fuzz

bench: all
	python3 bench/figures.py

lint:
	@tools/install_deps.sh lint
	@tools/lint.sh

format:
	@tools/install_deps.sh lint
	@tools/format.sh

golden: all
	@UPDATE=1 tests/golden.sh build/casus

install: build/build.ninja
	@meson configure --prefix=$(PREFIX) build
	@meson compile -C build
	meson install -C build --no-rebuild

coverage: all build-coverage/build.ninja
	@meson compile -C build-coverage
	-meson test -C build-coverage --no-rebuild --timeout-multiplier 5
	@tools/coverage.sh build-coverage

clean:
	rm -rf build build-asan build-ubsan build-fuzz build-coverage

help:
	@sed -n '3,10s/^# *//p' Makefile

.PHONY: all demo test asan ubsan fuzz bench lint format golden install coverage clean help
