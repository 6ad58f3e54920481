# shellcheck shell=bash
# An nginx for the tests: the one that is there, else Debian's. They start their own; none is left running. Sourced by test.

find_nginx_program() {
    PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx >/dev/null 2>&1
}

ensure_nginx() {
    find_nginx_program && return 0
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 ||
        fail "nginx is needed for the tests: install it (on Debian: apt-get install nginx)."
    say "Installing Debian's nginx ..."
    with_progress target/apt-nginx.log install_nginx || fail "nginx could not be installed; its own words are in target/apt-nginx.log."
}

# Debian starts a service as it installs it, unless a policy says no: this one would take port 80.
install_nginx() {
    local policy=/usr/sbin/policy-rc.d made=no status=0
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made=yes
    fi
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx || status=$?
    [[ $made == no ]] || rm -f "$policy"
    return "$status"
}
