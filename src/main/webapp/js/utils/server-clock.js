const TRUSTED_DIFFERENCE_MS = 2000;

/** How far the server's clock is ahead of the browser's, milliseconds. */
let ahead = 0;

/**
 * Takes the time at which the server says it answered. Clocks that agree within the second that HTTP counts in are equal.
 * @param {string | null} date the header `Date`
 * @param {number} [now]
 */
export function noteServerTime(date, now = Date.now()) {
    const difference = Date.parse(date ?? '') - now;
    if (!Number.isNaN(difference)) {
        ahead = Math.abs(difference) > TRUSTED_DIFFERENCE_MS ? difference : 0;
    }
}

/**
 * Now by the server's clock: a browser whose clock is wrong must not make recent things old.
 * @param {number} [now]
 * @returns {number} milliseconds since 1970
 */
export function serverNow(now = Date.now()) {
    return now + ahead;
}
