/** @import { Registry } from './types.js' */
import { t } from '../i18n.js';
import { html } from '../utils.js';

/** @typedef {'on' | 'off' | 'delete'} Deed what can be done to all selected rows */

/** What can be done to the selected rows at once: it comes into sight with the first one, in a place kept for it. */
export class BulkBar {
    #registry;
    #bar;
    #count;
    #buttons;
    #progress;

    /**
     * @param {Registry} registry
     * @param {Element} after
     * @param {(deed: Deed | 'clear') => void} onDeed
     */
    constructor(registry, after, onDeed) {
        this.#registry = registry;
        const place = document.createElement('div');
        place.className = 'bulk-place';
        place.innerHTML = html`<p id="${registry.topic}-selected" class="visually-hidden" role="status"></p>
            <div id="${registry.topic}-bulk" class="bulk" role="group" hidden>
                <span class="bulk-count"></span><progress class="bulk-progress" value="0" max="1" hidden></progress>
                <span class="bulk-deeds"></span>
            </div>`.text;
        after.after(place);
        this.#bar = /** @type {HTMLElement} */ (place.querySelector('.bulk'));
        this.#count = /** @type {HTMLElement} */ (place.querySelector('.bulk-count'));
        this.#buttons = /** @type {HTMLElement} */ (place.querySelector('.bulk-deeds'));
        this.#progress = /** @type {HTMLProgressElement} */ (place.querySelector('progress'));
        this.#bar.addEventListener('click', (event) => {
            const button = event.target instanceof Element ? event.target.closest('button') : null;
            if (button) {
                onDeed(/** @type {Deed | 'clear'} */ (button.dataset.deed));
            }
        });
        this.draw();
    }

    draw() {
        const { topic, toggle } = this.#registry;
        const button = (/** @type {Deed | 'clear'} */ deed, /** @type {string} */ text, kind = '') =>
            html`<button type="button" class="button button-small ${kind}" id="${topic}-bulk-${deed}" data-deed="${deed}">${text}</button>`;
        const words = toggle?.field === 'pinned' ? 'pinned' : 'active';
        this.#bar.setAttribute('aria-label', t('select.deeds'));
        this.#buttons.innerHTML = html`
            ${toggle && button('on', t(`bulk.${words}.on`))}
            ${toggle && button('off', t(`bulk.${words}.off`))}
            ${button('delete', t('action.delete'), 'button-danger-quiet')}
            ${button('clear', t('select.clear'), 'button-quiet')}`.text;
    }

    /** @param {number} count of rows that are selected */
    show(count) {
        if (this.#bar.ariaBusy === 'true') {
            return;
        }
        const words = count > 0 ? t('select.count', { count }) : '';
        this.#count.textContent = words;
        this.#bar.hidden = count === 0;
        const status = document.getElementById(`${this.#registry.topic}-selected`);
        if (status && status.textContent !== words) {
            status.textContent = words;
        }
    }

    /**
     * @param {number} done
     * @param {number} all
     */
    showProgress(done, all) {
        this.#bar.ariaBusy = 'true';
        this.#progress.hidden = false;
        this.#progress.max = all;
        this.#progress.value = done;
        this.#progress.setAttribute('aria-label', t('bulk.progress', { done, all }));
        this.#count.textContent = t('bulk.progress', { done, all });
        this.#enable(false);
    }

    endProgress() {
        this.#bar.ariaBusy = null;
        this.#progress.hidden = true;
        this.#enable(true);
    }

    /** @param {boolean} enabled */
    #enable(enabled) {
        this.#buttons.querySelectorAll('button').forEach((button) => (button.disabled = !enabled));
    }
}
