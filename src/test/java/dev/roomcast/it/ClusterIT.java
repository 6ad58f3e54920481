package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClusterIT {

    @Test
    void twoWorkersServe() {
        Cluster cluster = Cluster.shared();
        assertTrue(cluster.first().isAlive());
        assertTrue(cluster.second().isAlive());
        assertNotEquals(cluster.first().port(), cluster.second().port());
    }
}
