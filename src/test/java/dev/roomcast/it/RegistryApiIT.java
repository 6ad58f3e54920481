package dev.roomcast.it;

/** On two Payara workers that share an H2. */
class RegistryApiIT extends RegistryContract {
    private static final Crew CREW = Crew.of(Cluster.shared());

    RegistryApiIT() {
        super(CREW);
    }
}
