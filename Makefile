# 'make help' lists the commands. The README's are 'make run' and 'make test'; 'make check' is the quick part of the second.
.DEFAULT_GOAL := help
.PHONY: help run run-production-local shell setup check-content environment environment-dev rasa-full check test eval \
  bench bench-nlu bench-tensorflow bench-widget bench-load audit sbom lock clean
PY := .venv/bin/python
FULL := build/rasa-full/bin/python
export RASA_TELEMETRY_ENABLED := false
export PYTHONWARNINGS := ignore

help:            ## This list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 16

run: environment ## Install, train where needed, start, prove it answers, print the address (PORT=, ACTION_PORT=)
	@$(PY) -m launch run

run-production-local: environment ## The production shape on this machine: nginx, PostgreSQL, Redis, two Rasa processes (PORT=)
	@tests/services.sh
	@$(PY) -m launch.production

shell: environment ## The same assistant in the terminal: action server and rasa shell
	@$(PY) -m launch shell

setup: environment ## Everything but starting: environment, encoder, chat widget, model
	@$(PY) -m launch prepare

check-content: environment ## Check content/ after an edit, and that domain.yml and data/ agree with it
	@$(PY) -m content

environment:
	@launch/environment.sh runtime
environment-dev:
	@launch/environment.sh dev

rasa-full:       ## Rasa with TensorFlow in build/rasa-full, for DIET and its like (3.5 GB; an environment of its own)
	@launch/environment.sh rasa-full

check: environment-dev ## Style, format, types, content, training phrases, unit tests: no training, no services
	@$(PY) -m launch parts
	@$(PY) -m tests.lanes check

test: environment-dev ## Everything CI runs: what 'make check' does, the training, all tests
	@tests/services.sh
	@$(PY) -m launch parts
	@$(PY) -m tests.lanes all

eval: environment-dev ## Hold every labelled set with the real bot; report in build/evaluation/ (ALSO=folder of sets from outside, MOST=cases of each; BASELINE=1: Rasa's starter pipeline beside)
	@$(PY) -m launch prepare
	@$(if $(BASELINE),launch/environment.sh rasa-full)
	@$(if $(BASELINE),$(FULL) -m bench.starter --every $(EVERY) --epochs $(EPOCHS))
	@$(if $(BASELINE),$(FULL),$(PY)) -m evaluation $(if $(ALSO),--also $(ALSO)) $(if $(MOST),--most $(MOST)) \
	  $(if $(BASELINE),--baseline build/baseline/starter.tar.gz)

bench: environment-dev rasa-full ## Beside Rasa's starter configuration, by turns; writes docs/bench.md (QUICK=1: a trial; AGAINST=/another/checkout)
	@$(PY) -m launch parts
	$(PY) -m bench.side_by_side $(if $(QUICK),--quick) $(if $(AGAINST),--against $(AGAINST))

EVERY ?= 1
EPOCHS ?= 100
bench-nlu: environment-dev rasa-full ## Compare with Rasa's own pipelines (hours; EVERY=4 takes a quarter of the phrases); writes docs/bench-nlu.md
	@$(PY) -m launch prepare
	$(FULL) -m bench.nlu --every $(EVERY) --epochs $(EPOCHS)

bench-tensorflow: environment-dev rasa-full ## Is every question of the test set understood the same with TensorFlow as without?
	@$(PY) -m launch prepare
	$(PY) -m bench.with_tensorflow

bench-widget: environment-dev ## What the chat widget costs a page and a visitor (needs chromium); writes docs/bench-widget.md
	@$(PY) -m launch prepare
	$(PY) -m bench.widget

audit: environment-dev ## Known vulnerabilities in the locked packages, less those accepted in requirements/accepted-findings.yml
	@$(PY) -m supply_chain audit

sbom: environment-dev ## What is shipped, as CycloneDX, into build/sbom/
	@$(PY) -m supply_chain sbom

VISITORS ?= 1000
MINUTES ?= 10
SHAPE ?= several
bench-load: environment-dev ## Many visitors at once (VISITORS=, MINUTES=, SHAPE=one|several); writes docs/load.md
	@tests/services.sh
	@$(PY) -m launch prepare
	$(PY) -m bench.load --visitors $(VISITORS) --minutes $(MINUTES) --shape $(SHAPE)

lock: environment-dev ## Resolve requirements/*.in anew into the locked *.txt
	cd requirements && for name in runtime actions building dev tensorflow uv fuzz tools; do \
	  case $$name in \
	    runtime) more="--override left-out.txt";; \
	    dev) more="--override left-out.txt --constraint runtime.txt";; \
	    actions|building|tensorflow) more="--constraint runtime.txt";; \
	    *) more=;; \
	  esac; \
	  ../.venv/bin/uv pip compile -q --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --no-annotate $$more $$name.in -o $$name.txt || exit 1; done

clean:           ## Remove everything that was built or installed
	rm -rf .venv build models results .rasa widget/node_modules
