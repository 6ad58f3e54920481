/**
 * Writes to the console while `window.__syncDebug` is true; it can be switched at any moment.
 * @param {...unknown} words
 */
export function debug(...words) {
    if (/** @type {any} */ (globalThis).__syncDebug) {
        console.debug('[sync]', ...words);
    }
}
