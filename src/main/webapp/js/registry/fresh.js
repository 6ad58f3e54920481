const GLOW_MS = 2400;

/**
 * Which version each row of a region shows.
 * @param {Element} region
 * @returns {Map<string, string | null>}
 */
export function versionsIn(region) {
    return new Map(rowsOf(region).map((row) => [row.id, row.getAttribute('data-version')]));
}

/**
 * Lets the rows that are new or changed glow for a moment, so that the eye finds them.
 * @param {Element} region
 * @param {Map<string, string | null>} before
 */
export function markFresh(region, before) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
        return;
    }
    const glow = getComputedStyle(document.documentElement).getPropertyValue('--glow').trim();
    for (const row of rowsOf(region)) {
        if (before.get(row.id) !== row.getAttribute('data-version')) {
            row.animate([{ backgroundColor: glow }, { backgroundColor: 'transparent' }], { duration: GLOW_MS, easing: 'ease-out' });
        }
    }
}

/** @param {Element} region */
function rowsOf(region) {
    return [...region.querySelectorAll('tr[data-id]')];
}
