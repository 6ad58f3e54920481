package dev.roomcast.sync;

import java.util.List;

/**
 * What a room's bounded history tells about the time since a position.
 *
 * @param position the room's newest position when it was read
 * @param recovered true exactly when the epoch asked for is the room's and nothing after the {@code since} asked for has fallen out of the history
 * @param publications the events after {@code since}, oldest first; empty unless {@code recovered}
 */
public record History(Position position, boolean recovered, List<Publication> publications) {}
