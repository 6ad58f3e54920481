# shellcheck shell=bash
# The programs that tests need: those that are there, else Debian's. None is left running as a service. Sourced by test.

# install_package PACKAGE: by apt, as root; without its services, which would take their usual ports.
install_package() {
    local policy=/usr/sbin/policy-rc.d made=no status=0
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 || return 1
    say "Installing Debian's $1 ..."
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made=yes
    fi
    with_progress "target/apt-$1.log" sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1" || status=$?
    [[ $made == no ]] || rm -f "$policy"
    return "$status"
}

# ensure WHAT PACKAGE CHECK...: has the package installed when the check fails.
ensure() {
    local what=$1 package=$2
    shift 2
    "$@" && return 0
    install_package "$package" && "$@" || fail "$what is needed for the tests: install it (on Debian: apt-get install $package)."
}

is_there() { PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$1" >/dev/null 2>&1; }

find_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || is_there initdb
}

# Whether a redis-server of version 7 or newer is on the PATH, also as Debian's redis-tools brings it: under another name.
find_redis_7() {
    local server
    if server=$(command -v redis-server); then
        (($("$server" --version | sed -nE 's/.* v=([0-9]+).*/\1/p') >= 7))
    else
        is_there redis-check-rdb
    fi
}

ensure_redis() {
    # This package has the server's binary, and no service.
    ensure "Redis 7 or newer, its redis-server on the PATH," redis-tools find_redis_7
}

ensure_programs() {
    ensure_redis
    is_there valkey-server || say "Valkey is not tried: there is no valkey-server on the PATH."
    ensure PostgreSQL postgresql find_postgres
    ensure nginx nginx is_there nginx
    ensure "Python 3" python3 is_there python3
    ensure systemd-analyze systemd is_there systemd-analyze
}

# ---- a browser

find_browser() {
    local name
    if [[ -n ${CHROMIUM:-} ]]; then
        [[ -x $CHROMIUM ]] || fail "CHROMIUM names $CHROMIUM, which is not a program."
        return 0
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if is_there "$name"; then
            CHROMIUM=$(command -v "$name")
            export CHROMIUM
            return 0
        fi
    done
    return 1
}

playwright() { node node_modules/playwright-core/cli.js "$@"; }

install_playwright_browser() {
    say "Installing Playwright's Chromium ..."
    with_progress target/playwright.log playwright install chromium-headless-shell
}

# Debian's, else Playwright's own.
ensure_browser() {
    find_browser && return 0
    if install_package chromium && find_browser; then return 0; fi
    node src/build/browser-libraries.mjs
    install_playwright_browser || fail "a Chromium is needed for the browser tests: install one, or name it with CHROMIUM=/path/to/chromium."
}
