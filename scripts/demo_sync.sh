# Sourced by demo.sh for --sync: two technicians, the reference registry, and its back office; all on this machine.
# shellcheck shell=bash disable=SC2154
export DIACHISO_REGISTRY_STATE=$out/.registry
export QGIS_AUTH_DB_DIR_PATH=$out/.login QGIS_AUTH_PASSWORD_FILE=$out/.login/password
colleague=$out/colleague.gpkg

end_registry() {
    "$root/scripts/registry.sh" stop
    rm -rf "$DIACHISO_REGISTRY_STATE" "$QGIS_AUTH_DB_DIR_PATH"
}

# office WORDS…: what people do between the syncs, and what is seen then.
office() {
    PYTHONPATH=$QGIS_CUSTOM_CONFIG_PATH/profiles/default/python/plugins${PYTHONPATH:+:$PYTHONPATH} \
        "$python" "$root/scripts/demo_sync.py" "$DIACHISO_REGISTRY_STATE/ready.json" "$@" 2>>"$log"
}

# sync TITLE REGISTER ACCOUNT PARAMETERS…
sync_() {
    local title=$1 register_=$2 account=$3
    shift 3
    step "$title" syncregister "REGISTER=$register_" "REGISTRY=$url" "AUTHCFG=$account" "$@"
}

rm -rf "$colleague"* "$DIACHISO_REGISTRY_STATE" "$QGIS_AUTH_DB_DIR_PATH"
mkdir -p -m 700 "$QGIS_AUTH_DB_DIR_PATH"
echo
echo "== Start the reference registry (PostgreSQL on the loopback, a cluster of its own)"
trap end_registry EXIT
"$root/scripts/registry.sh" start 2>>"$log" | head -n 1
url=$(office url)
office logins

sync_ "Hoa submits what is complete and sends it" "$register" demohoa SUBMIT=true
step "Bình's own register" createregister PROVINCE=56 "UNITS=$land|layername=$units" \
    "STREETS=$land|layername=$streets" "${extra_register[@]}" "OUTPUT=$colleague"
sync_ "Bình receives what Hoa sent" "$colleague" demobin

echo
echo "== The police verify, the post sends one back, codes are issued"
office verify
sync_ "Hoa receives stages, codes and the reason" "$register" demohoa
office rejected "$register"

echo
echo "== Bình and Hoa give one house two numbers"
house=$(office house "$register")
office edit "$colleague" "$house" 901
office edit "$register" "$house" 903
sync_ "Bình sends first" "$colleague" demobin
sync_ "Hoa sends later: a conflict, nothing is overwritten" "$register" demohoa
office conflicts "$register"
office choose "$register"
sync_ "Hoa sends what was chosen" "$register" demohoa
sync_ "Bình receives it" "$colleague" demobin
echo
office agree "$register" "$colleague" "$house"
trap - EXIT
end_registry
