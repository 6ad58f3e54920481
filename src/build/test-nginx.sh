# shellcheck shell=bash
# An nginx for the tests: the one that is there, else Debian's. Sourced by test.

find_nginx() {
    command -v nginx >/dev/null 2>&1 || [[ -x /usr/sbin/nginx ]]
}

ensure_nginx() {
    find_nginx && return 0
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 ||
        fail "nginx is needed for the tests: install it (on Debian: apt-get install nginx)."
    say "Installing Debian's nginx ..."
    with_progress target/apt-nginx.log sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx' ||
        fail "nginx could not be installed; its own words are in target/apt-nginx.log."
}
