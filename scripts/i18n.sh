#!/usr/bin/env bash
# Collect the English source texts of all rooms into i18n/diachiso_vi.ts and build the .qm files.
#   scripts/i18n.sh             update the .ts, then build
#   scripts/i18n.sh --update    update the .ts only
#   scripts/i18n.sh --release   build the .qm only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mode=${1:-}

if [[ $mode != --release ]]; then /usr/bin/python3 scripts/texts.py; fi
if [[ $mode != --update ]]; then
    lrelease=$(command -v lrelease || echo /usr/lib/qt5/bin/lrelease)
    for ts in i18n/*.ts; do
        # Put in its place at once: a QGIS that has the old file mapped would die if it were written anew.
        if [[ -e $ts ]]; then
            "$lrelease" -silent "$ts" -qm "${ts%.ts}.$$.qm"
            mv "${ts%.ts}.$$.qm" "${ts%.ts}.qm"
        fi
    done
fi
