// The shapes that travel between the server and the page. Types only.

/**
 * An event of the server, as the original system defined it.
 * @typedef {object} SyncEvent
 * @property {'updated' | 'added' | 'deleted' | 'toggled'} reason
 * @property {number} seq milliseconds since 1970, strictly increasing within a room
 * @property {number} worker the server process that sent it, 0 when the page made it up to say "catch up"
 * @property {string} scope `global` or `room:<name>`
 * @property {string} id the changed element, empty when unknown
 * @property {any} data
 * @property {number} [within] milliseconds over which the pages of a large room spread what they fetch
 */

/**
 * Where a room's events stand: a `seq` means something only within its epoch.
 * @typedef {{ seq: number, epoch: string }} Position
 */

/**
 * @callback Handler
 * @param {SyncEvent} event
 * @returns {unknown} a promise that rejects makes the room count as stale
 */

/**
 * `live`: connected and every room joined. `reconnecting`: trying. `offline`: trying in vain for a while, or no network.
 * @typedef {'live' | 'reconnecting' | 'offline'} LinkState
 */

/**
 * @typedef {object} JoinAnswer
 * @property {boolean} ok
 * @property {string} [error]
 * @property {number} seq
 * @property {string} epoch
 * @property {boolean} recovered
 * @property {number} missed
 */

/**
 * @typedef {object} CheckAnswer
 * @property {boolean} ok
 * @property {string[]} stale
 * @property {Record<string, number>} seq
 * @property {string} epoch
 * @property {Record<string, string>} [epochs] by room
 */

export {};
