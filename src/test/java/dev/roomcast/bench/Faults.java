package dev.roomcast.bench;

/**
 * What must not happen.
 *
 * @param lost deliveries that never came
 * @param duplicates deliveries that came again
 * @param disordered deliveries that came after a later one
 * @param strayed deliveries of another room, or of no event that was published
 */
record Faults(long lost, long duplicates, long disordered, long strayed) {

    static final Faults NONE = new Faults(0, 0, 0, 0);

    Faults and(Faults others) {
        return new Faults(
                lost + others.lost,
                duplicates + others.duplicates,
                disordered + others.disordered,
                strayed + others.strayed);
    }

    long count() {
        return lost + duplicates + disordered + strayed;
    }

    @Override
    public String toString() {
        return count() == 0
                ? "none"
                : lost + " lost, " + duplicates + " duplicate, " + disordered + " disordered, " + strayed + " strayed";
    }
}
