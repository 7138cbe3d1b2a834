#!/usr/bin/env bash
# Collect the English source texts of all rooms into i18n/diachiso_vi.ts and build the .qm files.
#   scripts/i18n.sh             update the .ts, then build
#   scripts/i18n.sh --update    update the .ts only (into $DIACHISO_TS, if set)
#   scripts/i18n.sh --release   build the .qm only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mode=${1:-}

if [[ $mode != --release ]]; then
    ts=${DIACHISO_TS:-i18n/diachiso_vi.ts}
    mapfile -t sources < <(find ./*.py core register sync publish processing ui -name '*.py' | LC_ALL=C sort)
    pylupdate5 -noobsolete "${sources[@]}" -ts "$ts"
    # Line numbers would change the file with every edit of the code.
    sed -i '/<location /d' "$ts"
fi
if [[ $mode != --update ]]; then
    lrelease=$(command -v lrelease || echo /usr/lib/qt5/bin/lrelease)
    for ts in i18n/*.ts; do
        [[ -e $ts ]] || continue
        "$lrelease" -silent "$ts" -qm "${ts%.ts}.qm"
    done
fi
