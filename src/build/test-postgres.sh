# shellcheck shell=bash
# A PostgreSQL for the tests: the one that is there, else Debian's. Sourced by test.

find_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null 2>&1
}

ensure_postgres() {
    find_postgres && return 0
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 ||
        fail "PostgreSQL is needed for the tests: install it (on Debian: apt-get install postgresql)."
    say "Installing Debian's PostgreSQL ..."
    with_progress target/apt-postgres.log sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql' ||
        fail "PostgreSQL could not be installed; its own words are in target/apt-postgres.log."
}
