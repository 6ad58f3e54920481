const DELAY_MS = 150;
const LONGEST_DELAY_MS = 1000;
const RETRY_MS = [1000, 2000, 4000];
/** By up to this part a retry is put off at random, or all pages of a failed server would come back in one moment. */
const SPREAD = 0.25;
/**
 * How long an answer may take at first: a network that fell silent leaves connections behind that look well and never answer. Who
 * needs longer gets twice the time at each attempt.
 */
const PATIENCE_MS = 4000;
const LONGEST_PATIENCE_MS = 60_000;

/**
 * @template T
 * @typedef {object} RefreshParts
 * @property {(patience: number, told: boolean) => Promise<T>} load fetches the data, or fails after so many whole milliseconds;
 * `told`: events are all that it is fetched for
 * @property {(data: T, about: { updates: number, asked: boolean }) => void} apply shows it
 * @property {(error: unknown) => void} [failed] told of the first failure in a row
 * @property {number} [delay] milliseconds to wait for more events
 * @property {() => number} [now] milliseconds
 * @property {() => number} [random] from 0 to 1
 * @property {number[]} [retries] least milliseconds before each attempt after a failure; the last one repeats
 */

/**
 * Soft refresh: gathers what happens within a moment into one fetch, has at most one fetch running and one pending, and
 * never aborts the running one (a slow server would never finish). After a failure it tries again until it succeeds.
 *
 * Where many pages hear of the same event, it says over which window they spread. Each has a moment of its own, drawn by
 * chance, that comes again once in every window: so they stay below the server's bound also under a stream of events.
 * @template T
 */
export class SoftRefresh {
    #parts;
    #now;
    #retries;
    #random;
    #updates = 0;
    #asked = false;
    #told = true;
    /** Not before this time; of several who wait, the least patient decides. */
    #due = Infinity;
    /** Over how many milliseconds the pages spread, as the last event said. */
    #window = 0;
    /** One of the moments of its own; the others are so many windows before or after it. */
    #moment = 0;
    #running = false;
    #failures = 0;
    #patience = PATIENCE_MS;
    /** @type {number | undefined} when the first request of those waiting came */
    #waitingSince;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;
    /** @type {PromiseWithResolvers[]} whoever waits for the next run to begin and end */
    #waiting = [];

    /** @param {RefreshParts<T>} parts */
    constructor(parts) {
        this.#parts = parts;
        this.#now = parts.now ?? (() => performance.now());
        this.#retries = parts.retries ?? RETRY_MS;
        this.#random = parts.random ?? Math.random;
    }

    /**
     * Something happened elsewhere: refresh soon. While the server fails, at its next turn: events must not hurry it.
     * @param {{ foreign?: boolean, told?: boolean, within?: number }} [about] whether it is news to the person, counted as an
     * update; whether an event told of it; the milliseconds over which the pages spread
     * @returns {Promise<void>} resolved when a fetch that began after this call is shown, rejected when it failed
     */
    soon({ foreign = true, told = false, within = 0 } = {}) {
        this.#updates += foreign ? 1 : 0;
        this.#told &&= told;
        if (told || within > 0) {
            this.#spread(within);
        }
        this.#due = Math.min(this.#due, within > 0 ? this.#momentAfter(this.#now()) : -Infinity);
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
        this.#told = false;
        this.#due = -Infinity;
        const waiting = this.#wait();
        this.#schedule(0);
        return waiting;
    }

    /** The server can be reached again: what failed is tried now, not at its next turn. */
    retry() {
        if (this.#failures > 0) {
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

    /** @param {number} within */
    #spread(within) {
        if (within !== this.#window) {
            this.#window = within;
            this.#moment = this.#now() + this.#random() * within;
        }
    }

    /**
     * The first moment of its own after a time; where pages need not spread, that time.
     * @param {number} time
     */
    #momentAfter(time) {
        const windows = Math.floor((time - this.#moment) / this.#window) + 1;
        return this.#window > 0 ? this.#moment + windows * this.#window : time;
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
        this.#waitingSince ??= this.#now();
        // Without the limit, a steady stream of events would put the refresh off for ever.
        const patience = Math.max(0, this.#waitingSince + LONGEST_DELAY_MS - this.#now());
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#run(), Math.max(Math.min(delay, patience), this.#due - this.#now()));
    }

    async #run() {
        const [waiting, updates, asked, told] = [this.#waiting, this.#updates, this.#asked, this.#told];
        this.#waiting = [];
        this.#updates = 0;
        this.#asked = false;
        this.#told = true;
        this.#due = Infinity;
        this.#waitingSince = undefined;
        this.#running = true;
        const began = this.#now();
        try {
            const data = await this.#parts.load(this.#patience, told);
            if (this.outdated) {
                this.#updates += updates;
            } else {
                this.#parts.apply(data, { updates, asked });
            }
            this.#failures = 0;
            // A server that is slow every time must not be asked twice every time. Timers may refuse a part of a millisecond.
            this.#patience = Math.min(LONGEST_PATIENCE_MS, Math.max(PATIENCE_MS, Math.ceil(2 * (this.#now() - began))));
            waiting.forEach((waiter) => waiter.resolve());
        } catch (error) {
            // A little less than the whole: timers and clocks differ.
            if (this.#now() - began > 0.9 * this.#patience) {
                this.#patience = Math.min(2 * this.#patience, LONGEST_PATIENCE_MS);
            }
            this.#failed(error, { updates, asked, told });
            waiting.forEach((waiter) => waiter.reject(error));
        } finally {
            this.#running = false;
        }
        this.#next();
    }

    /**
     * @param {unknown} error
     * @param {{ updates: number, asked: boolean, told: boolean }} why it was fetched
     */
    #failed(error, { updates, asked, told }) {
        this.#updates += updates;
        this.#asked ||= asked;
        this.#told &&= told;
        this.#due = -Infinity;
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
            const now = this.#now();
            const moment = this.#momentAfter(now + least * (1 + SPREAD * this.#random()));
            this.#timer = setTimeout(() => void this.#run(), moment - now);
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
