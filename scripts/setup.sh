#!/usr/bin/env bash
# Install what the project needs on Debian: QGIS and tools from apt, pinned Python packages into .venv, and
# build the translations. Does nothing the second time, and says little.
#   scripts/setup.sh              everything, for the tests
#   scripts/setup.sh --run-only   what the plugin and the demo need
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

mode=${1:-}
case $mode in "" | --run-only) ;; *) echo "usage: scripts/setup.sh [--run-only]" >&2; exit 2 ;; esac

# fonts-noto-core and fonts-dejavu-core carry all the Vietnamese letters; xvfb-run fails without xauth.
packages=(qgis python3-qgis qgis-providers python3-venv gdal-bin sqlite3 qttools5-dev-tools
          fonts-noto-core fonts-dejavu-core)
requirements=requirements-run.txt
if [[ -z $mode ]]; then
    packages+=(xvfb xauth imagemagick poppler-utils zbar-tools libreoffice-calc-nogui)
    requirements=requirements.txt
fi

as_root() { if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
done
if ((${#missing[@]})); then
    echo "setup: installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
fi

# QGIS lives in the system's Python; the python3 on the PATH may be another one.
venv=$root/.venv
python=$venv/bin/python
if ! { [[ -x $python ]] && "$python" -c 'import qgis.core' 2>/dev/null; }; then
    echo "setup: making .venv"
    rm -rf "$venv"
    /usr/bin/python3 -m venv --system-site-packages "$venv"
fi
wanted=$(cat "$root"/scripts/requirements*.txt | sha256sum | cut -c1-16)
stamp=$venv/.installed-$requirements
if [[ $(cat "$stamp" 2>/dev/null) != "$wanted" ]]; then
    echo "setup: installing $requirements"
    "$python" -m pip install -qq --disable-pip-version-check -r "$root/scripts/$requirements"
    echo "$wanted" >"$stamp"
fi

"$root/scripts/i18n.sh" --release
