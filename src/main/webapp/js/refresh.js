const DELAY_MS = 150;
const LONGEST_DELAY_MS = 1000;
const RETRY_MS = [1000, 2000, 4000];
/** By up to this part a retry is put off at random, or all pages of a failed server would come back in one moment. */
const SPREAD = 0.25;
/** How long an answer that was awaited when the connection came back may still take. */
const OVERDUE_MS = 2000;
const OVERDUE = Symbol('overdue');

/**
 * @template T
 * @typedef {object} RefreshParts
 * @property {() => Promise<T>} load fetches the data
 * @property {(data: T, about: { updates: number, asked: boolean }) => void} apply shows it
 * @property {(error: unknown) => void} [failed] told of the first failure in a row
 * @property {number} [delay] milliseconds to wait for more events
 * @property {number} [overdue] milliseconds that an answer may still take that was awaited when the connection came back
 * @property {number[]} [retries] least milliseconds before each attempt after a failure; the last one repeats
 */

/**
 * Soft refresh: gathers what happens within a moment into one fetch, has at most one fetch running and one pending, and
 * never aborts the running one for an event (a slow server would never finish). After a failure it tries again until it succeeds.
 * @template T
 */
export class SoftRefresh {
    #parts;
    #retries;
    #updates = 0;
    #asked = false;
    #running = false;
    #failures = 0;
    /** @type {number | undefined} when the first request of those waiting came */
    #waitingSince;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;
    /** @type {() => void} ends the running fetch's waiting for its answer */
    #giveUp = () => {};
    /** @type {PromiseWithResolvers[]} whoever waits for the next run to begin and end */
    #waiting = [];

    /** @param {RefreshParts<T>} parts */
    constructor(parts) {
        this.#parts = parts;
        this.#retries = parts.retries ?? RETRY_MS;
    }

    /**
     * Something happened elsewhere: refresh soon. While the server fails, at its next turn: events must not hurry it.
     * @param {{ foreign?: boolean }} [about] whether it is news to the person, counted as an update
     * @returns {Promise<void>} resolved when a fetch that began after this call is shown, rejected when it failed
     */
    soon({ foreign = true } = {}) {
        this.#updates += foreign ? 1 : 0;
        const waiting = this.#wait();
        if (this.#failures === 0) {
            this.#schedule(this.#eventDelay);
        }
        return waiting;
    }

    /**
     * The person asked for other data: refresh now, and show it whatever stands in the way.
     * @returns {Promise<void>}
     */
    now() {
        this.#asked = true;
        const waiting = this.#wait();
        this.#schedule(0);
        return waiting;
    }

    /**
     * The server can be reached again: what failed is tried now, not at its next turn. A network that fell silent may have taken an
     * answer with it that the browser goes on to wait for: it is asked for again.
     */
    retry() {
        if (this.#running) {
            setTimeout(this.#giveUp, this.#parts.overdue ?? OVERDUE_MS);
        } else if (this.#failures > 0) {
            this.#schedule(0);
        }
    }

    /** Whether what is loading now is no longer what the person wants to see. */
    get outdated() {
        return this.#asked;
    }

    /** How long to wait for more events. */
    get #eventDelay() {
        return this.#parts.delay ?? DELAY_MS;
    }

    #wait() {
        const waiter = withResolvers();
        this.#waiting.push(waiter);
        return waiter.promise;
    }

    /** @param {number} delay */
    #schedule(delay) {
        if (this.#running) {
            return;
        }
        this.#waitingSince ??= performance.now();
        // Without the limit, a steady stream of events would put the refresh off for ever.
        const patience = Math.max(0, this.#waitingSince + LONGEST_DELAY_MS - performance.now());
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#run(), Math.min(delay, patience));
    }

    async #run() {
        const [waiting, updates, asked] = [this.#waiting, this.#updates, this.#asked];
        this.#waiting = [];
        this.#updates = 0;
        this.#asked = false;
        this.#waitingSince = undefined;
        this.#running = true;
        try {
            const data = await Promise.race([this.#parts.load(), this.#overdue()]);
            if (data === OVERDUE || this.outdated) {
                this.#updates += updates;
            } else {
                this.#parts.apply(data, { updates, asked });
            }
            if (data === OVERDUE) {
                this.#asked ||= asked;
                this.#waiting.unshift(...waiting);
            } else {
                this.#failures = 0;
                waiting.forEach((waiter) => waiter.resolve());
            }
        } catch (error) {
            this.#failed(error, updates, asked);
            waiting.forEach((waiter) => waiter.reject(error));
        } finally {
            this.#running = false;
        }
        this.#next();
    }

    /** @returns {Promise<typeof OVERDUE>} resolved when the answer is given up, which may never be */
    #overdue() {
        return new Promise((resolve) => (this.#giveUp = () => resolve(OVERDUE)));
    }

    /**
     * @param {unknown} error
     * @param {number} updates
     * @param {boolean} asked
     */
    #failed(error, updates, asked) {
        this.#updates += updates;
        this.#asked ||= asked;
        this.#failures++;
        if (this.#failures === 1) {
            this.#parts.failed?.(error);
        }
    }

    #next() {
        if (this.#failures > 0) {
            const index = Math.min(this.#failures, this.#retries.length) - 1;
            clearTimeout(this.#timer);
            const least = this.#retries[index] ?? 0;
            this.#timer = setTimeout(() => void this.#run(), least * (1 + SPREAD * Math.random()));
        } else if (this.#waiting.length > 0) {
            this.#schedule(this.#asked ? 0 : this.#eventDelay);
        }
    }
}

/**
 * Has it try again as soon as the connection is live.
 * @param {SoftRefresh<any>} refresh
 */
export function retryWhenLive(refresh) {
    document.addEventListener('sync:state', (occasion) => {
        if (/** @type {CustomEvent<{ state: string }>} */ (occasion).detail.state === 'live') {
            refresh.retry();
        }
    });
}

/** @typedef {{ promise: Promise<void>, resolve: () => void, reject: (error: unknown) => void }} PromiseWithResolvers */

/** @returns {PromiseWithResolvers} */
function withResolvers() {
    let resolve = () => {};
    /** @type {(error: unknown) => void} */
    let reject = () => {};
    /** @type {Promise<void>} */
    const promise = new Promise((onResolve, onReject) => {
        resolve = onResolve;
        reject = onReject;
    });
    // A caller that does not wait must not cause an "unhandled rejection".
    promise.catch(() => {});
    return { promise, resolve, reject };
}
