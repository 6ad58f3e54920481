package dev.roomcast.sync;

/**
 * The answer to a join.
 *
 * @param room the room joined
 * @param position where the room stands on this worker; epoch empty and seq 0 when the bus could not be asked yet
 * @param recovered whether nothing was missed since the position the member named; true when it named none
 * @param missed how many events were replayed before this answer
 */
public record Joined(String room, Position position, boolean recovered, int missed) {}
