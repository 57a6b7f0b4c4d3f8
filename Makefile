# Two commands: `make run` and `make test`. The first build takes long, because the database is compiled into the program
# (about 12 minutes on two cores); afterwards a change takes seconds.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO_TARGET_DIR ?= $(CURDIR)/target
export CARGO_TARGET_DIR
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/alongside
WASM_BINDGEN := $(shell sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
export PATH := $(CACHE)/tools/bin:$(PATH)
OHA := 1.16.0
DATA ?= data
LISTEN ?= 127.0.0.1:3000

.PHONY: help run test dev gallery fmt build assets tools npm browser lint unit end2end torture-short torture surreal bench oha guide clean-demo

help: ## What can be made
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: build ## Build the release and start it on http://127.0.0.1:3000, with a demo shop in ./data on the first start
	@$(CARGO_TARGET_DIR)/release/alongside serve --data "$(DATA)" --listen "$(LISTEN)" --demo

test: lint unit torture-short end2end ## Format, lints, documents, all Rust tests, a sample of what could break, browser tests with scripts on and off
	@echo "All of it passed."

dev: build ## Rebuild and reload on each change, on http://127.0.0.1:3001
	@node frontend/dev.mjs

gallery: assets browser ## Take pictures of all pages and components, into the folder gallery, and write down how they are laid out (a few minutes)
	@cargo build --release --examples
	@cd end2end && npx playwright test --config gallery.config.ts
	@cd end2end && GALLERY=taken npx playwright test gallery.spec.ts

fmt: ## Format the code
	@cargo fmt --all

build: assets
	@echo "Building the program (the first time takes about 12 minutes on two cores) …"
	@cargo build --release --bin alongside

assets: tools npm ## Build what browsers load
	@node frontend/build.mjs

# The wasm target comes with the toolchain file; the CLI must be of exactly the locked version.
tools:
	@if ! rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null | xargs -r test -d; then rustup target add wasm32-unknown-unknown; fi
	@if [ "$$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $(WASM_BINDGEN)" ]; then \
		echo "Installing the wasm-bindgen CLI $(WASM_BINDGEN) (about two minutes) …"; \
		CARGO_TARGET_DIR=$(CACHE)/tools-target cargo install --quiet wasm-bindgen-cli --version $(WASM_BINDGEN) --root $(CACHE)/tools; fi

npm: end2end/node_modules/.package-lock.json
end2end/node_modules/.package-lock.json: end2end/package-lock.json
	@echo "Installing the npm packages …"
	@cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
	@touch $@

lint: assets
	@cargo fmt --all --check
	@cargo clippy --release --all-targets -- -D warnings
	@cargo clippy --profile wasm-release --target wasm32-unknown-unknown -p frontend-storefront -p frontend-backoffice -- -D warnings
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --release --no-deps --document-private-items

unit: assets
	@cargo test --release

# The machine's Chromium, else the one that Playwright fetches, else the distribution's package. Without a window it takes two thirds of
# the time, where the distribution has it so.
browser: npm
	@if ! command -v chromium chromium-browser google-chrome >/dev/null; then \
		(cd end2end && npx playwright install chromium) || (apt-get update && apt-get install -y chromium); fi
	@if ! command -v chromium-headless-shell >/dev/null && command -v apt-get >/dev/null; then \
		(apt-get update && apt-get install -y chromium-headless-shell) >/dev/null 2>&1 || true; fi

end2end: unit browser
	@cd end2end && npx playwright test

guide: assets browser ## Follow the guides in each language, and take their pictures anew; the next build has them
	@cargo build --release --examples
	@cd end2end && GUIDE=pictures npx playwright test help.spec.ts --project "scripts on"

torture-short: assets ## Break what can break, a sample of each: killed, full, hanging, racing, fed with nonsense (two minutes)
	@cargo build --release
	@$(CARGO_TARGET_DIR)/release/torture --short

torture: assets surreal ## Break what can break, the long form (fifty minutes; the first time an hour more, for a SurrealDB server)
	@cargo build --release
	@SURREAL=$(CACHE)/surreal/release/surreal $(CARGO_TARGET_DIR)/release/torture

# The trial of two instances needs a SurrealDB server, which compiles the database once more: for the long form alone.
surreal:
	@cd end2end/surreal && CARGO_TARGET_DIR=$(CACHE)/surreal cargo build --release

bench: assets oha browser end2end/lighthouse/node_modules/.package-lock.json ## Measure what is claimed of speed and size; ROWS="log-first start" for some of it, BEFORE=figures.json beside those of another commit (a quarter of an hour, the first time more)
	@cargo build --release
	@$(CARGO_TARGET_DIR)/release/bench $(if $(BEFORE),--before "$(BEFORE)") $(ROWS)

# The load generator, as a program of its own: as a library it would have the database compiled anew.
oha:
	@if [ "$$(oha --version 2>/dev/null)" != "oha $(OHA)" ]; then \
		echo "Installing the load generator oha $(OHA) (a few minutes) …"; \
		CARGO_TARGET_DIR=$(CACHE)/tools-target cargo install --quiet --locked oha --version $(OHA) --root $(CACHE)/tools; fi

end2end/lighthouse/node_modules/.package-lock.json: end2end/lighthouse/package-lock.json
	@echo "Installing Lighthouse …"
	@cd end2end/lighthouse && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

clean-demo: ## Remove the data folder, so that the next start fills the demo shop again
	@read -rp "Remove the folder $(DATA) and all that is in it? [y/N] " yes && [ "$$yes" = y ] && rm -rf "$(DATA)"
