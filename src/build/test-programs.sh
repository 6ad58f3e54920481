# shellcheck shell=bash
# Small programs for the tests of server-config: those that are there, else Debian's. Sourced by test.

ensure_programs() {
    ensure_program python3 python3
    ensure_program systemd-analyze systemd
}

# ensure_program NAME PACKAGE
ensure_program() {
    ! command -v "$1" >/dev/null 2>&1 || return 0
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 ||
        fail "$1 is needed for the tests: install it (on Debian: apt-get install $2)."
    say "Installing Debian's $2 ..."
    with_progress "target/apt-$2.log" sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $2" ||
        fail "$2 could not be installed; its own words are in target/apt-$2.log."
}
