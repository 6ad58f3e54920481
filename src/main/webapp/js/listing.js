/** @import { Position } from './sync/types.js' */

/**
 * @template T
 * @typedef {T & Position} Placed a list answer: what it lists, and where its room stood before that was read
 */

/** @typedef {Pick<import('./utils/api.js').Call, 'ifNoneMatch' | 'patience' | 'told'>} Asking */

/**
 * Asks for a list and remembers the last answer, so that "not modified" stands for that very answer, whether it was shown
 * or not. Every answer, a "not modified" too, says where the list stands.
 * @template T
 */
export class Listing {
    #call;
    #placed;
    /** @type {{ path: string, etag: string, list: Placed<T> } | undefined} what the server said last, and of which question */
    #last;

    /**
     * @param {(path: string, call: Asking) => Promise<{ status: number, data: any, etag?: string }>} call
     * @param {(position: Position) => void} placed
     */
    constructor(call, placed) {
        this.#call = call;
        this.#placed = placed;
    }

    /**
     * @param {string} path
     * @param {number} [patience] milliseconds to wait for the answer
     * @param {Record<string, Position>} [told] what the answer must contain; without it, everything there is
     * @returns {Promise<Placed<T>>}
     */
    async load(path, patience, told) {
        const known = this.#last?.path === path ? this.#last : undefined;
        const { status, data, etag } = await this.#call(path, { ifNoneMatch: known?.etag, patience, told });
        if (status === 304 && known) {
            this.#placed({ seq: known.list.seq, epoch: known.list.epoch });
            return known.list;
        }
        this.#placed({ seq: data.seq, epoch: data.epoch });
        this.#last = etag ? { path, etag, list: data } : undefined;
        return data;
    }

    /** The next answer must be a whole one. */
    forget() {
        this.#last = undefined;
    }
}
