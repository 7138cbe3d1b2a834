#!/usr/bin/env bash
# Set up, then run everything: ruff, mypy, the upload gate on the built zip, and the tests (offscreen; those of the
# real desktop bring an Xvfb of their own). All steps run; one that fails makes the whole fail.
#   scripts/test.sh [PYTEST ARGUMENTS]
# DIACHISO_EFFORT=thorough tries eight times as many examples, kills and objects, other ones each time.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
scripts/setup.sh
source scripts/env.sh
export DIACHISO_REGISTRY=required  # setup.sh has brought it: no test against it is skipped
bin=$root/.venv/bin
failed=()

# The tests wait for the disk as long as they compute: their files go to memory where there is enough.
kilobytes() { { "$@" 2>/dev/null || true; } | grep -oE '[0-9]+' | tail -n1 || true; }
room=$(kilobytes df --output=avail -k /dev/shm) free=$(kilobytes grep MemAvailable /proc/meminfo)
if [[ -z ${TMPDIR:-} ]] && ((${room:-0} > 4000000 && ${free:-0} > 8000000)); then
    TMPDIR=$(mktemp -d /dev/shm/diachiso-tests.XXXXXX)
    chmod 711 "$TMPDIR"  # some tests look at it as another user
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
fi

step() {
    local name=$1 start=$SECONDS
    shift
    echo "── $name"
    if ! "$@"; then failed+=("$name"); fi
    echo "   $((SECONDS - start)) s"
}

# mypy must see the package by its name: from a folder that holds a link to it.
types() {
    local parent
    parent=$(mktemp -d)
    ln -s "$root" "$parent/diachiso"
    (cd "$parent" && MYPYPATH=$parent "$bin/mypy" --config-file "$root/pyproject.toml" \
        --cache-dir "$root/.mypy_cache" -p diachiso) || { rm -rf "$parent"; return 1; }
    rm -rf "$parent"
}
# pytest's 5 says that no test was chosen, which is no failure when arguments narrow the choice.
tests() { "$@" || { local rc=$?; [[ $rc -eq 5 ]] || { [[ $rc -eq 1 ]] && scripts/tests_again.sh "$bin/python"; }; }; }
# A worker per core; whoever is done first takes tests from the other.
offscreen() { tests env QT_QPA_PLATFORM=offscreen "$bin/python" -m pytest -q -n "$(nproc)" --dist worksteal "$@"; }

# mypy keeps one core busy for a while: it works beside the next steps, and says what it found after them.
found=$(mktemp)
types >"$found" 2>&1 &
typing=$!
step "ruff" "$bin/ruff" check .
step "package" scripts/package.sh
step "upload gate" scripts/gate.sh
types_end() { local rc=0; wait "$typing" || rc=$?; cat "$found"; rm -f "$found"; return "$rc"; }
step "mypy" types_end
step "tests" offscreen "$@"

if ((${#failed[@]})); then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
echo "all well, $SECONDS s"
