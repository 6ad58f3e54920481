# shellcheck shell=bash
# A redis-server for ./run --workers N: the one on the PATH, else the one that the build brings. Sourced by run.

bundled_redis_name() {
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64) say redis-server-6.2.6-v5-linux-amd64 ;;
        Linux-aarch64) say redis-server-6.2.7-linux-arm64 ;;
        Darwin-x86_64) say redis-server-6.2.6-v5-darwin-amd64 ;;
        Darwin-arm64) say redis-server-6.2.6-v5-darwin-arm64 ;;
    esac
}

# Prints the path of a redis-server that runs on this machine.
find_redis() {
    if command -v redis-server; then return 0; fi
    local name jar=$PWD/target/servers/embedded-redis.jar binary
    name=$(bundled_redis_name)
    [[ -n $name ]] || fail "redis-server is needed for several workers, and is not on the PATH. Install Redis 6.2 or newer."
    binary=$PWD/target/servers/$name
    if [[ ! -x $binary ]]; then
        (cd target/servers && jar xf "$jar" "$name") || fail "$jar holds no $name. Install redis-server."
        chmod +x "$binary"
    fi
    "$binary" --version >/dev/null 2>&1 || fail "the bundled redis-server does not run on this machine. Install redis-server."
    say "$binary"
}
