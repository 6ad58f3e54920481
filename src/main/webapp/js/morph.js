// The only file that knows the morph library. A region of the page becomes what new HTML says, softly: while the person is
// busy in it, it waits behind a chip ("3 updates") and is applied when they are done or ask for it.
import { Idiomorph } from '../vendor/idiomorph.esm.js';
import { isBeingEdited, occupation, whenPaused } from './busy.js';
import { hideChip, showChip } from './chip.js';
import { keepPlace } from './place.js';

/**
 * @typedef {object} Change
 * @property {string} html the region's new content
 * @property {number} [updates] how many foreign changes are in it
 * @property {boolean} [asked] the person asked for it: do not wait
 * @property {() => void} [applied] called when it is shown
 */

/** @type {Map<Element, Change & { updates: number }>} */
const waiting = new Map();

/**
 * Makes a region show new HTML, now or when the person is done there. Content that waits is replaced by newer content.
 * Dispatches on the region `sync:before-morph` (cancelable), `sync:waiting` and `sync:morphed`.
 * @param {Element} region
 * @param {Change} change
 */
export function morph(region, change) {
    const updates = (change.updates ?? 0) + (waiting.get(region)?.updates ?? 0);
    const reason = change.asked ? undefined : occupation(region);
    if (reason) {
        waiting.set(region, { ...change, updates });
        showChip(region, updates, () => apply(region));
        tell(region, 'sync:waiting', { reason, updates });
    } else {
        waiting.set(region, { ...change, updates });
        apply(region);
    }
}

/** @param {Element} region */
function apply(region) {
    const change = waiting.get(region);
    waiting.delete(region);
    hideChip(region);
    if (!change || !tell(region, 'sync:before-morph', { updates: change.updates })) {
        return;
    }
    keepPlace(region, () => {
        Idiomorph.morph(region, change.html, { morphStyle: 'innerHTML', callbacks: SAFE });
    });
    change.applied?.();
    tell(region, 'sync:morphed', { updates: change.updates });
}

/** What holds even when the person asked: nothing typed is lost, nothing opened is closed. */
const SAFE = {
    /** @param {Node} node */
    beforeNodeMorphed: (node) => !isBeingEdited(node),
    /** @param {Node} node */
    beforeNodeRemoved: (node) => !isBeingEdited(node),
    /**
     * @param {string} name
     * @param {Element} element
     */
    beforeAttributeUpdated: (name, element) => !(name === 'open' && element.matches('dialog, details')),
};

/**
 * @param {Element} region
 * @param {string} type
 * @param {object} detail
 * @returns {boolean} false when it was cancelled
 */
function tell(region, type, detail) {
    return region.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true }));
}

whenPaused(() => {
    for (const region of waiting.keys()) {
        if (!region.isConnected) {
            waiting.delete(region);
        } else if (!occupation(region)) {
            apply(region);
        }
    }
});
