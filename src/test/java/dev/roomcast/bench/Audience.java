package dev.roomcast.bench;

/**
 * Who listens: clients take turns over the rooms, and over the endpoints.
 *
 * @param clients a multiple of {@code rooms}
 * @param endpoints the workers that they are connected to
 */
record Audience(int clients, int rooms, int endpoints) {

    Audience {
        if (clients % rooms != 0) {
            throw new IllegalArgumentException(clients + " clients do not fill " + rooms + " rooms evenly");
        }
    }

    int room(int client) {
        return client % rooms;
    }

    int endpoint(int client) {
        return client % endpoints;
    }

    int clientsPerRoom() {
        return clients / rooms;
    }
}
