# shellcheck shell=bash
# The nginx of ./run --proxy, with the files of server-config/nginx: copies in which ports and workers are filled in. Sourced by run.

# Sets NGINX to an nginx; ends with one line when there is none. Debian has it outside of most users' PATH.
find_nginx() {
    if [[ -n ${NGINX:-} ]]; then
        command -v "$NGINX" >/dev/null 2>&1 || fail "NGINX names $NGINX, which is not a program."
        return 0
    fi
    NGINX=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx) ||
        fail "--proxy needs nginx, which is not installed. Install it (on Debian: apt-get install nginx), or name it with NGINX=/path/to/nginx, or leave --proxy out."
}

start_proxy() {
    local dir=$DATA/servers/nginx directives="daemon off;"
    rm -rf "$dir"
    mkdir -p "$dir"/{conf.d,temp}
    cp -R server-config/nginx/nginx.conf server-config/nginx/roomcast "$dir"
    sed "s/listen 8080;/listen ${HOST:+$HOST:}$PORT;/" server-config/nginx/plain/roomcast.conf >"$dir/conf.d/roomcast.conf"
    # shellcheck disable=SC2046 # one word for each port
    node src/build/nginx-upstreams.mjs $(seq "$FIRST" "$((FIRST + WORKERS - 1))") >"$dir/roomcast/upstreams.conf"
    # Started by root, nginx would work as nobody, who may not enter the data directory.
    [[ $(id -u) != 0 ]] || directives+=" user $(id -un) $(id -gn);"
    start nginx "$DATA/logs/nginx.log" "$NGINX" -p "$dir" -c "$dir/nginx.conf" -g "$directives"
    await_port nginx "$PORT"
}
