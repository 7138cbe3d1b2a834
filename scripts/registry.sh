#!/usr/bin/env bash
# The reference registry (tests/registry) for a trial: PostgreSQL/PostGIS and the server, on the loopback only.
#   scripts/registry.sh start [--port N]   install what is missing, start, print its URL and the test accounts
#   scripts/registry.sh stop               end what start began, and remove its data
#   scripts/registry.sh status             say the same as start once more; exit status 1 where none runs
#   scripts/registry.sh install            only install what is missing
# DIACHISO_REGISTRY_STATE: the folder for the files that say where it is (a user's own, else in the cache).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=$root/.venv/bin/python
state=${DIACHISO_REGISTRY_STATE:-${XDG_CACHE_HOME:-$HOME/.cache}/diachiso/registry-$(id -u)}
ready=$state/ready.json log=$state/registry.log

usage() { echo "usage: scripts/registry.sh start [--port N] | stop | status | install" >&2; exit 2; }

# The process that start began, if it still runs: its number alone may have gone to another one since.
running() {
    local pid
    pid=$(cat "$state/pid" 2>/dev/null) || return 1
    [[ -r /proc/$pid/cmdline ]] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "-m registry --ready $ready" || return 1
    echo "$pid"
}

install() { "$root/scripts/setup.sh" --registry; }

show() {
    "$python" - "$ready" <<'PYTHON'
import json
import sys

found = json.load(open(sys.argv[1], encoding="utf-8"))
print(f"URL: {found['url']}")
for name, login in found["accounts"].items():
    print(f"{name}: token {login['token']}  password {login['password']}")
PYTHON
}

start() {
    local port=${1:-0} pid
    if running >/dev/null; then show; return; fi
    install
    mkdir -p -m 700 "$state"
    rm -f "$ready"
    cd "$root/tests"
    setsid "$python" -m registry --ready "$ready" --port "$port" --test </dev/null >/dev/null 2>"$log" &
    pid=$!
    echo "$pid" >"$state/pid"
    for ((i = 0; i < 600; i++)); do
        if [[ -s $ready ]]; then show; return; fi
        if ! kill -0 "$pid" 2>/dev/null; then break; fi
        sleep 0.1
    done
    echo "registry: did not start:" >&2
    cat "$log" >&2
    return 1
}

stop() {
    local pid
    if pid=$(running); then
        kill "$pid"
        for ((i = 0; i < 200; i++)); do
            running >/dev/null || break
            sleep 0.1
        done
        if running >/dev/null; then echo "registry: process $pid does not end" >&2; return 1; fi
    fi
    rm -f "$ready" "$state/pid"
}

case ${1:-} in
    start)
        case ${2:-} in "") start ;; --port) start "${3:?port}" ;; *) usage ;; esac ;;
    stop) stop ;;
    status) running >/dev/null && show ;;
    install) install ;;
    *) usage ;;
esac
