#!/bin/sh
# Makes or completes an environment from the locked requirements: environment.sh runtime|dev|rasa-full
# Runs before there is any Python of ours, hence a shell script.
set -eu
wanted=$1
python=${PYTHON:-python3.10}
log=build/logs/install.log

fail() { echo "Error: $1" >&2; exit 1; }

"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null ||
    fail "Python 3.10 is needed (Rasa 3.6 runs on no newer one): install it, or name it with PYTHON=/path/to/python3.10."

hash_of() { # hash_of FILE ...
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(b"".join(open(name, "rb").read() for name in sys.argv[1:])).hexdigest())' "$@"
}
stand_ins=iort/adapters/standins/rasa-standins.pth
runtime="runtime $(hash_of requirements/runtime.txt requirements/uv.txt $stand_ins)"
dev="dev $(hash_of requirements/dev.txt requirements/fuzz.txt requirements/tools.txt)"
full="rasa-full $(hash_of requirements/tensorflow.txt)"

installed() { grep -qx "$2" "$1/installed-requirements" 2>/dev/null; } # installed ENVIRONMENT LINE
complete() {
    installed .venv "$runtime" || return 1
    case $wanted in
        dev) installed .venv "$dev" && [ -x build/fuzz/bin/schemathesis ] && [ -x build/tools/bin/pip-audit ] ;;
        rasa-full) installed build/rasa-full "$full" ;;
    esac
}
if complete; then
    echo "Python environment: up to date."
    exit 0
fi

not_installed() {
    tail -n 3 "$log" >&2
    fail "the Python packages could not be installed; is the package index reachable? All that was printed is in $log. Nothing half-done was kept: run the command again."
}
# uv downloads everything before it installs anything, so what was complete before stays so. Compiled, since many machines tell
# Python to keep no compiled files (PYTHONDONTWRITEBYTECODE): each start of Rasa would then take three times as long.
install() { # install ENVIRONMENT NAME
    .venv/bin/uv pip install --python "$1/bin/python" --compile-bytecode --no-deps --require-hashes \
        -r "requirements/$2.txt" >>"$log" 2>&1
}
install_beside() { # install_beside ENVIRONMENT NAME
    .venv/bin/uv venv -q --clear --python .venv/bin/python "$1" >>"$log" 2>&1 && install "$1" "$2" || { rm -rf "$1"; not_installed; }
}
# uv does not read pip's configuration: an index that is set there is meant for it as well.
same_index_as_pip() {
    index=$(.venv/bin/python -m pip config list 2>/dev/null | sed -n "s/^[a-z:]*[.:]index-url='\(.*\)'$/\1/p" | tail -n 1)
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"; fi
}

mkdir -p build/logs
: >"$log"
if ! installed .venv "$runtime"; then
    # The locked versions changed, or a first run was cut short: start afresh, so that nothing stale is left.
    echo "Python environment: installing about 150 packages (1 GB); half a minute ..."
    rm -rf .venv
    trap 'rm -rf .venv; exit 130' INT TERM
    "$python" -m venv .venv || { rm -rf .venv; fail "Python 3.10 cannot make a virtual environment (package python3.10-venv?)."; }
    .venv/bin/python -m pip install --no-deps --require-hashes --disable-pip-version-check --progress-bar off \
        -r requirements/uv.txt >>"$log" 2>&1 || { rm -rf .venv; not_installed; }
    same_index_as_pip
    install .venv runtime || { rm -rf .venv; not_installed; }
    cp "$stand_ins" .venv/lib/python3.10/site-packages/
    # Rasa would report its use over the network; nobody who activates the environment wants that here.
    echo 'export RASA_TELEMETRY_ENABLED=false' >>.venv/bin/activate
    echo "$runtime" >.venv/installed-requirements
    trap - INT TERM
fi
same_index_as_pip
case $wanted in
    dev)
        echo "Python environment: adding the packages for tests and checks ..."
        install .venv dev || not_installed
        # These want a newer jsonschema than Rasa allows, hence environments of their own.
        install_beside build/fuzz fuzz
        install_beside build/tools tools
        printf '%s\n%s\n' "$runtime" "$dev" >.venv/installed-requirements
        ;;
    rasa-full)
        echo "Rasa with TensorFlow: installing it into build/rasa-full (3.5 GB); a minute or two ..."
        install_beside build/rasa-full tensorflow
        echo "$full" >build/rasa-full/installed-requirements
        ;;
esac
echo "Python environment: ready."
