/**
 * @template T
 * @typedef {object} Outcome
 * @property {T[]} done
 * @property {{ item: T, error: Error }[]} failed
 */

/**
 * Does the same to one after the other, and goes on when one fails. Only when there is no use in going on, because nobody
 * answers or the session has ended, the rest fails with it.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<unknown>} act
 * @param {(count: number) => void} progress told how many are behind us
 * @returns {Promise<Outcome<T>>}
 */
export async function doAll(items, act, progress) {
    /** @type {Outcome<T>} */
    const outcome = { done: [], failed: [] };
    /** @type {Error | undefined} */
    let hopeless;
    for (const [index, item] of items.entries()) {
        try {
            if (hopeless) {
                throw hopeless;
            }
            await act(item);
            outcome.done.push(item);
        } catch (thrown) {
            const error = /** @type {Error & { status?: number }} */ (thrown);
            outcome.failed.push({ item, error });
            hopeless = error.status === 0 || error.status === 401 ? error : hopeless;
        }
        progress(index + 1);
    }
    return outcome;
}
