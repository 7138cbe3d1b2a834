#!/usr/bin/env bash
# Build the translations and dist/diachiso-<version>.zip; prints its path.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/i18n.sh" --release
exec /usr/bin/python3 "$here/package.py" "$@"
