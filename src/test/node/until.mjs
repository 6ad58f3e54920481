import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for a condition.
 * @param {string} what for the message when it does not come
 * @param {() => unknown} condition
 * @param {number} [withinMs]
 */
export async function until(what, condition, withinMs = 10_000) {
    const deadline = performance.now() + withinMs;
    while (!(await condition())) {
        if (performance.now() > deadline) {
            throw new Error(`not within ${withinMs} ms: ${what}`);
        }
        await pause(1);
    }
}
