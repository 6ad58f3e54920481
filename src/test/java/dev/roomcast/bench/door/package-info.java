/** The test-only handler that ./bench adds to the production WAR: the event {@code publish}, as the peers' programs have it. */
package dev.roomcast.bench.door;
