#!/bin/sh
# Makes or completes .venv from the locked requirements: environment.sh runtime|dev
# Runs before there is any Python of ours, hence a shell script.
set -eu
wanted=$1
python=${PYTHON:-python3.10}
log=build/logs/pip.log

fail() { echo "Error: $1" >&2; exit 1; }

"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null ||
    fail "Python 3.10 is needed (Rasa 3.6 runs on no newer one): install it, or name it with PYTHON=/path/to/python3.10."

hash_of() { "$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"; }
runtime=$(hash_of requirements/runtime.txt)
dev="$(hash_of requirements/dev.txt) $(hash_of requirements/fuzz.txt) $(hash_of requirements/tools.txt)"
stamp=.venv/installed-requirements

installed() { [ -f "$stamp" ] && grep -qx "$1" "$stamp"; }
if installed "runtime $runtime" &&
    { [ "$wanted" = runtime ] || { installed "dev $dev" && [ -x build/fuzz/bin/schemathesis ] && [ -x build/tools/bin/pip-audit ]; }; }; then
    echo "Python environment: up to date."
    exit 0
fi

install() {
    total=$(grep -c '==' "$1")
    # The pipe hides pip's exit code, so pip leaves a file behind when all went well.
    {
        .venv/bin/python -m pip install --no-deps --require-hashes --disable-pip-version-check --progress-bar off \
            -r "$1" 2>&1 && touch .venv/pip-succeeded
    } | tee -a "$log" | awk -v total="$total" '
        /^(Collecting|Requirement already)/ && ++n % 40 == 0 { print "  " n " of " total " packages found"; fflush() }
        /^Installing collected/ { print "  unpacking them ..."; fflush() }'
    rm .venv/pip-succeeded 2>/dev/null || {
        # pip downloads everything before it installs anything, so a complete runtime environment is still one.
        [ "$1" = requirements/dev.txt ] || rm -rf .venv
        tail -n 3 "$log" >&2
        fail "the Python packages could not be installed; is the package index reachable? All of pip's output is in $log. Nothing half-done was kept: run the command again."
    }
}

mkdir -p build/logs
: >"$log"
if ! installed "runtime $runtime"; then
    # The locked versions changed, or a first run was cut short: start afresh, so that nothing stale is left.
    echo "Python environment: installing about 200 packages (3 GB, most of it TensorFlow, which Rasa needs); 2 to 5 minutes ..."
    rm -rf .venv
    trap 'rm -rf .venv; exit 130' INT TERM
    "$python" -m venv .venv || { rm -rf .venv; fail "Python 3.10 cannot make a virtual environment (package python3.10-venv?)."; }
    install requirements/runtime.txt
    # Rasa would report its use over the network; nobody who activates the environment wants that here.
    echo 'export RASA_TELEMETRY_ENABLED=false' >>.venv/bin/activate
    echo "runtime $runtime" >"$stamp"
fi
if [ "$wanted" = dev ]; then
    echo "Python environment: adding the packages for tests and checks ..."
    install requirements/dev.txt
    # These want a newer jsonschema than Rasa allows, hence environments of their own.
    for aside in fuzz tools; do
        { .venv/bin/uv venv -q --clear --python .venv/bin/python "build/$aside" &&
            .venv/bin/uv pip install -q --python "build/$aside/bin/python" --no-deps --require-hashes \
                -r "requirements/$aside.txt"
        } >>"$log" 2>&1 || { tail -n 3 "$log" >&2; fail "requirements/$aside.txt could not be installed; see $log."; }
    done
    printf 'runtime %s\ndev %s\n' "$runtime" "$dev" >"$stamp"
fi
echo "Python environment: ready."
