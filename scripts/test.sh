#!/usr/bin/env bash
# Set up, then run everything: ruff, mypy, the tests (offscreen, then those marked `gui` under Xvfb), and the
# upload gate on the built zip. All steps run; one that fails makes the whole fail.
#   scripts/test.sh [PYTEST ARGUMENTS]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
scripts/setup.sh
source scripts/env.sh
bin=$root/.venv/bin
failed=()

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
tests() { "$@" || { local rc=$?; [[ $rc -eq 5 ]]; }; }
# A worker per core; whoever is done first takes tests from the other.
offscreen() {
    tests env QT_QPA_PLATFORM=offscreen "$bin/python" -m pytest -q -m "not gui" -n "$(nproc)" --dist worksteal "$@"
}
display() {
    tests xvfb-run -a -s "-screen 0 1400x900x24" env QT_QPA_PLATFORM=xcb "$bin/python" -m pytest -q -m gui "$@"
}

step "ruff" "$bin/ruff" check .
step "mypy" types
step "package" scripts/package.sh
step "upload gate" scripts/gate.sh
step "tests, offscreen" offscreen "$@"
step "tests, on a display" display "$@"

if ((${#failed[@]})); then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
echo "all well, $SECONDS s"
