# make demo   install missing build tools (Debian), build, allocate the README's round, show the summary
# make test   everything that continuous integration runs
# make soundness  10,000 random rounds, from files in any form, and twelve months, against the pair-by-pair program (ten minutes)
# make fuzz  files of every kind, changed at random, for FUZZ_SECONDS (600): none may make a reader panic, hang or take much memory
# make bench  the README's tables and picture of growth: whole processes, beside other programs that get ten minutes each (hours)
# make bench-city, bench-region, bench-country, bench-growth  each table, and the picture, by itself
# make bench-questions  explain, whatif and levers on the city month, beside solving it again
# make bench-workbench  pages in the browser: the first one, a slider, the table of 25,000 applicants
# make bench-stages  the city month, stage by stage
# make bench-knotty  a hundred city months, ten seconds each at most: how long they take, and how many are not proven
# make debug-bytes  the same result files from a build without optimisation and with its checks
#
# All of it uses the release profile, so that HiGHS, the solver, is compiled once.

CARGO ?= cargo
ROUND ?= models/utrecht-2025/rounds/2025-03
DEMO_LANG ?= en

.DEFAULT_GOAL := help
.PHONY: help demo test soundness fuzz fuzz-file bench bench-city bench-region bench-country bench-growth bench-stages bench-workbench bench-questions bench-knotty debug-bytes build tools test-tools patience

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -n 14

demo: build
	@target/release/sleutel allocate $(ROUND) --lang $(DEMO_LANG)

build: tools patience
	$(CARGO) build --release --locked

test: tools test-tools patience
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings
	$(CARGO) test --release --locked
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --release --locked --no-deps

soundness: tools patience
	$(CARGO) test --release --locked --test soundness -- --ignored

# The same entries with knowledge of the code: `cargo +nightly fuzz run TARGET`, with cargo-fuzz.
FUZZ_SECONDS ?= 600
FUZZ_SEED ?= 1
export FUZZ_FILE FUZZ_KIND
fuzz: tools patience
	FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SEED=$(FUZZ_SEED) $(CARGO) test --release --locked --test fuzz as_long_as -- --ignored --nocapture

# One file that was found: make fuzz-file FUZZ_FILE=/whole/path FUZZ_KIND=year/plan
fuzz-file: tools patience
	$(CARGO) test --release --locked --test fuzz found -- --ignored --nocapture

# Each program reads the same round folder and is measured as a whole process: time, memory, and the value of each tier.
PEERS ?= pulp_cbc,highs_pairs,cp_sat
PYTHON = target/peers/bin/python
TABLE = $(PYTHON) benches/peers/table.py
UTRECHT = target/release/sleutel generate models/utrecht-2025 --month 2025-03 -q

bench: bench-city bench-region bench-country bench-growth

bench-city: build $(PYTHON) target/rounds/seekers
	@$(TABLE) --peers "$(PEERS)" "city month, 230 dwellings × 800 applicants=$(ROUND)"
	@$(TABLE) --no-heading --peers pulp_cbc,highs_pairs "all seekers of a city, 230 × 25,000=target/rounds/seekers"

REGION = $(TABLE) --no-heading --time-limit $(LIMIT)
LIMIT ?= 600
REGIONS = groups support sharing groups-large support-large groups-differ
bench-region: build $(PYTHON) $(REGIONS:%=target/rounds/%)
	@$(TABLE) --time-limit $(LIMIT) --peers ortools_flow "2,000 × 20,000, limits on groups=target/rounds/groups"
	@$(REGION) --peers highs_pairs,pulp_cbc "… and on support=target/rounds/support"
	@$(REGION) --peers highs_pairs,pulp_cbc "… and with sharing and minima=target/rounds/sharing"
	@$(REGION) --peers ortools_flow "2,000 × 20,000, all dwellings differ, limits on groups=target/rounds/groups-differ"
	@$(REGION) --peers ortools_flow "20,000 × 200,000, limits on groups=target/rounds/groups-large"
	@$(REGION) --peers highs_pairs "… and on support=target/rounds/support-large"

bench-country: build $(PYTHON) target/rounds/country target/rounds/country-seekers
	@$(TABLE) --time-limit $(LIMIT) --peers highs_pairs "a country's month, 14,000 × 40,000 in 40 regions=target/rounds/country"
	@$(REGION) --peers "" "a country with all seekers, 14,000 × 1,000,000=target/rounds/country-seekers"

bench-growth: build $(PYTHON)
	@$(PYTHON) benches/peers/growth.py

bench-stages: tools patience
	$(CARGO) bench --profile release --locked --bench city_month

bench-workbench: tools test-tools patience
	$(CARGO) test --release --locked --test browser figures -- --ignored --nocapture --test-threads=1

bench-questions: tools patience
	$(CARGO) bench --profile release --locked --bench questions

SEEDS ?= 1..100
bench-knotty: build
	@python3 benches/knotty.py $(SEEDS)

# Only sleutel itself is compiled anew, HiGHS is not.
AS_DEBUG = --config profile.release.package.sleutel.opt-level=0 --config profile.release.package.sleutel.debug-assertions=true
BYTES_ROUNDS ?= 50
debug-bytes: build
	@mkdir -p target/bytes && cp target/release/sleutel target/bytes/release
	$(CARGO) build --release --locked $(AS_DEBUG)
	@cp target/release/sleutel target/bytes/debug
	@benches/same_bytes.sh target/bytes/release target/bytes/debug $(BYTES_ROUNDS)

target/rounds/seekers: | build
	$(UTRECHT) --applicants 25000 -o $@

# Regions without structure: dwellings are of 200 or 400 types, applicants all differ.
DRAWN = $(PYTHON) benches/rounds/rounds.py
SMALL = --dwellings 2000 --applicants 20000
LARGE = --dwellings 20000 --applicants 200000 --types 400

target/rounds/groups: | $(PYTHON)
	$(DRAWN) groups $@ $(SMALL) --types 200

target/rounds/support: | $(PYTHON)
	$(DRAWN) unstructured $@ $(SMALL) --types 200

target/rounds/sharing: | $(PYTHON)
	$(DRAWN) sharing $@ $(SMALL) --types 200

target/rounds/groups-differ: | $(PYTHON)
	$(DRAWN) groups $@ $(SMALL)

target/rounds/groups-large: | $(PYTHON)
	$(DRAWN) groups $@ $(LARGE)

target/rounds/support-large: | $(PYTHON)
	$(DRAWN) unstructured $@ $(LARGE)

target/rounds/country: | build
	$(UTRECHT) --dwellings 14000 --applicants 40000 --regions 40 -o $@

target/rounds/country-seekers: | build
	$(UTRECHT) --dwellings 14000 --applicants 1000000 --regions 40 -o $@

target/peers/bin/python: benches/peers/requirements.txt
	python3 -m venv target/peers
	target/peers/bin/python -m pip install -q -r benches/peers/requirements.txt

patience:
	@ls target/release/build/highs-sys-*/output >/dev/null 2>&1 || echo \
	  "The first build compiles HiGHS, the solver, from its C++ source: about five minutes on two cores. Later builds do not."

# libclang itself: libclang-cpp, which other packages bring along, is no substitute.
LIBCLANG = libclang(-[0-9.]+)?\.(so|dylib)(\.[0-9.]+)?

# Installs what is missing, by the package manager of Debian.
define INSTALL
if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi; \
echo "Installing what $(1):$$missing"; \
export DEBIAN_FRONTEND=noninteractive; \
$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $$missing
endef

# HiGHS is built by cmake, and its interface is read by libclang.
tools:
	@command -v $(CARGO) >/dev/null || { echo "Rust is missing: install it with rustup (stable, 1.89 or later)."; exit 1; }
	@command -v c++ >/dev/null || command -v g++ >/dev/null || command -v clang++ >/dev/null || \
	  { echo "A C++ compiler is missing: install g++ or clang."; exit 1; }
	@missing=""; \
	command -v cmake >/dev/null || missing="$$missing cmake"; \
	test -n "$$LIBCLANG_PATH" || ldconfig -p 2>/dev/null | grep -Eq '$(LIBCLANG)( |$$)' || \
	  ls /usr/lib/llvm*/lib/* /usr/lib*/* /usr/lib*/*/* /opt/homebrew/opt/llvm/lib/* /usr/local/opt/llvm/lib/* \
	    /Library/Developer/CommandLineTools/usr/lib/* 2>/dev/null | grep -Eq '$(LIBCLANG)$$' || \
	  missing="$$missing libclang-dev"; \
	test -z "$$missing" && exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "To build HiGHS, install:$$missing"; \
	  echo "Fedora: dnf install cmake clang-devel · Arch: pacman -S cmake clang · macOS: brew install cmake llvm"; \
	  echo "Where libclang stands in an unusual folder, name it: LIBCLANG_PATH=/folder make demo"; \
	  exit 1; \
	fi; \
	$(call INSTALL,HiGHS needs to build)

# Pages are tested in a browser: each line is a program by its names, and the package that brings it.
test-tools:
	@missing=""; \
	lacks() { for name in "$$@"; do ! command -v "$$name" >/dev/null || return 1; done; }; \
	test -n "$$CHROMIUM" || test -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" || \
	  ! lacks chromium chromium-browser google-chrome google-chrome-stable || missing="$$missing chromium fonts-liberation"; \
	! lacks soffice libreoffice || missing="$$missing libreoffice-calc"; \
	test -z "$$missing" && exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "For the tests, install:$$missing"; \
	  echo "Fedora: dnf install$$missing · Arch: pacman -S$$missing · macOS: brew install --cask$$missing"; \
	  echo "A browser in an unusual folder is named by CHROMIUM=/folder/chromium"; \
	  exit 1; \
	fi; \
	$(call INSTALL,the tests need)
