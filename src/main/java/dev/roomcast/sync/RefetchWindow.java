package dev.roomcast.sync;

/**
 * Over which time the pages of a room spread what they fetch after an event. A page that fetches at moments of its own, one
 * in each window, keeps all of them together below the bound, whether there is one event or a stream of them.
 *
 * @param perSecond how many fetches a second the pages of a room on this worker may make together
 */
public record RefetchWindow(int perSecond) {
    /** Pages wait as long as this for further events anyway. */
    private static final int SHORTEST_MS = 150;

    private static final int LONGEST_MS = 600_000;

    /** Pages draw their moments anew when the window changes, which each who comes or goes must not bring about. */
    private static final double STEP = 1.25;

    /** In ms; 0 for a room so small that its pages need not spread, ten minutes at most. */
    public int ms(int pages) {
        double needed = pages * 1_000.0 / (pages > perSecond ? mean() : perSecond);
        double window = SHORTEST_MS;
        while (window < needed) {
            window *= STEP;
        }
        return window == SHORTEST_MS ? 0 : (int) Math.min(Math.ceil(window), LONGEST_MS);
    }

    /**
     * Moments drawn by chance lie closer here and there, so the mean stays four standard deviations below the bound. So few
     * pages that a second holds them all need not care.
     */
    private double mean() {
        double root = Math.sqrt(4 + perSecond) - 2;
        return root * root;
    }
}
