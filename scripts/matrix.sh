#!/usr/bin/env bash
# Run the tests on other versions of QGIS: Debian 13 (3.40) and testing (3.44), each in a chroot that is made
# once and kept. A failing test fails the run; a chroot that cannot be made is said and skipped.
#   scripts/matrix.sh [SUITE...] [-- PYTEST ARGUMENTS]    default: trixie forky, what scripts/matrix_tests.sh chooses
#   scripts/matrix.sh --prepare [SUITE...]                only make the chroots, quietly and beside other work
#   scripts/matrix.sh --tools                             only install what makes them
# DIACHISO_MATRIX_DIR is the folder of the chroots (2 GB each), DIACHISO_SHARED the folder beside the checkout.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
base=${DIACHISO_MATRIX_DIR:-/var/tmp/diachiso-matrix}
shared=${DIACHISO_SHARED:-$root/../shared}
prepare=
tools() {
    if [[ $(id -u) -eq 0 ]] && ! command -v mmdebstrap >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null || true
    fi
}
if [[ ${1:-} == --tools ]]; then tools; exit; fi
if [[ ${1:-} == --prepare ]]; then prepare=yes; shift; fi
if [[ ${1:-} != --inside ]]; then
    suites=()
    while (($#)) && [[ $1 != -- ]]; do suites+=("$1"); shift; done
    if (($#)); then shift; fi  # the --; what is left is for pytest
    ((${#suites[@]})) || suites=(trixie forky)
fi

# qttools5-dev-tools builds the translations, ca-certificates serves pip.
packages=qgis,python3-qgis,qgis-providers,python3-pip,python3-venv,xvfb,xauth,gdal-bin,sqlite3,ca-certificates
packages+=,fonts-noto-core,fonts-dejavu-core,qttools5-dev-tools,poppler-utils,zbar-tools
recipe=$(printf %s "$packages" | sha256sum | cut -c1-16)
failed=()

skip() { echo "── $1: skipped: $2"; }

# The mirror that this machine's own apt uses (deb822 or one-line sources).
mirror() {
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null || true; } |
        sed -nE 's/^URIs: *(\S+).*/\1/p; s/^deb +(\[[^]]*\] +)?(\S+) .*/\2/p' | { grep -m1 -E '/debian/?$' || true; }
}

make_chroot() {
    local suite=$1 dir=$2 url options=()
    url=$(mirror)
    [[ -n $url ]] || { echo "no Debian mirror in the apt sources"; return 1; }
    # A frozen snapshot of testing looks expired.
    [[ $suite == trixie ]] || options+=(--aptopt='Acquire::Check-Valid-Until "false"')
    rm -rf "$dir" "$dir.new"
    nice -n 15 mmdebstrap --quiet --mode=root --variant=apt ${options[@]+"${options[@]}"} \
        --include="$packages" "$suite" "$dir.new" "$url" || { rm -rf "$dir.new"; return 1; }
    echo "$recipe" >"$dir.new/.diachiso-recipe"
    mv "$dir.new" "$dir"
}

# Let pip inside find what pip outside finds: its configuration files, and the local folders that they name.
carry_pip() {
    local dir=$1 file folder
    for file in /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
        [[ -f $file ]] || continue
        case $file in "$HOME"/*) folder=$dir/root/${file#"$HOME"/} ;; *) folder=$dir$file ;; esac
        mkdir -p "$(dirname "$folder")"
        cp "$file" "$folder"
    done
    for file in /etc/resolv.conf /etc/hosts "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}"; do
        [[ -f $file ]] && mkdir -p "$dir$(dirname "$file")" && cp -L "$file" "$dir$file"
    done
    # An index in a local folder links to files beside it, so its parent is carried; a folder of wheels as it is.
    { python3 -m pip config list 2>/dev/null || true; env | grep ^PIP_ || true; } |
        grep -oE "(file://|[ '=])/[^ '\"]+" | sed -E "s#^file://(.*)/[^/]+/?\$#\1#; s#^[ '=]##" | sort -u |
        while read -r folder; do
            [[ -d $folder && $folder != / ]] || continue
            mkdir -p "$dir$folder"
            mount --bind "$folder" "$dir$folder" && mount -o remount,ro,bind "$dir$folder"
        done
}

# Runs in namespaces of its own, so that nothing stays mounted and nothing goes on running whatever happens.
inside() {
    local dir=$1
    shift
    mount --make-rprivate /
    mount -t proc proc "$dir/proc"
    mount --rbind /dev "$dir/dev"
    mount -t tmpfs tmpfs "$dir/tmp"
    rm -rf "$dir/srv/main"
    mkdir -p "$dir/srv/main" "$dir/srv/shared"
    tar -C "$root" --exclude=./.venv --exclude=./.git --exclude=./build --exclude=./dist --exclude='.*_cache' \
        --exclude=__pycache__ --exclude=.hypothesis --exclude=.qgis-settings -cf - . | tar -C "$dir/srv/main" -xf -
    if [[ -d $shared/data ]]; then
        mount --bind "$shared" "$dir/srv/shared" && mount -o remount,ro,bind "$dir/srv/shared"
    fi
    carry_pip "$dir"
    chroot "$dir" env HOME=/root DIACHISO_SHARED=/srv/shared LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        bash /srv/main/scripts/matrix_tests.sh "$@"
}

if [[ ${1:-} == --inside ]]; then
    shift
    inside "$@"
    exit
fi

for suite in "${suites[@]}"; do
    start=$SECONDS dir=$base/$suite
    if [[ $(id -u) -ne 0 ]]; then skip "$suite" "only root may make a chroot"; continue; fi
    if ! unshare --mount true 2>/dev/null; then skip "$suite" "this machine allows no mount namespace"; continue; fi
    tools
    mkdir -p "$base"
    # Two runs at once would make one chroot twice, or pull the checkout from under each other's feet.
    # The lock is kept from children: an Xvfb that outlives its run would hold it for ever.
    exec 9>"$base/$suite.run"
    flock -n 9 || { echo "── $suite: waits for another run"; flock 9; }
    if [[ $(cat "$dir/.diachiso-recipe" 2>/dev/null) != "$recipe" ]]; then
        echo "── $suite: making the chroot"
        if ! make_chroot "$suite" "$dir" >"$base/$suite.log" 2>&1 9>&-; then
            skip "$suite" "no chroot: $(tail -n1 "$base/$suite.log")"
            continue
        fi
        echo "   $((SECONDS - start)) s"
    fi
    if [[ -n $prepare ]]; then continue; fi
    echo "── $suite"
    unshare --mount --pid --fork --kill-child "${BASH_SOURCE[0]}" --inside "$dir" "$@" 9>&- || failed+=("$suite")
    echo "   $((SECONDS - start)) s"
done

if ((${#failed[@]})); then
    echo "FAILED on ${failed[*]}"
    exit 1
fi
