const GLOW_MS = 2400;

/**
 * Lets an element glow for a moment, so that the eye finds what is new.
 * @param {Element | null} element
 */
export function glow(element) {
    if (!element || matchMedia('(prefers-reduced-motion: reduce)').matches) {
        return;
    }
    const colour = getComputedStyle(document.documentElement).getPropertyValue('--glow').trim();
    element.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], { duration: GLOW_MS, easing: 'ease-out' });
}
