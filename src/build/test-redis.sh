# shellcheck shell=bash
# A Redis 7 for the tests: the one that is there, else Debian's. Sourced by test.

# Whether a redis-server of version 7 or newer is on the PATH, also as Debian's redis-tools brings it: under another name.
find_redis_7() {
    local server
    if server=$(command -v redis-server); then
        (($("$server" --version | sed -nE 's/.* v=([0-9]+).*/\1/p') >= 7))
    else
        command -v redis-check-rdb >/dev/null 2>&1
    fi
}

# redis-tools has the server's binary, and no service that would take port 6379.
ensure_redis() {
    if ! find_redis_7; then
        [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 ||
            fail "Redis 7 or newer is needed for the tests: put its redis-server on the PATH (on Debian: apt-get install redis-tools)."
        say "Installing Debian's Redis ..."
        with_progress target/apt-redis.log sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redis-tools' ||
            fail "Redis could not be installed; its own words are in target/apt-redis.log."
        find_redis_7 || fail "Redis 7 or newer is needed for the tests, and this machine's packages have an older one."
    fi
    command -v valkey-server >/dev/null 2>&1 || say "Valkey is not tried: there is no valkey-server on the PATH."
}
