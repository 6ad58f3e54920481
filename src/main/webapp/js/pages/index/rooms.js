/** @import { Position } from '../../sync/types.js' */

/** The rooms that the page stands in: those that the last answer named, no more and no less. */
export class HomeRooms {
    #sync;
    /** @type {Set<string>} */
    #joined;

    /**
     * @param {Pick<typeof import('../../sync.js').SyncManager, 'joinRoom' | 'leaveRoom' | 'setPosition'>} sync
     * @param {string[]} joined rooms that the page stands in already
     */
    constructor(sync, joined) {
        this.#sync = sync;
        this.#joined = new Set(joined);
    }

    /**
     * Takes where each room stood when the answer was made, and only then joins those that are new: a room whose position
     * is known replays what happened since.
     * @param {Record<string, Position>} positions
     */
    take(positions) {
        for (const [room, position] of Object.entries(positions)) {
            this.#sync.setPosition(room, position);
            this.#joined.add(room);
            this.#sync.joinRoom(room);
        }
        for (const room of [...this.#joined].filter((known) => !(known in positions))) {
            this.#joined.delete(room);
            this.#sync.leaveRoom(room);
        }
    }
}
