#!/usr/bin/env bash
# Inside a chroot of scripts/matrix.sh: make the .venv, build the translations, run the tests.
#   matrix_tests.sh [PYTEST ARGUMENTS]
# All that meets QGIS, Qt or GDAL is run, with few examples where scripts/test.sh has tried many. Left out is what only
# reads the source, builds the zip or takes volumes (`slow`), and the tests of the server and of its faults. Of what
# knows neither QGIS nor Qt a part meets the newest Python, SQLite and numpy (testing), none those between. Of each
# table of cases (DIACHISO_CASES) one is tried. Of the files that meet QGIS every second one is run on the version between,
# the others on testing.
set -euo pipefail
cases=1
same=(tests/test_architecture.py tests/test_i18n.py tests/scripts tests/registry)
of_qgis() { find tests/processing tests/publish tests/ui -name 'test_*.py' | LC_ALL=C sort | awk "NR % $1"; }
without_qgis() { grep -LrE 'qgis|osgeo' "$@" --include='test_*.py' || true; }
cd /srv/main
if [[ $(. /etc/os-release && echo "${VERSION_CODENAME:-}") == trixie ]]; then
    mapfile -t -O "${#same[@]}" same < <(without_qgis tests/core tests/register tests/sync)
    same+=(tests/test_promises.py tests/register tests/sync)
    left='2 == 1'
else
    mapfile -t -O "${#same[@]}" same < <(without_qgis tests/sync | grep -v /test_engine.py)
    same+=(tests/core/rules tests/core/land tests/core/address_parser tests/core/house_numbers tests/test_promises.py)
    left='2 == 0'
fi
(($#)) || mapfile -t -O "${#same[@]}" same < <(of_qgis "$left")  # what is asked for by name is run whole
(($#)) || export DIACHISO_CASES=${DIACHISO_CASES:-$cases}
export DIACHISO_EFFORT=${DIACHISO_EFFORT:-brief}
wanted=$(cat scripts/requirements-*.txt | sha256sum | cut -c1-16)
venv=/srv/venv
if [[ $(cat "$venv/.installed" 2>/dev/null) != "$wanted" ]]; then
    rm -rf "$venv"
    python3 -m venv --system-site-packages "$venv"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check -r scripts/requirements-test.txt
    echo "$wanted" >"$venv/.installed"
fi
ln -sfn "$venv" .venv  # where the scripts and the tests look for it
scripts/i18n.sh --release
export XDG_RUNTIME_DIR=/tmp/run
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c '
from osgeo import gdal
from qgis.core import Qgis
import numpy, platform, shapely
print(f"QGIS {Qgis.QGIS_VERSION}, Python {platform.python_version()}, GDAL {gdal.__version__},",
      f"numpy {numpy.__version__}, shapely {shapely.__version__}")'
tests=("$venv/bin/python" -m pytest -q "${same[@]/#/--ignore=}")  # a file that is asked for by name is run all the same
rc=0
QT_QPA_PLATFORM=offscreen "${tests[@]}" -m "not slow" -n "$(nproc)" --dist worksteal "$@" || rc=$?
if [[ $rc -eq 1 ]]; then
    rc=0
    scripts/tests_again.sh "$venv/bin/python" || rc=1
fi
[[ $rc -eq 5 ]] || exit "$rc"  # 5: no test was chosen
