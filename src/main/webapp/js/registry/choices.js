/** @import { Item, Source } from './types.js' */
import { api } from '../utils.js';

/** What the person can choose from in filters and forms: asked for once, and again only after it has changed. */
export class Choices {
    #sources;
    /** @type {Map<string, Item[]>} */
    #items = new Map();
    /** @type {Set<string>} */
    #stale;
    /** @type {Promise<void> | undefined} */
    #loading;

    /** @param {Record<string, Source>} sources by name */
    constructor(sources) {
        this.#sources = sources;
        this.#stale = new Set(Object.keys(sources));
    }

    /**
     * Those of a topic must be asked for again.
     * @param {string} [topic] all when left out
     * @returns {boolean} whether there are any
     */
    forget(topic) {
        const names = Object.keys(this.#sources).filter((name) => topic === undefined || this.#source(name).topic === topic);
        names.forEach((name) => this.#stale.add(name));
        return names.length > 0;
    }

    /**
     * Gets what is stale. What cannot be had now stays stale: a list without its choices is still of use.
     * @returns {Promise<void>}
     */
    load() {
        this.#loading ??= this.#loadStale().finally(() => (this.#loading = undefined));
        return this.#loading;
    }

    async #loadStale() {
        /** @type {Set<string>} */
        const failed = new Set();
        // Again for what has become stale while it was on its way: nobody else would ask for it.
        while (this.#stale.size > 0) {
            const names = [...this.#stale];
            this.#stale.clear();
            await Promise.all(names.map((name) => this.#loadOne(name, failed)));
        }
        failed.forEach((name) => this.#stale.add(name));
    }

    /**
     * @param {string} name
     * @param {Set<string>} failed takes the name when it cannot be had
     */
    async #loadOne(name, failed) {
        try {
            this.#items.set(name, (await api(this.#source(name).path)).data.items);
        } catch {
            failed.add(name);
        }
    }

    /**
     * @param {string} name
     * @returns {{ value: string, label: string, active: boolean }[]}
     */
    of(name) {
        return (this.#items.get(name) ?? []).map((item) => ({
            value: String(item.id),
            label: this.label(name, item),
            active: item.active !== false,
        }));
    }

    /**
     * @param {string} name
     * @param {Partial<Item>} item
     */
    label(name, item) {
        return this.#source(name).label(item);
    }

    /** @param {string} name */
    #source(name) {
        return /** @type {Source} */ (this.#sources[name]);
    }
}

/**
 * Makes a select offer these, after the options that the page itself has, without changing what is chosen.
 * @param {HTMLSelectElement} select
 * @param {{ value: string, label: string }[]} choices
 */
export function offer(select, choices) {
    const had = [...select.options].filter((option) => 'offered' in option.dataset);
    const isSame = (/** @type {HTMLOptionElement} */ { value, text }, /** @type {number} */ index) =>
        value === choices[index]?.value && text === choices[index]?.label;
    if (had.length === choices.length && had.every(isSame)) {
        return;
    }
    const chosen = select.value;
    const saved = had.find((option) => option.defaultSelected)?.value;
    had.forEach((option) => option.remove());
    for (const { value, label } of choices) {
        const option = new Option(label, value, value === saved);
        option.dataset.offered = '';
        select.add(option);
    }
    select.value = chosen;
}
