import { t } from './i18n.js';

/** @type {Map<Element, HTMLElement>} */
const chips = new Map();

/**
 * Says quietly beside a region how many updates wait for it.
 * @param {Element} region
 * @param {number} updates
 * @param {() => void} onAsked when the person wants them now
 */
export function showChip(region, updates, onAsked) {
    const chip = chips.get(region) ?? addChip(region, onAsked);
    const button = /** @type {HTMLElement} */ (chip.firstElementChild);
    button.textContent = t('sync.updates', { count: Math.max(1, updates) });
    button.hidden = false;
}

/** @param {Element} region */
export function hideChip(region) {
    const button = chips.get(region)?.firstElementChild;
    if (button instanceof HTMLElement) {
        button.textContent = '';
        button.hidden = true;
    }
}

/**
 * @param {Element} region
 * @param {() => void} onAsked
 */
function addChip(region, onAsked) {
    const chip = document.createElement('div');
    chip.className = 'chip-place';
    chip.setAttribute('role', 'status');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'chip';
    button.dataset.syncChip = region.id;
    // On press already: a click would first end the person's selection or typing, and with it the chip.
    button.addEventListener('pointerdown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
        onAsked();
        // Who pressed it by keyboard goes on in what it brought.
        const { activeElement } = document;
        if (region instanceof HTMLElement && button.hidden && (activeElement === button || activeElement === document.body)) {
            region.focus({ preventScroll: true });
        }
    });
    chip.append(button);
    region.before(chip);
    chips.set(region, chip);
    return chip;
}
