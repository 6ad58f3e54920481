const SECOND_MS = 1000;

/**
 * Counts seconds down. The end is a moment, not a number of ticks: timers of a page that nobody sees are late.
 * @param {number} seconds
 * @param {(left: number) => void} tick told at once and then each second, last with 0
 * @param {() => number} [now] milliseconds
 * @returns {() => void} ends the counting without a last word
 */
export function countDown(seconds, tick, now = () => performance.now()) {
    const end = now() + seconds * SECOND_MS;
    const timer = setInterval(step, SECOND_MS);
    step();
    return () => clearInterval(timer);

    function step() {
        const left = Math.max(0, Math.ceil((end - now()) / SECOND_MS));
        if (left === 0) {
            clearInterval(timer);
        }
        tick(left);
    }
}
