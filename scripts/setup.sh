#!/usr/bin/env bash
# Install what the project needs on Debian: QGIS and tools from apt, pinned Python packages into .venv, and
# build the translations. Does nothing the second time, and says little.
#   scripts/setup.sh              everything, for the tests
#   scripts/setup.sh --run-only   what the plugin and the demo need
#   scripts/setup.sh --registry   what the reference registry needs besides (part of everything)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

mode=${1:-}
case $mode in "" | --run-only | --registry) ;; *) echo "usage: scripts/setup.sh [--run-only | --registry]" >&2; exit 2 ;; esac

# fonts-noto-core and fonts-dejavu-core carry all the Vietnamese letters; xvfb-run fails without xauth.
packages=(qgis python3-qgis qgis-providers python3-venv gdal-bin sqlite3 qttools5-dev-tools
          fonts-noto-core fonts-dejavu-core fonts-croscore)
registry=(postgresql-15 postgresql-15-postgis-3)
requirements=requirements-run.txt
if [[ -z $mode ]]; then
    packages+=(xvfb xauth imagemagick poppler-utils zbar-tools libreoffice-calc-nogui libreoffice-writer-nogui
               qgis-server chromium "${registry[@]}")
    requirements=requirements.txt
elif [[ $mode == --registry ]]; then
    packages=(python3-venv "${registry[@]}")
    requirements=requirements-registry.txt
fi

as_root() { if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
done
install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 "$@" >/dev/null
}
if ((${#missing[@]})); then
    echo "setup: installing ${missing[*]}"
    as_root apt-get update -qq
    if [[ " ${missing[*]} " == *" postgresql-15 "* ]]; then
        # Debian would make and start a cluster for the whole machine; the registry has its own.
        install postgresql-common
        as_root sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    fi
    install "${missing[@]}"
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

if [[ $mode != --registry ]]; then "$root/scripts/i18n.sh" --release; fi
