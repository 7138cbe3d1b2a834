#!/usr/bin/env bash
# Pictures of the real desktop doing the main job, in Vietnamese and in English, under Xvfb.
#   scripts/screenshots.sh [OUTDIR] [--sample] [--main] [LANGUAGE…]      (default: screenshots, vi en)
# With --main only the main job; else the forms, the sync, house numbers and old units, a register on a
# server, too.
# Uses ../shared/data/nha_trang.gpkg where present, else (or with --sample) the bundled sample town.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$PWD/screenshots
sample='' main=''
languages=()
for argument in "$@"; do
    case $argument in
        --sample) sample=yes ;;
        --main) main=yes ;;
        vi | en) languages+=("$argument") ;;
        -*) echo "usage: scripts/screenshots.sh [OUTDIR] [--sample] [--main] [vi|en…]" >&2; exit 2 ;;
        *) out=$(realpath -m "$argument") ;;
    esac
done
((${#languages[@]})) || languages=(vi en)

nha_trang=$root/../shared/data/nha_trang.gpkg
mkdir -p "$out"
if [[ -z $sample && -f $nha_trang ]]; then
    DIACHISO_LAND=$(realpath "$nha_trang")
    "$root/.venv/bin/python" "$root/scripts/demo_inputs.py" "$DIACHISO_LAND" "$out/input" >/dev/null
    DIACHISO_OFFICIAL="$out/input/official.gpkg|layername=official" DIACHISO_BLOCKS=$out/input/blocks.csv
else
    DIACHISO_LAND=$out/input/sample_town.gpkg  # a copy: QGIS writes into every GeoPackage that it opens
    mkdir -p "$out/input"
    cp "$root/resources/sample/sample_town.gpkg" "$DIACHISO_LAND"
    DIACHISO_OFFICIAL="$DIACHISO_LAND|layername=official" DIACHISO_BLOCKS=$root/resources/sample/blocks.csv
fi
DIACHISO_OLD_FONT=$root/../shared/data/encodings/nhatrang_roads_tcvn3.shp
[[ -f $DIACHISO_OLD_FONT ]] || DIACHISO_OLD_FONT=
export DIACHISO_LAND DIACHISO_OFFICIAL DIACHISO_BLOCKS DIACHISO_OLD_FONT

failed=0
for language in "${languages[@]}"; do
    export DIACHISO_SHOTS=$out/$language DIACHISO_LOCALE=$language DIACHISO_PROFILE=$out/profile_$language
    rm -rf "$DIACHISO_SHOTS" "$DIACHISO_PROFILE"
    mkdir -p "$DIACHISO_SHOTS"
    (
        # shellcheck source=scripts/env.sh
        source "$root/scripts/env.sh"
        timeout 600 xvfb-run -a -s "-screen 0 1366x768x24" env QT_QPA_PLATFORM=xcb \
            qgis.bin --nologo --noversioncheck --code "$root/scripts/screenshot.py" >"$DIACHISO_SHOTS/qgis.log" 2>&1
        if [[ -z $main && -f $DIACHISO_SHOTS/register.qgz ]]; then # the forms, on a copy of the register
            mkdir -p "$DIACHISO_SHOTS/forms"
            cp "$DIACHISO_SHOTS"/register.{gpkg,qgz} "$DIACHISO_SHOTS/forms/"
            DIACHISO_REGISTER=$DIACHISO_SHOTS/forms/register.gpkg timeout 300 \
                xvfb-run -a -s "-screen 0 1366x768x24" env QT_QPA_PLATFORM=xcb \
                qgis.bin --nologo --noversioncheck --code "$root/scripts/screenshot_forms.py" \
                >>"$DIACHISO_SHOTS/qgis.log" 2>&1
            mkdir -p "$DIACHISO_SHOTS/sync" # the sync, on another copy
            cp "$DIACHISO_SHOTS"/register.{gpkg,qgz} "$DIACHISO_SHOTS/sync/"
            DIACHISO_REGISTER=$DIACHISO_SHOTS/sync/register.gpkg timeout 300 \
                xvfb-run -a -s "-screen 0 1366x768x24" env QT_QPA_PLATFORM=xcb \
                qgis.bin --nologo --noversioncheck --code "$root/scripts/screenshot_sync.py" \
                >>"$DIACHISO_SHOTS/qgis.log" 2>&1
            mkdir -p "$DIACHISO_SHOTS/numbers" # house numbers and old units, on another copy
            cp "$DIACHISO_SHOTS"/register.{gpkg,qgz} "$DIACHISO_SHOTS/numbers/"
            DIACHISO_REGISTER=$DIACHISO_SHOTS/numbers/register.gpkg timeout 300 \
                xvfb-run -a -s "-screen 0 1366x768x24" env QT_QPA_PLATFORM=xcb \
                qgis.bin --nologo --noversioncheck --code "$root/scripts/screenshot_numbers.py" \
                >>"$DIACHISO_SHOTS/qgis.log" 2>&1
            if [[ -x /usr/lib/postgresql/15/bin/initdb ]]; then # a copy on a server
                timeout 300 "$root/.venv/bin/python" "$root/scripts/on_server.py" "$DIACHISO_SHOTS/register.gpkg" \
                    xvfb-run -a -s "-screen 0 1366x768x24" env QT_QPA_PLATFORM=xcb \
                    qgis.bin --nologo --noversioncheck --code "$root/scripts/screenshot_server.py" \
                    >>"$DIACHISO_SHOTS/qgis.log" 2>&1
            fi
        fi
    ) || failed=1
    if [[ -e $DIACHISO_SHOTS/error.txt ]]; then
        cat "$DIACHISO_SHOTS/error.txt" >&2
        failed=1
    fi
    rm -rf "$DIACHISO_PROFILE"
    echo "$DIACHISO_SHOTS: $(find "$DIACHISO_SHOTS" -name '*.png' | wc -l) pictures"
done
exit "$failed"
