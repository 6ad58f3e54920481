// The answer of /api/home. Types only.

/** @typedef {import('../../sync/types.js').Position} Position */

/**
 * Something that was changed.
 * @typedef {object} Activity
 * @property {string} at when
 * @property {string} login who did it; empty when it was no person
 * @property {string} topic for example `files`
 * @property {'added' | 'updated' | 'deleted' | 'toggled'} reason
 * @property {string} id
 * @property {string} name as it was then; empty when nobody said
 */

/**
 * @typedef {object} WorkerState
 * @property {number} number
 * @property {string} startedAt
 * @property {string} bus `UP` or `DOWN`
 * @property {boolean} alive
 */

/**
 * @typedef {object} Home
 * @property {Record<string, number>} counts by topic, only those that one may see
 * @property {Activity[]} activity newest first
 * @property {WorkerState[]} workers
 * @property {Record<string, Position>} positions by room, all that one may join
 */

export {};
