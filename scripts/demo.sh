#!/usr/bin/env bash
# Do the main job headless, from land data to a register with codes and a map, and say what was done.
#   scripts/demo.sh [OUTDIR] [--sample] [--sync]
# With --sync (on the sample) the register is then synced with the reference registry, which is started for it and
# stopped after it: codes are issued, one record is sent back, two technicians come into conflict.
# Uses ../shared/data/nha_trang.gpkg where present, else (or with --sample) the bundled sample town. All codes and
# blocks have fictitious prefixes. Results: OUTDIR/register.gpkg, OUTDIR/plan.gpkg, OUTDIR/map.png, OUTDIR/report.*.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

out=$PWD/demo-output
sample='' sync=''
for argument in "$@"; do
    case $argument in
        --sample) sample=yes ;;
        --sync) sample=yes sync=yes ;;
        -*) echo "usage: scripts/demo.sh [OUTDIR] [--sample] [--sync]" >&2; exit 2 ;;
        *) out=$(realpath -m "$argument") ;;
    esac
done

"$root/scripts/setup.sh" --run-only
# shellcheck source=scripts/env.sh
source "$root/scripts/env.sh"
python=$root/.venv/bin/python
log=$out/demo.log
mkdir -p "$out"
rm -rf "$out"/{register,plan,matched,again}.gpkg* "$out/map.png" "$out"/report.{xlsx,odt,pdf} "$out/letters" "$out"/plaques* "$log"

nha_trang=$root/../shared/data/nha_trang.gpkg
if [[ -z $sample && -f $nha_trang ]]; then
    land=$(realpath "$nha_trang")
    echo "Land data: $land"
    "$python" "$root/scripts/demo_inputs.py" "$land" "$out/input"
    units=communes streets=roads
    official="$out/input/official.gpkg|layername=official" blocks=$out/input/blocks.csv
    extra_register=() extra_match=(ID_FIELD=bld_id)
    extra_assign=(ID_FIELD=bld_id) report_fields=(ID_FIELD=bld_id)
    number=truth_no street=street
else
    land=$out/input/sample_town.gpkg  # QGIS writes into every GeoPackage that it opens, if only a few bytes
    mkdir -p "$out/input"
    cp "$root/resources/sample/sample_town.gpkg" "$land"
    echo "Land data: $land (a copy of the bundled sample)"
    units=communes streets=streets
    official="$land|layername=official" blocks=$root/resources/sample/blocks.csv
    extra_register=("SETTLEMENTS=$land|layername=settlements")
    extra_match=(ID_FIELD=bld_id NAME_FIELD=ten OFFICIAL_NAME_FIELD=ten)
    extra_assign=(ID_FIELD=bld_id CLASS_FIELD=loai NAME_FIELD=ten SETTLEMENT_FIELD=thon UNIT_FIELD=xa
                  "PARCELS=$land|layername=parcels")
    report_fields=(ID_FIELD=bld_id CLASS_FIELD=loai)
    number=so_nha street=ten_duong
fi

# step TITLE ALGORITHM PARAMETERS…: run it, print the counts it returns and the time.
step() {
    local title=$1 algorithm=$2
    shift 2
    echo
    echo "== $title"
    local begin=$EPOCHREALTIME result=$out/.result.json
    if ! qgis_process_ run "diachiso:$algorithm" --json -- "$@" >"$result" 2>>"$log"; then
        "$python" "$root/scripts/print_result.py" <"$result" || true
        echo "diachiso:$algorithm failed; its messages are in $log" >&2
        tail -n 15 "$log" >&2
        exit 1
    fi
    "$python" "$root/scripts/print_result.py" <"$result"
    awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf "   %.1f s, the start of QGIS included\n", b - a }'
    rm -f "$result"
}

register=$out/register.gpkg
buildings="$land|layername=buildings"
start=$SECONDS
step "Create the register of Khánh Hòa" createregister PROVINCE=56 "UNITS=$land|layername=$units" \
    "STREETS=$land|layername=$streets" "${extra_register[@]}" "OUTPUT=$register"
step "Add the reserved blocks" addcodeblock "REGISTER=$register" "BLOCKS=$blocks"
step "Match the codes issued earlier" matchcodes "OFFICIAL=$official" CODE_FIELD=ma_dia_chi \
    "INPUT=$buildings" "REGISTER=$register" ACCURACY=15 NUMBER_FIELD=$number STREET_FIELD=$street \
    OFFICIAL_NUMBER_FIELD=so_nha OFFICIAL_STREET_FIELD=ten_duong OFFICIAL_COMMUNE_FIELD=xa \
    "${extra_match[@]}" DRY_RUN=false "OUTPUT=$out/matched.gpkg"
assign=("INPUT=$buildings" "REGISTER=$register" SCHEME=ndas NUMBER_FIELD=$number STREET_FIELD=$street
        "${extra_assign[@]}")
step "Assign codes to the rest" assigncodes "${assign[@]}" DRY_RUN=false "OUTPUT=$out/plan.gpkg"
step "Once more, as a trial: nothing changes" assigncodes "${assign[@]}" DRY_RUN=true "OUTPUT=$out/again.gpkg"
rm -f "$out/again.gpkg"

echo
echo "== Draw a part of the town"
"$python" "$root/scripts/render_map.py" --register "$register" --buildings "$buildings" \
    --streets "$land|layername=$streets" --out "$out/map.png" 2>>"$log"
if [[ -n $sync ]]; then
    # shellcheck source=scripts/demo_sync.sh
    source "$root/scripts/demo_sync.sh"
fi
# The street with the most codes issued earlier: only those get plaques.
mounted=$("$python" "$root/scripts/demo_street.py" "$register")
step "Plaques of $mounted, on sheets A3" printplaques "REGISTER=$register" "STREET=$mounted" SHEET=2 \
    "OUTPUT=$out/plaques.pdf" "WORKSHOP=$out/plaques_workshop.xlsx" "ROUTE=$out/plaques_route.xlsx"
step "Notices to those who live there" printnotices "REGISTER=$register" "STREET=$mounted" "OUTPUT=$out/notices.pdf"
step "Report of the month; the land layer gives the totals" progressreport "REGISTER=$register" "BUILDINGS=$buildings" \
    "${report_fields[@]}" LANGUAGE=vi "OUTPUT_TABLE=$out/report.xlsx" "OUTPUT_DOCUMENT=$out/report.odt" \
    "OUTPUT_PDF=$out/report.pdf" "OUTPUT_LETTERS=$out/letters"
echo
echo "Done in $((SECONDS - start)) s. Results:"
echo "   $register   the register"
echo "   $out/plan.gpkg       what was done with each building, and why"
echo "   $out/map.png         a part of the town with its codes"
echo "   $out/plaques.pdf     the plaques of one street, with plaques_workshop.xlsx and plaques_route.xlsx"
echo "   $out/notices.pdf     a letter for each recipient in that street"
echo "   $out/report.{xlsx,odt,pdf}  the report of the month, and in letters/ a reminder to each late commune"
