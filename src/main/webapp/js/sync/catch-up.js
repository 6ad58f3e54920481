/** @import { SyncEvent } from './types.js' */

/**
 * The event that a handler gets when something may have changed and nobody can say what.
 * @param {string} scope
 * @param {number} seq
 * @param {string} why
 * @returns {SyncEvent}
 */
export function catchUpEvent(scope, seq, why) {
    return { reason: 'updated', seq, worker: 0, scope, id: '', data: { catchUp: why } };
}

/**
 * Whether this names no change: everything that the page shows may have changed.
 * @param {SyncEvent | undefined} event none when the idle guard found the page stale
 */
export function isCatchUp(event) {
    return event === undefined || event.data?.catchUp !== undefined;
}
