/** @import { Position } from './types.js' */

/**
 * The position of each room that this page's data stands for. A list answer replaces it, events and replays raise it, and
 * a doubt forgets it: a room without a position counts as stale.
 */
export class Positions {
    /** @type {Map<string, Position>} */
    #held = new Map();

    /** @param {string} room */
    get(room) {
        return this.#held.get(room);
    }

    /**
     * @param {string} room
     * @param {Position} position
     */
    replace(room, { seq, epoch }) {
        this.#held.set(room, { seq, epoch });
    }

    /**
     * Takes an event's number. An event of a room without a position is always news.
     * @param {string} room
     * @param {number} seq
     * @returns {boolean} whether it is newer than what is held; false means that the event is a double
     */
    raise(room, seq) {
        const held = this.#held.get(room);
        if (!held) {
            return true;
        }
        if (seq <= held.seq) {
            return false;
        }
        this.#held.set(room, { seq, epoch: held.epoch });
        return true;
    }

    /** @param {string} room */
    forget(room) {
        this.#held.delete(room);
    }

    /**
     * What `sync:check` asks about.
     * @param {Iterable<string>} rooms
     * @returns {Record<string, number>}
     */
    seqs(rooms) {
        return Object.fromEntries([...rooms].map((room) => [room, this.#held.get(room)?.seq ?? 0]));
    }
}
