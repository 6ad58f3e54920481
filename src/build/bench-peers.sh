# shellcheck shell=bash
# What ./bench measures beside Roomcast, as far as it can be had here; what cannot is named in the tables. Needs common.sh and test-programs.sh.

PEERS=target/bench
SOURCES=src/test/bench

# bench_step WHAT COMMAND...: a peer that cannot be made is missing, and the others are measured.
bench_step() {
    local what=$1
    shift
    with_progress "$PEERS/install.log" "$@" 2>/dev/null || say "  $what is not to be had here ($PEERS/install.log says why)."
}

# The libraries of the pom that only ./bench wants.
bench_libraries() {
    [[ $PEERS/lib -nt $SOURCES/pom.xml ]] && return 0
    rm -rf "$PEERS/lib"
    bench_step "netty-socketio or JMH" mvn -B -ntp -f "$SOURCES/pom.xml" dependency:copy-dependencies -DoutputDirectory="$PWD/$PEERS/lib"
}

make_floor() {
    [[ $PEERS/floor -nt $SOURCES/floor/floor.c ]] && return 0
    bench_step "The floor" cc -O2 -std=gnu11 -o "$PEERS/floor" "$SOURCES/floor/floor.c"
}

make_node() {
    local folder=$PEERS/node
    mkdir -p "$folder"
    cp "$SOURCES"/node/* "$folder"
    [[ $folder/node_modules -nt $SOURCES/node/package-lock.json ]] && return 0
    bench_step "socket.io" npm ci --prefix "$folder" --no-audit --no-fund
    touch "$folder/node_modules"
}

make_netty() {
    bench_libraries
    [[ $PEERS/netty/NettyPeer.class -nt $SOURCES/netty/NettyPeer.java ]] && return 0
    bench_step "netty-socketio" javac -cp "$PEERS/lib/*" -proc:none -d "$PEERS/netty" "$SOURCES/netty/NettyPeer.java"
}

# debian FILE PACKAGES: installed when the file is not there and this is Debian.
debian() {
    [[ -e $1 ]] || install_package "$2" || say "  Debian's $2 is not to be had here."
}

make_flask() {
    debian /usr/lib/python3/dist-packages/flask_socketio \
        "python3-flask-socketio python3-gevent python3-gevent-websocket python3-redis gunicorn"
}

make_nchan() {
    debian /usr/lib/nginx/modules/ngx_nchan_module.so "nginx libnginx-mod-nchan"
}

# make_peers NAME...: those that are named.
make_peers() {
    local name
    mkdir -p "$PEERS"
    for name in "$@"; do
        if declare -F "make_$name" >/dev/null; then "make_$name"; fi
    done
}

# run_micro [JMH's options]: compiles the benchmarks of single classes and runs them.
run_micro() {
    bench_libraries
    rm -rf "$PEERS/micro"
    mkdir -p "$PEERS/micro"
    find "$SOURCES/micro" -name '*.java' -print0 |
        xargs -0 javac -cp "target/classes:$PEERS/lib/*" -d "$PEERS/micro" || fail "the benchmarks do not compile."
    exec java -cp "$PEERS/micro:target/classes:$PEERS/lib/*" org.openjdk.jmh.Main -foe true "$@"
}
