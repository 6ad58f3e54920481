/** @import { Choices } from './choices.js' */
/** @import { Askable, Query } from './query.js' */
import { t } from '../i18n.js';
import { offer } from './choices.js';
import { withFilter } from './query.js';

const SEARCH_DELAY_MS = 200;

/** What stands above a list: the search, the filters and, where the headers are not all in sight, the order. */
export class Tools {
    #search;
    #sort;
    #filters;
    #choices;
    #ask;
    #opener;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #searchTimer;

    /**
     * @param {string} topic
     * @param {Choices} choices
     * @param {(change: Partial<Query>) => void} ask shows another part of the list
     * @param {() => Query} query what is asked for now
     */
    constructor(topic, choices, ask, query) {
        const part = (/** @type {string} */ name) => document.getElementById(`${topic}-${name}`);
        this.#search = /** @type {HTMLInputElement} */ (part('search'));
        this.#sort = /** @type {HTMLSelectElement} */ (part('sort'));
        this.#filters = /** @type {HTMLSelectElement[]} */ ([...document.querySelectorAll('select[data-filter]')]);
        this.#choices = choices;
        this.#opener = /** @type {HTMLElement} */ (part('filters-open'));
        this.#ask = ask;
        this.#search.addEventListener('input', () => this.#searchSoon());
        this.#sort.addEventListener('change', () => ask({ sort: this.#sort.value }));
        part('sort-reverse')?.addEventListener('click', () => ask({ sort: reversed(query().sort) }));
        this.#opener.addEventListener('click', () => {
            const open = this.#opener.getAttribute('aria-expanded') !== 'true';
            this.#opener.setAttribute('aria-expanded', String(open));
        });
        for (const select of this.#filters) {
            select.addEventListener('change', () => ask(withFilter(query(), nameOf(select), select.value)));
            // While the person chooses, the choices stay as they are.
            select.addEventListener('blur', () => this.#offer(select));
        }
    }

    /** The words that the tools know, apart from those of the columns. */
    get askable() {
        const sorts = [...this.#sort.options].map((option) => option.value.replace(/^-/, ''));
        return /** @type {Omit<Askable, 'sort'>} */ ({ sorts, filters: this.#filters.map(nameOf) });
    }

    /** @param {Query} query */
    show(query) {
        if (document.activeElement !== this.#search) {
            this.#search.value = query.q;
        }
        this.#showSort(query.sort);
        for (const select of this.#filters) {
            show(select, query.filters[nameOf(select)] ?? '');
        }
        const count = Object.keys(query.filters).length;
        this.#opener.textContent = count > 0 ? t('filter.openWith', { count }) : t('filter.open');
    }

    /** Offers what there is to choose from now. */
    async refreshChoices() {
        await this.#choices.load();
        this.#filters.forEach((select) => this.#offer(select));
    }

    /** @param {HTMLSelectElement} select */
    #offer(select) {
        if (select.dataset.choices && document.activeElement !== select) {
            const wanted = select.value;
            offer(select, this.#choices.of(select.dataset.choices));
            show(select, wanted);
        }
    }

    /**
     * The options have the order that is asked for most; the other way round it is the same option.
     * @param {string} sort
     */
    #showSort(sort) {
        const shown = [...this.#sort.options].find(({ value }) => value === sort || value === reversed(sort));
        this.#sort.value = shown?.value ?? '';
    }

    #searchSoon() {
        clearTimeout(this.#searchTimer);
        this.#searchTimer = setTimeout(() => this.#ask({ q: this.#search.value.trim() }), SEARCH_DELAY_MS);
    }
}

/** @param {string} sort */
function reversed(sort) {
    return sort.startsWith('-') ? sort.slice(1) : `-${sort}`;
}

/** @param {HTMLSelectElement} select */
function nameOf(select) {
    return select.dataset.filter ?? '';
}

/**
 * Shows a choice, even one that is not offered yet or not any more.
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function show(select, value) {
    [...select.options].find((option) => 'other' in option.dataset)?.remove();
    select.value = value;
    if (select.selectedIndex < 0) {
        const option = new Option('…', value, false, true);
        option.dataset.other = '';
        select.add(option);
    }
}
