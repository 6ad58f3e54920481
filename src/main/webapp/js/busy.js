// What the person is doing at this moment, and whether a region of the page is part of it.
import { isDirty } from './utils/form.js';

/** @typedef {'typing' | 'unsaved' | 'selecting' | 'composing' | 'pressing' | 'dragging' | 'open' | 'playing'} Occupation */

// A box that selects a row is no input: it belongs to the page, which puts it right after each refresh.
const EDITABLE = 'input:not([type=button], [type=submit], [type=reset], [data-select]), textarea, select, [contenteditable=""], [contenteditable=true]';
const OPEN = 'dialog[open], details[open][data-menu], [aria-expanded=true], :popover-open';
const PAUSED_BY = ['focusout', 'selectionchange', 'compositionend', 'pointerup', 'pointercancel', 'dragend', 'input'];
const ENDED_BY = ['close', 'toggle', 'pause', 'ended', 'reset', 'change'];

/** @type {Element | undefined} */
let pressed;
/** @type {Element | undefined} */
let dragged;
/** @type {Element | undefined} */
let composing;

/**
 * @param {Element} region
 * @returns {Occupation | undefined} why the region must not be touched now
 */
export function occupation(region) {
    if (isIn(region, dragged)) {
        return 'dragging';
    }
    if (isIn(region, composing)) {
        return 'composing';
    }
    if (isIn(region, pressed)) {
        return 'pressing';
    }
    const active = document.activeElement;
    if (active?.matches(EDITABLE) && isIn(region, active)) {
        return 'typing';
    }
    if (isDirty(region)) {
        return 'unsaved';
    }
    if (isSelecting(region)) {
        return 'selecting';
    }
    if (region.querySelector(OPEN)) {
        return 'open';
    }
    return [...region.querySelectorAll('audio, video')].some(isPlaying) ? 'playing' : undefined;
}

/**
 * Whether this very element holds what a person typed or is typing.
 * @param {Node} node
 */
export function isBeingEdited(node) {
    return node instanceof Element && node.matches(EDITABLE) && (node === document.activeElement || isDirty(node));
}

/**
 * Calls back whenever the person may just have finished something.
 * @param {() => void} callback
 */
export function whenPaused(callback) {
    for (const type of [...PAUSED_BY, ...ENDED_BY]) {
        // After the event: the new focus, selection and values stand only then.
        document.addEventListener(type, () => setTimeout(callback), { capture: true, passive: true });
    }
}

/**
 * @param {Element} region
 * @param {Element | undefined} element
 */
function isIn(region, element) {
    return element !== undefined && element.isConnected && region.contains(element);
}

/** @param {Element} region */
function isSelecting(region) {
    const selection = document.getSelection();
    return Boolean(selection && !selection.isCollapsed && selection.rangeCount > 0 && selection.containsNode(region, true));
}

/** @param {Element} element */
function isPlaying(element) {
    return element instanceof HTMLMediaElement && !element.paused && !element.ended;
}

/** @param {Event} event */
function elementOf(event) {
    return event.target instanceof Element ? event.target : undefined;
}

if (globalThis.document) {
    const options = { capture: true, passive: true };
    const track = (/** @type {string[]} */ types, /** @type {(event: Event) => void} */ note) =>
        types.forEach((type) => document.addEventListener(type, note, options));
    track(['pointerdown'], (event) => (pressed = elementOf(event)));
    track(['pointerup', 'pointercancel', 'dragend'], () => (pressed = undefined));
    track(['dragstart'], (event) => (dragged = elementOf(event)));
    track(['dragend', 'drop'], () => (dragged = undefined));
    track(['compositionstart'], (event) => (composing = elementOf(event)));
    track(['compositionend'], () => (composing = undefined));
    addEventListener('blur', () => (pressed = dragged = undefined));
}
