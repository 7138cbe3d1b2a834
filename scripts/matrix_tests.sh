#!/usr/bin/env bash
# Inside a chroot of scripts/matrix.sh: make the .venv, build the translations, run the tests.
#   matrix_tests.sh [PYTEST ARGUMENTS]
# All that meets QGIS, Qt, GDAL, SQLite or another Python is run, with few examples where scripts/test.sh has tried many.
# Left out is what only reads the source, builds the zip, measures, or ends processes that know no QGIS: that is the same
# on every version. What knows neither QGIS nor Qt meets the newest Python and numpy only (testing), not those between.
set -euo pipefail
same=(tests/test_architecture.py tests/test_i18n.py tests/scripts tests/registry tests/sync/test_histories.py
      tests/sync/test_kills.py)
if [[ $(. /etc/os-release && echo "${VERSION_CODENAME:-}") == trixie ]]; then
    same+=(tests/core/rules tests/core/land tests/core/codes tests/sync)
fi
export DIACHISO_EFFORT=${DIACHISO_EFFORT:-brief}
cd /srv/main
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
rc=0
tests=("$venv/bin/python" -m pytest -q "${same[@]/#/--ignore=}")  # a file that is asked for by name is run all the same
check() { "$@" || { local code=$?; [[ $code -eq 5 ]] || rc=1; }; }  # 5: no test was chosen
check env QT_QPA_PLATFORM=offscreen "${tests[@]}" -m "not gui" -n "$(nproc)" --dist worksteal "$@"
check xvfb-run -a -s "-screen 0 1400x900x24" env QT_QPA_PLATFORM=xcb "${tests[@]}" -m gui "$@"
exit "$rc"
