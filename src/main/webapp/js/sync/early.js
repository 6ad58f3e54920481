/** @import { SyncEvent } from './types.js' */

const MOST = 1000;

/**
 * Global events that arrive before it is clear which were missed: the missed ones come after them and are older. Bounded; what
 * finds no place makes all of them count as lost.
 */
export class EarlyEvents {
    /** @type {[name: string, event: SyncEvent][]} */
    #held = [];
    #tooMany = false;

    /**
     * @param {string} name
     * @param {SyncEvent} event
     */
    hold(name, event) {
        if (this.#held.length < MOST) {
            this.#held.push([name, event]);
        } else {
            this.#tooMany = true;
        }
    }

    /** @returns {{ events: [name: string, event: SyncEvent][], tooMany: boolean }} those held, in order */
    take() {
        const taken = { events: this.#held.sort(([, one], [, other]) => one.seq - other.seq), tooMany: this.#tooMany };
        this.#held = [];
        this.#tooMany = false;
        return taken;
    }
}
