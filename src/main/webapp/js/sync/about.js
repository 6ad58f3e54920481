/** @import { Position, SyncEvent } from './types.js' */
import { isCatchUp } from './catch-up.js';

/**
 * What a soft refresh has to know of the event that calls for it.
 * @param {SyncEvent | undefined} event none when the idle guard found the page stale
 * @param {boolean} own whether it came of a change that this very page made
 */
export function aboutEvent(event, own) {
    const told = event !== undefined && !own && !isCatchUp(event) && event.scope.startsWith('room:');
    return { foreign: event !== undefined && !own, told, within: own ? 0 : (event?.within ?? 0) };
}

/**
 * What a page has been told of, as the header `Sync-Position` carries it.
 * @param {Record<string, Position>} told by room
 * @returns {string} for example `files=1795376199866@<epoch>,index=...`
 */
export function toldHeader(told) {
    return Object.entries(told)
        .map(([room, { seq, epoch }]) => `${room}=${seq}@${epoch}`)
        .join(',');
}
