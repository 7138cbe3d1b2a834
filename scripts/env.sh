# Sourced by the other scripts: a private QGIS profile that holds this package, and qgis_process_, which runs
# QGIS's command line in it. DIACHISO_LOCALE (vi, en) chooses the language of QGIS.
# shellcheck shell=bash
DIACHISO_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DIACHISO_ROOT

_profile=${XDG_CACHE_HOME:-$HOME/.cache}/diachiso/$(printf %s "$DIACHISO_ROOT" | sha256sum | cut -c1-12)
export QGIS_CUSTOM_CONFIG_PATH=${DIACHISO_PROFILE:-$_profile}
unset _profile
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
if [[ -z ${XDG_RUNTIME_DIR:-} ]]; then
    export XDG_RUNTIME_DIR=$QGIS_CUSTOM_CONFIG_PATH/run  # else Qt says at each start that it has none
fi
mkdir -p "$QGIS_CUSTOM_CONFIG_PATH/profiles/default/python/plugins" "$QGIS_CUSTOM_CONFIG_PATH/profiles/default/QGIS"
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
ln -sfn "$DIACHISO_ROOT" "$QGIS_CUSTOM_CONFIG_PATH/profiles/default/python/plugins/diachiso"
# The same as `qgis_process plugins enable …`, without two starts of QGIS.
{
    printf '[PythonPlugins]\nprocessing=true\ndiachiso=true\n'
    if [[ -n ${DIACHISO_LOCALE:-} ]]; then
        printf '\n[locale]\noverrideFlag=true\nuserLocale=%s\n' "$DIACHISO_LOCALE"
    fi
} >"$QGIS_CUSTOM_CONFIG_PATH/profiles/default/QGIS/QGIS3.ini"

# The .venv brings shapely to the Python inside QGIS.
for _site in "$DIACHISO_ROOT"/.venv/lib/python3.*/site-packages; do
    if [[ -d $_site && :${PYTHONPATH:-}: != *:$_site:* ]]; then
        export PYTHONPATH=$_site${PYTHONPATH:+:$PYTHONPATH}
    fi
done
unset _site

# Run qgis_process with our profile. Debian 12's wrapper passes an option that its own binary refuses.
qgis_process_() {
    if command -v qgis_process.bin >/dev/null; then qgis_process.bin "$@"; else qgis_process "$@"; fi
}
