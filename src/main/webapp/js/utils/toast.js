import { t } from '../i18n.js';

const SHOWN_MS = 5000;

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
    const region = liveRegion(kind === 'error' ? 'alert' : 'status');
    [...region.children].filter((other) => other.textContent === toast.textContent).forEach((other) => other.remove());
    region.append(toast);
    bringUp(region);
    if (kind !== 'error') {
        setTimeout(() => dismiss(toast), SHOWN_MS);
    }
    return () => dismiss(toast);
}

/**
 * Shows the region on top of everything: inside the open modal dialog, since all outside of it is inert.
 * @param {HTMLElement} region
 */
function bringUp(region) {
    const place = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    if (region.parentElement !== place) {
        place.append(region);
        place.addEventListener('close', () => bringUp(region), { once: true });
    }
    region.hidePopover?.();
    if (region.childElementCount > 0) {
        region.showPopover?.();
    }
}

/** @param {HTMLElement} toast */
function dismiss(toast) {
    const region = toast.parentElement;
    toast.remove();
    if (region?.childElementCount === 0) {
        region.hidePopover?.();
    }
}

/**
 * @param {'alert' | 'status'} role
 * @returns {HTMLElement}
 */
function liveRegion(role) {
    const known = document.getElementById(`toasts-${role}`);
    if (known) {
        return known;
    }
    const region = document.createElement('div');
    region.id = `toasts-${role}`;
    region.className = 'toasts';
    region.setAttribute('role', role);
    region.setAttribute('popover', 'manual');
    document.body.append(region);
    return region;
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
