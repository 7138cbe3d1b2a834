#!/usr/bin/env bash
# Measure assigncodes as a user runs it and print the ratios that it is to keep:
#   scripts/bench.sh [--quick] [--repeats N] [--work FOLDER] [--sizes N,N…]
#   scripts/bench.sh land [the same]     importlayer and diagnoselayer instead, 100,000 and 1,000,000 polygons
#   scripts/bench.sh check [the same]    checkaddresses and checkland: the rules over addresses and land layers
#   scripts/bench.sh capture [the same]  what the register's triggers add to an edit of every record
#   scripts/bench.sh number [--houses FILE|LAYER --streets FILE|LAYER …]  sides and order of house numbers
#   scripts/bench.sh plaques [--quick]   printplaques: 1,000 and 10,000 plaques, memory, cancelling
#   scripts/bench.sh search REGISTER [--addresses N]  the search: its side-car, what a keystroke waits for, verifying
#   scripts/bench.sh province [--quick] [--sizes N] [--work FOLDER]  a register of 2,000,000 addresses on PostgreSQL
#   scripts/bench.sh hands [--quick] [--register FILE]  a commune checked out and in again, beside a copy of it
#   scripts/bench.sh parse [--quick] [--seed N]  the address text parser: speed and accuracy beside vietnamadminunits
# 10,000, 100,000 and 1,000,000 generated buildings (--quick: up to 100,000), through qgis_process with its start,
# against an ogr2ogr copy of the same file and against native:joinattributesbylocation + native:fieldcalculator.
# The runs of a repeat stand next to each other and a ratio is the median over the repeats, so that a busy machine
# spoils little. The exit code is 0 even where a target is missed (a noisy machine must not fail a build), and 1
# where a run fails or gives wrong counts. The million takes about ten minutes and 5 GB in FOLDER (a temporary one).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/scripts/setup.sh" --run-only >&2
# shellcheck source=scripts/env.sh
source "$root/scripts/env.sh"
script=bench.py
case ${1:-} in
land | check | capture | sync | search | parse | number | plaques | province | hands)
    script=bench_$1.py
    shift
    ;;
esac
exec "$root/.venv/bin/python" "$root/scripts/$script" "$@"
