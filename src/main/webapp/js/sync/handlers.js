/** @import { Handler, SyncEvent } from './types.js' */

/** The page's handlers by event name. Adding one twice changes nothing; one that fails does not stop the others. */
export class Handlers {
    /** @type {Map<string, Set<Handler>>} */
    #byEvent = new Map();

    /**
     * @param {string} event
     * @param {Handler} handler
     */
    add(event, handler) {
        const handlers = this.#byEvent.get(event) ?? new Set();
        this.#byEvent.set(event, handlers.add(handler));
    }

    /**
     * @param {string} event
     * @param {Handler} [handler] all of the event's handlers when left out
     */
    remove(event, handler) {
        const handlers = this.#byEvent.get(event);
        if (handler) {
            handlers?.delete(handler);
        }
        if (!handler || handlers?.size === 0) {
            this.#byEvent.delete(event);
        }
    }

    /** @returns {string[]} the events that somebody listens to */
    get names() {
        return [...this.#byEvent.keys()];
    }

    /** @param {string} event */
    has(event) {
        return this.#byEvent.has(event);
    }

    /**
     * @param {string} event
     * @param {SyncEvent} payload
     * @returns {Promise<boolean>} whether all of them succeeded
     */
    async call(event, payload) {
        const runs = [...(this.#byEvent.get(event) ?? [])].map((handler) => succeeds(handler, payload));
        return (await Promise.all(runs)).every(Boolean);
    }
}

/**
 * @param {Handler} handler
 * @param {SyncEvent} payload
 */
export async function succeeds(handler, payload) {
    try {
        await handler(payload);
        return true;
    } catch (error) {
        console.error('[sync] a handler failed', error);
        return false;
    }
}
