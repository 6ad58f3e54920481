# shellcheck shell=bash
# The workers of ./run: Payara Micro or WildFly, one process each with a directory of its own. Sourced by run.

ADMIN_PASSWORD="" TRIAL_PASSWORD=""
OWN_SETTINGS=() # -D options for the worker that is being started

start_workers() {
    local port
    is_set roomcast.files.dir || SETTINGS+=("-Droomcast.files.dir=$DATA/files")
    say "Starting ..."
    for ((port = FIRST; port < FIRST + WORKERS; port++)); do
        rm -rf "$DATA/servers/$port"
        mkdir -p "$DATA/servers/$port"
        OWN_SETTINGS=()
        # Of the first worker alone: each would set a password of its own.
        if [[ $RESET_ADMIN == yes ]] && ((port == FIRST)); then OWN_SETTINGS=(-Droomcast.admin.reset=true); fi
        if [[ $PROXY == yes ]]; then OWN_SETTINGS+=("-Droomcast.route=w$((port - PORT))"); fi
        ROOMCAST_ADMIN_PASSWORD=${TRIAL_PASSWORD:-${ROOMCAST_ADMIN_PASSWORD:-}} "start_$SERVER" "$port"
        WORKER_PIDS+=("${PIDS[${#PIDS[@]} - 1]}")
    done
}

start_payara() {
    local port=$1 dir=$DATA/servers/$1 boot=$DATA/servers/$1.asadmin address
    address=$(worker_address)
    cp server-config/payara/micro.asadmin "$boot"
    if [[ -n $address ]]; then
        say "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=$address" >>"$boot"
    fi
    local open=()
    if [[ $PROXY == yes ]]; then
        cat server-config/payara/micro-shut.asadmin >>"$boot"
        open=(--postdeploycommandfile server-config/payara/micro-open.asadmin)
    fi
    # One after the other: Payara's own services, started side by side, now and then miss each other, and it gives up.
    # shellcheck disable=SC2086 # JAVA_OPTS holds several options
    start "worker $port" "$DATA/logs/worker-$port.log" java ${JAVA_OPTS:--Xmx1g} -Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS \
        ${SETTINGS[@]+"${SETTINGS[@]}"} ${OWN_SETTINGS[@]+"${OWN_SETTINGS[@]}"} -jar target/servers/payara-micro.jar \
        --nocluster --nohostaware --disablephonehome --rootdir "$dir" --prebootcommandfile "$boot" ${open[@]+"${open[@]}"} --port "$port" --contextroot / --deploy target/roomcast.war
}

# The base directory is as server-config/wildfly makes it.
start_wildfly() {
    local port=$1 dir=$DATA/servers/$1 address
    address=$(worker_address)
    cp -R "$WILDFLY_CONFIGURED/." "$dir"
    cp target/roomcast.war "$dir/deployments/ROOT.war"
    JAVA_OPTS="${JAVA_OPTS:--Xmx1g} -Djava.net.preferIPv4Stack=true" LAUNCH_JBOSS_IN_BACKGROUND=true start "worker $port" "$DATA/logs/worker-$port.log" "$WILDFLY/bin/standalone.sh" \
        "-Djboss.server.base.dir=$dir" -b "${address:-0.0.0.0}" -bmanagement 127.0.0.1 "-Djboss.http.port=$port" \
        "-Djboss.management.http.port=$(free_port $((20000 + port % 10000)))" ${SETTINGS[@]+"${SETTINGS[@]}"} ${OWN_SETTINGS[@]+"${OWN_SETTINGS[@]}"}
}

# Where workers listen; empty for every address. Behind the proxy nobody else is to reach them.
worker_address() { [[ $PROXY == yes ]] && say 127.0.0.1 || say "$HOST"; }

# Prints the administrator's line; ends ./run when a worker cannot start.
await_workers() {
    local i
    for i in "${!WORKER_PIDS[@]}"; do await_worker "${WORKER_PIDS[i]}" "$((FIRST + i))"; done
}

# The ready line of each worker, or of the proxy alone: it is where people go.
say_ready() {
    local i
    if [[ $PROXY == yes ]]; then
        say "nginx on port $PORT leads to the workers on ports $FIRST to $((FIRST + WORKERS - 1))."
        say "Roomcast is ready: http://localhost:$PORT/"
        return 0
    fi
    for i in "${!WORKER_PIDS[@]}"; do say "Roomcast is ready: http://localhost:$((FIRST + i))/"; done
}

await_worker() {
    local pid=$1 port=$2 log=$DATA/logs/worker-$2.log deadline=$((SECONDS + READY_WITHIN))
    until [[ $(http_status "$port" /api/health/ready) == 200 ]]; do
        is_running "$pid" || worker_failed "$port" "ended before it was ready"
        ! deployment_failed "$log" || worker_failed "$port" "could not start Roomcast"
        ((SECONDS < deadline)) || worker_failed "$port" "was not ready after $READY_WITHIN s"
        sleep 0.2
    done
    show_administrator "$log"
}

deployment_failed() {
    grep -aqE 'WFLYCTL0013|WFLYSRV0026|Failed to deploy|Error (occurred )?during deployment|Exception while (loading|deploying) the app|Deployment of .* failed' "$1"
}

show_administrator() {
    local line
    line=$(grep -ao 'Roomcast administrator: .*' "$1" | head -n 1) || return 0
    if [[ -n $TRIAL_PASSWORD ]]; then line=${line/as set in ROOMCAST_ADMIN_PASSWORD/$TRIAL_PASSWORD}; fi
    say "$line"
    ADMIN_PASSWORD=$(sed -n 's/.*password \([^ ]*\)$/\1/p' <<<"$line")
}

worker_failed() {
    local log=$DATA/logs/worker-$1.log
    sleep 1 # the reason is logged a moment after the sign of failure
    fail "the worker on port $1 $2: $(reason "$log") (log: $log)"
}

# The words of a log that tell a person why: our own reason, else the server's.
reason() {
    local pattern words="nothing was logged"
    for pattern in 'Roomcast cannot start: .*' 'Exception while deploying the app \[.*\] : .*' 'Caused by: .*' '(SEVERE|ERROR|FATAL).*'; do
        if words=$(grep -a -m 1 -oE "$pattern" "$1"); then break; fi
    done
    sed -e 's/\x1b\[[0-9;]*m//g' -e 's/^Roomcast cannot start: //' -e 's/\[tid: .*\[levelValue: [0-9]*\] *//' <<<"$words" | cut -c 1-400
}
