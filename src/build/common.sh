# shellcheck shell=bash
# What run, test and bench share: words for the person, prerequisites, the build, ports. Sourced from the project's root.

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# need_command NAME WHAT: one clear line when a program is missing.
need_command() {
    command -v "$1" >/dev/null 2>&1 || fail "$2 is needed, and '$1' is not on the PATH. Install it and try again."
}

java_major() {
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
}

check_java() {
    need_command java "JDK 17 or newer"
    local major
    major=$(java_major)
    [[ ${major:-0} -ge 17 ]] || fail "JDK 17 or newer is needed; 'java' on the PATH is version ${major:-unknown}."
    need_command javac "A JDK (not only a Java runtime), 17 or newer,"
}

check_node() {
    need_command node "Node 18 or newer"
    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    [[ $major -ge 18 ]] || fail "Node 18 or newer is needed; 'node' on the PATH is version $major."
    need_command npm "npm (it comes with Node)"
}

check_prerequisites() {
    check_java
    need_command mvn "Maven 3.8 or newer"
    check_node
}

# with_progress LOG COMMAND...: runs a long step with its output in LOG, a sign of life every 15 seconds, and its errors when it fails.
with_progress() {
    local log=$1 started=$SECONDS shown=0 pid status=0
    shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - started >= shown + 15)); then
            shown=$((SECONDS - started))
            say "  ... $shown s"
        fi
    done
    wait "$pid" || status=$?
    if ((status != 0)); then
        grep -aE 'ERROR|npm' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
        say "  (the whole output is in $log)" >&2
    fi
    return "$status"
}

war_is_stale() {
    [[ ! -f target/roomcast.war || ! -f target/servers/payara-micro.jar ]] && return 0
    [[ -n $(find pom.xml package.json package-lock.json src/main src/build -newer target/roomcast.war -print -quit) ]]
}

build_war() {
    war_is_stale || return 0
    local note=""
    [[ -d target/servers ]] || note=" (first time: a few minutes)"
    say "Building$note ..."
    with_progress target/build.log mvn -B -ntp package -Dmaven.test.skip=true || fail "the build failed."
    touch target/roomcast.war
}

WILDFLY=target/servers/wildfly
WILDFLY_CONFIGURED=target/servers/wildfly-roomcast
PAYARA_SERVER=target/servers/payara6

# unpack_wildfly: WildFly, as Maven Central has it, in $WILDFLY, and in $WILDFLY_CONFIGURED what server-config makes of its base directory.
unpack_wildfly() {
    if [[ ! -d $WILDFLY/standalone ]]; then
        say "Getting WildFly (the first time only) ..."
        with_progress target/wildfly.log mvn -B -ntp dependency:unpack@wildfly || fail "WildFly could not be fetched."
        mv target/servers/wildfly-dist/wildfly-* "$WILDFLY"
        chmod +x "$WILDFLY"/bin/*.sh
    fi
    if [[ ! -d $WILDFLY_CONFIGURED || -n $(find server-config/wildfly -newer "$WILDFLY_CONFIGURED" -name '*.cli') ]]; then configure_wildfly; fi
}

configure_wildfly() {
    local base=$PWD/$WILDFLY_CONFIGURED.new script=target/servers/wildfly.cli
    say "Configuring WildFly ..."
    rm -rf "$base" "$WILDFLY_CONFIGURED"
    cp -R "$WILDFLY/standalone" "$base"
    {
        say "embed-server --std-out=discard"
        cat server-config/wildfly/{roomcast,behind-proxy}.cli
        say "stop-embedded-server"
    } >"$script"
    JAVA_OPTS="-Djboss.server.base.dir=$base" with_progress target/wildfly.log "$WILDFLY/bin/jboss-cli.sh" --file="$script" ||
        fail "WildFly could not be configured; see target/wildfly.log."
    # The directory's own time says when: that of a copy is the original's.
    touch "$base"
    mv "$base" "$WILDFLY_CONFIGURED"
}

# unpack_payara_server: the full Payara Server, as Maven Central has it, in $PAYARA_SERVER.
unpack_payara_server() {
    [[ ! -d $PAYARA_SERVER/glassfish ]] || return 0
    say "Getting Payara Server (the first time only) ..."
    with_progress target/payara-server.log mvn -B -ntp dependency:unpack@payara-server || fail "Payara Server could not be fetched."
    mv target/servers/payara-dist/payara6 "$PAYARA_SERVER"
}

port_in_use() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# free_port FIRST: the first port from FIRST on that nobody on this machine listens on.
free_port() {
    local port=$1
    while port_in_use "$port"; do port=$((port + 1)); done
    say "$port"
}

# http_status PORT PATH: the status of a GET on this machine, or nothing.
http_status() {
    local status=""
    {
        printf 'GET %s HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "$2" "$1" >&3
        read -r -t 5 _ status _ <&3 || true
        exec 3<&-
    } 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || true
    say "$status"
}
