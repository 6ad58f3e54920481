// Keeps the person's place while a region changes around it: what they look at stays where it is, and so does the focus.

/**
 * @param {Element} region whose rows have ids
 * @param {() => void} change
 */
export function keepPlace(region, change) {
    const anchor = anchorOf(region);
    const top = anchor?.getBoundingClientRect().top ?? 0;
    const focused = focusedIn(region);
    const neighbours = focused ? rowsAround(focused, region) : [];
    change();
    if (focused && document.activeElement !== focused) {
        focusAgain(focused, neighbours, region);
    }
    if (anchor?.isConnected) {
        const shift = anchor.getBoundingClientRect().top - top;
        if (Math.abs(shift) >= 1) {
            scrollBy({ top: shift, behavior: 'instant' });
        }
    }
}

/**
 * The first row in sight, when the page is scrolled past the region's beginning.
 * @param {Element} region
 */
function anchorOf(region) {
    if (scrollY === 0 || region.getBoundingClientRect().top >= 0) {
        return undefined;
    }
    return [...region.querySelectorAll('[data-id]')].find((row) => row.getBoundingClientRect().top >= 0);
}

/** @param {Element} region */
function focusedIn(region) {
    const active = document.activeElement;
    return active instanceof HTMLElement && active.id && region.contains(active) ? active : undefined;
}

/**
 * The rows after and then before the one with the focus: who gets it when that row is deleted.
 * @param {Element} element
 * @param {Element} region
 */
function rowsAround(element, region) {
    const rows = [...region.querySelectorAll('[data-id]')];
    const index = rows.findIndex((row) => row.contains(element));
    return index < 0 ? [] : [...rows.slice(index + 1), ...rows.slice(0, index).reverse()];
}

/**
 * @param {HTMLElement} element
 * @param {Element[]} neighbours
 * @param {Element} region gets the focus when nothing like the element is left
 */
function focusAgain(element, neighbours, region) {
    const same = document.getElementById(element.id);
    const row = neighbours.find((neighbour) => neighbour.isConnected);
    const next = same ?? row?.querySelector(alike(element)) ?? region;
    if (next instanceof HTMLElement) {
        next.focus({ preventScroll: true });
    }
}

/**
 * Matches what does in another row what this element does in its own.
 * @param {HTMLElement} element
 */
function alike({ dataset: { action, select } }) {
    return action ? `[data-action="${CSS.escape(action)}"]` : `[data-select="${CSS.escape(select ?? '')}"]`;
}
