package dev.roomcast.bench;

import dev.roomcast.bench.Contender.Ability;
import dev.roomcast.it.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everybody who is measured: the floor first, whose figures tell how fast the machine is today. */
final class Contenders {

    static final String FLOOR = "floor";
    static final String NODE = "node";
    static final String NETTY = "netty";
    static final String FLASK = "flask";
    static final String NCHAN = "nchan";
    static final String WILDFLY = "wildfly";
    static final String PAYARA = "payara";
    static final String BARE_WILDFLY = "bare-wildfly";
    static final String BARE_PAYARA = "bare-payara";

    static final List<Contender> ALL = List.of(
            floor(),
            node(),
            netty(),
            flask(),
            nchan(),
            new BareServer(BARE_WILDFLY, "a bare endpoint on WildFly", true),
            new BareServer(BARE_PAYARA, "a bare endpoint on Payara Micro", false),
            new Roomcast(WILDFLY, "Roomcast on WildFly", true),
            new Roomcast(PAYARA, "Roomcast on Payara Micro", false));

    private static final String OPENING = "socket.io/?EIO=4&transport=polling";

    private Contenders() {}

    static Contender named(String name) {
        return ALL.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no server '" + name + "' (see ./bench --help)"));
    }

    private static Contender floor() {
        Path program = installed("floor");
        return new Peer(
                FLOOR,
                "floor: C, writes the ready frame",
                false,
                EnumSet.of(Ability.FAN_OUT),
                new Peer.Needs(program, "a C compiler (cc)"),
                "",
                (directory, port, redis) -> List.of(program.toString(), "" + port),
                Endpoint.SOCKET_IO,
                Endpoint.Protocol.SOCKET_IO);
    }

    private static Contender node() {
        Path program = installed("node/server.mjs");
        return socketIo(
                NODE,
                "Node, socket.io 4.8",
                false,
                new Peer.Needs(installed("node/node_modules/socket.io"), "socket.io, from npm,"),
                (directory, port, redis) -> List.of("node", program.toString(), "" + port, "" + redis));
    }

    private static Contender netty() {
        String classPath = installed("netty") + ":" + installed("lib") + "/*";
        return socketIo(
                NETTY,
                "netty-socketio 2.0.14",
                true,
                new Peer.Needs(installed("netty/NettyPeer.class"), "netty-socketio, from Maven Central,"),
                (directory, port, redis) -> {
                    List<String> command = new ArrayList<>(List.of(Project.java()));
                    command.addAll(Contender.JAVA_OPTIONS);
                    command.addAll(List.of("-cp", classPath, "NettyPeer", "" + port, "" + redis));
                    return command;
                });
    }

    private static Contender flask() {
        Path folder = source("flask");
        return socketIo(
                FLASK,
                "Flask-SocketIO, gevent",
                false,
                new Peer.Needs(
                        Path.of("/usr/lib/python3/dist-packages/flask_socketio"), "Debian's python3-flask-socketio"),
                (directory, port, redis) -> List.of(
                        "/usr/bin/gunicorn",
                        "--workers=1",
                        "--bind=127.0.0.1:" + port,
                        "--worker-class=geventwebsocket.gunicorn.workers.GeventWebSocketWorker",
                        "--worker-connections=20000",
                        "--backlog=4096",
                        // By itself it waits for 30 s for 10,000 connections that do not end.
                        "--graceful-timeout=5",
                        "--log-level=warning",
                        "--pythonpath=" + folder,
                        "--env=REDIS_URL=redis://127.0.0.1:" + redis,
                        "app:app"));
    }

    private static Contender nchan() {
        Path module = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
        return new Peer(
                NCHAN,
                "Nchan (nginx, C)",
                false,
                EnumSet.of(Ability.FAN_OUT, Ability.SEVERAL_WORKERS, Ability.IDLE),
                new Peer.Needs(module, "Debian's libnginx-mod-nchan"),
                "ready",
                Contenders::nchanCommand,
                "/room/{room}",
                Endpoint.Protocol.PLAIN);
    }

    private static List<String> nchanCommand(Path directory, int port, int redis) throws IOException {
        String configuration = Files.readString(source("nchan/nginx.conf"))
                .replace("@PORT@", "" + port)
                .replace("@REDIS@", "" + redis)
                .replace("@DIRECTORY@", directory.toString());
        Path file = Files.writeString(directory.resolve("nginx.conf"), configuration);
        return List.of("/usr/sbin/nginx", "-p", directory.toString(), "-e", "stderr", "-c", file.toString());
    }

    private static Contender socketIo(
            String name, String title, boolean isJava, Peer.Needs needs, Peer.Program program) {
        Set<Ability> all = EnumSet.allOf(Ability.class);
        return new Peer(
                name, title, isJava, all, needs, OPENING, program, Endpoint.SOCKET_IO, Endpoint.Protocol.SOCKET_IO);
    }

    private static Path installed(String name) {
        return Project.file("target/bench/" + name);
    }

    private static Path source(String name) {
        return Project.file("src/test/bench/" + name);
    }
}
