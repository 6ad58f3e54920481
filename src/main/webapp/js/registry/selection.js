/** Which of the rows shown are selected. It belongs to the page, not to the rows: redrawing them changes nothing. */
export class Selection {
    /** @type {string[]} the ids of the rows, from the top */
    #shown = [];
    /** @type {Set<string>} */
    #selected = new Set();
    /** @type {string | undefined} where a selection of several rows at once begins */
    #anchor;

    /**
     * These rows are shown now; those that are gone leave the selection.
     * @param {string[]} ids
     */
    show(ids) {
        this.#shown = ids;
        this.#selected = new Set(ids.filter((id) => this.#selected.has(id)));
    }

    /**
     * @param {string} id
     * @param {boolean} on
     * @param {boolean} [through] all rows from the one chosen last to this one
     */
    set(id, on, through = false) {
        const from = through && this.#anchor !== undefined ? this.#shown.indexOf(this.#anchor) : -1;
        const to = this.#shown.indexOf(id);
        const ids = from < 0 ? [id] : this.#shown.slice(Math.min(from, to), Math.max(from, to) + 1);
        ids.forEach((each) => (on ? this.#selected.add(each) : this.#selected.delete(each)));
        this.#anchor = id;
    }

    /** @param {boolean} on */
    setAll(on) {
        this.#selected = new Set(on ? this.#shown : []);
        this.#anchor = undefined;
    }

    /** @param {string} id */
    has(id) {
        return this.#selected.has(id);
    }

    /** Those selected, in the order of the rows. */
    get ids() {
        return this.#shown.filter((id) => this.#selected.has(id));
    }

    get size() {
        return this.#selected.size;
    }

    /** @returns {'none' | 'some' | 'all'} */
    get extent() {
        if (this.size === 0) {
            return 'none';
        }
        return this.size === this.#shown.length ? 'all' : 'some';
    }
}
