#!/usr/bin/env bash
# Many hands on one register on PostgreSQL: processes that assign, edit, check and sync at once, some of them killed,
# then a judgement of everything that the server acknowledged, and the promises tried on the loaded register:
#   scripts/load.sh [MINUTES] [PROCESSES] [--seed N] [--work FOLDER] [--no-kills] [--no-promises]
# 10 minutes and 8 processes where nothing is said. Server, registry and QGIS profiles are its own, in a temporary
# folder (or in FOLDER, left as it is afterwards, with a journal of each process). The exit code is 1 where anything
# was lost, given twice, left unretried, or went wrong in another way.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/scripts/setup.sh" >&2
# shellcheck source=scripts/env.sh
source "$root/scripts/env.sh"
exec "$root/.venv/bin/python" "$root/scripts/load_run.py" "$@"
