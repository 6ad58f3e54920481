# shellcheck shell=bash
# A browser for the tests: one that is there, else Debian's, else Playwright's own. Sourced by test.

find_browser() {
    local name
    if [[ -n ${CHROMIUM:-} ]]; then
        [[ -x $CHROMIUM ]] || fail "CHROMIUM names $CHROMIUM, which is not a program."
        return 0
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then
            CHROMIUM=$(command -v "$name")
            export CHROMIUM
            return 0
        fi
    done
    return 1
}

playwright() { node node_modules/playwright-core/cli.js "$@"; }

install_debian_browser() {
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1 || return 1
    say "Installing Debian's chromium ..."
    with_progress target/apt.log sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium'
}

install_playwright_browser() {
    say "Installing Playwright's Chromium ..."
    with_progress target/playwright.log playwright install chromium-headless-shell
}

ensure_browser() {
    find_browser && return 0
    if install_debian_browser && find_browser; then return 0; fi
    node src/build/browser-libraries.mjs
    install_playwright_browser || fail "a Chromium is needed for the browser tests: install one, or name it with CHROMIUM=/path/to/chromium."
}
