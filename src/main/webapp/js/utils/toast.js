import { t } from '../i18n.js';

const SHOWN_MS = 5000;

/** @type {HTMLElement | undefined} where all toasts are: side by side none covers another */
let place;

/**
 * Says something in passing, in a live region. Errors stay until they are closed.
 * @param {string} message
 * @param {{ kind?: 'info' | 'success' | 'error', link?: { href: string, text: string } }} [options]
 * @returns {() => void} takes it away again
 */
export function showToast(message, { kind = 'info', link } = {}) {
    const toast = document.createElement('div');
    toast.className = `toast toast-${kind}`;
    toast.append(textOf(message));
    if (link) {
        toast.append(linkTo(link));
    }
    toast.append(closeButton(() => dismiss(toast)));
    place ??= newPlace();
    const region = /** @type {Element} */ (place.querySelector(kind === 'error' ? '[role=alert]' : '[role=status]'));
    [...region.children].filter((other) => other.textContent === toast.textContent).forEach((other) => other.remove());
    region.append(toast);
    bringUp(place);
    if (kind !== 'error') {
        setTimeout(() => leave(toast), SHOWN_MS);
    }
    return () => dismiss(toast);
}

/**
 * Says what went wrong.
 * @param {unknown} error
 */
export function showFailure(error) {
    return showToast(/** @type {Error} */ (error).message, { kind: 'error' });
}

/**
 * Shows the toasts on top of everything: inside the open modal dialog, since all outside of it is inert.
 * @param {HTMLElement} toasts
 */
function bringUp(toasts) {
    const parent = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    if (toasts.parentElement !== parent) {
        parent.append(toasts);
        parent.addEventListener('close', () => bringUp(toasts), { once: true });
    }
    toasts.hidePopover?.();
    if (toasts.querySelector('.toast')) {
        toasts.showPopover?.();
    }
}

/**
 * It goes by itself, but not from under the pointer or the focus.
 * @param {HTMLElement} toast
 */
function leave(toast) {
    if (toast.matches(':hover, :focus-within')) {
        setTimeout(() => leave(toast), SHOWN_MS);
    } else {
        dismiss(toast);
    }
}

/** @param {HTMLElement} toast */
function dismiss(toast) {
    toast.remove();
    if (place && !place.querySelector('.toast')) {
        place.hidePopover?.();
    }
}

/** A live region for each kind: errors interrupt, the others wait for their turn. */
function newPlace() {
    const toasts = document.createElement('div');
    toasts.className = 'toasts';
    toasts.setAttribute('popover', 'manual');
    for (const role of ['alert', 'status']) {
        const region = document.createElement('div');
        region.className = 'toasts-of-kind';
        region.setAttribute('role', role);
        toasts.append(region);
    }
    return toasts;
}

/** @param {string} message */
function textOf(message) {
    const text = document.createElement('p');
    text.textContent = message;
    return text;
}

/** @param {{ href: string, text: string }} link */
function linkTo({ href, text }) {
    const anchor = document.createElement('a');
    anchor.href = href;
    anchor.target = '_blank';
    anchor.textContent = text;
    return anchor;
}

/** @param {() => void} onClick */
function closeButton(onClick) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'toast-close';
    button.setAttribute('aria-label', t('action.close'));
    button.textContent = '×';
    button.addEventListener('click', onClick);
    return button;
}
