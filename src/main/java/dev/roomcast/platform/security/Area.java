package dev.roomcast.platform.security;

import java.util.Set;

/** The parts of the application, by who may enter. */
enum Area {
    /** What the sign-in page is made of, and health, which must not depend on the database; nobody asks who comes. */
    FREE,
    /** The socket: everyone passes, and it decides itself. */
    SOCKET,
    /** REST for everyone: signing in. */
    OPEN_API,
    /** REST for those who are signed in, and for other systems that carry a token, which it judges itself. */
    EVENTS,
    /** REST for those who are signed in. */
    API,
    /** Pages for those who are signed in. */
    PAGE;

    private static final Set<String> FREE_FOLDERS = Set.of("css", "js", "vendor", "img");
    private static final Set<String> FREE_FILES = Set.of("/sign-in.html", "/favicon.ico", "/favicon.svg");

    /** The area of a path below the context, already decoded and normalised by the container. */
    static Area of(String path, Set<String> socketPaths) {
        if (socketPaths.stream().anyMatch(path::startsWith)) {
            return SOCKET;
        }
        if (path.startsWith("/api/health/")) {
            return FREE;
        }
        if (path.equals("/api/session")) {
            return OPEN_API;
        }
        if (path.equals("/api/sync/events")) {
            return EVENTS;
        }
        if (path.equals("/api") || path.startsWith("/api/")) {
            return API;
        }
        int end = path.indexOf('/', 1);
        boolean free = FREE_FILES.contains(path) || (end > 0 && FREE_FOLDERS.contains(path.substring(1, end)));
        return free ? FREE : PAGE;
    }
}
