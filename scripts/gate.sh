#!/usr/bin/env bash
# Judge the built zip as the plugin site does before it publishes one (see scripts/gate.py).
#   scripts/gate.sh [ZIP]   default: the zip in dist/
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "$here/../.venv/bin/python" "$here/gate.py" "$@"
