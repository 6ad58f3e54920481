/**
 * @typedef {object} IdleGuardParts
 * @property {number} seconds the idle period
 * @property {() => Promise<boolean>} isStale asks for proof of freshness
 * @property {() => unknown} refresh runs only when there is none
 * @property {() => boolean} [isHidden]
 * @property {() => number} [now] milliseconds
 */

/**
 * Looks after a page where nothing happens: after each idle period without activity and events it asks whether the page is
 * stale. It is silent while the page is hidden and asks once when the page is shown again.
 */
export class IdleGuard {
    #parts;
    #now;
    #lastSign;
    #asking = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;

    /** @param {IdleGuardParts} parts */
    constructor(parts) {
        this.#parts = parts;
        this.#now = parts.now ?? (() => performance.now());
        this.#lastSign = this.#now();
        this.#arm();
    }

    /** The person or the server gave a sign of life: a new period begins. */
    sign() {
        this.#lastSign = this.#now();
    }

    /** The page is seen again: ask at once. */
    returned() {
        void this.#ask();
    }

    stop() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }

    #arm() {
        const idleMs = this.#parts.seconds * 1000;
        const rest = Math.max(0, this.#lastSign + idleMs - this.#now());
        this.#timer = setTimeout(() => this.#due(idleMs), Math.max(rest, 10));
        /** @type {any} */ (this.#timer).unref?.();
    }

    /** @param {number} idleMs */
    async #due(idleMs) {
        const idle = this.#now() - this.#lastSign >= idleMs;
        if (idle && this.#parts.isHidden?.()) {
            this.#lastSign = this.#now();
        } else if (idle) {
            await this.#ask();
        }
        if (this.#timer !== undefined) {
            this.#arm();
        }
    }

    async #ask() {
        if (this.#asking) {
            return;
        }
        this.#asking = true;
        this.#lastSign = this.#now();
        try {
            if (await this.#parts.isStale()) {
                await this.#parts.refresh();
            }
        } catch (error) {
            console.error('[sync] the idle guard could not refresh', error);
        } finally {
            this.#asking = false;
        }
    }
}
