/** @import { Deed } from './bulk-bar.js' */
/** @import { Registry } from './types.js' */
import { t } from '../i18n.js';
import { api, confirmDialog, showToast } from '../utils.js';
import { BulkBar } from './bulk-bar.js';
import { doAll } from './bulk.js';
import { failedHtml, tell } from './refusals.js';
import { Selection } from './selection.js';

const EXAMPLES = 5;

/** The rows that the person has selected, and what is done to all of them at once. */
export class SelectedRows {
    selection = new Selection();
    #registry;
    #region;
    #parts;
    #bulk;

    /**
     * @param {Registry} registry
     * @param {HTMLElement} region where the rows are
     * @param {{ nameOf: (id: string) => string, done: () => Promise<void> }} parts `done` shows what has become of the list
     */
    constructor(registry, region, parts) {
        this.#registry = registry;
        this.#region = region;
        this.#parts = parts;
        this.#bulk = new BulkBar(registry, region.parentElement ?? region, (deed) => void this.#doToAll(deed));
        region.addEventListener('click', (event) => this.#clicked(event));
    }

    /**
     * These rows are shown now.
     * @param {string[]} ids
     */
    show(ids) {
        this.selection.show(ids);
        this.#paint();
    }

    /** In the language of now. */
    draw() {
        this.#bulk.draw();
        this.#paint();
    }

    /** Says in the rows what is selected. The boxes count as unchanged: they hold no input, and no refresh waits for them. */
    #paint() {
        for (const box of this.#boxes()) {
            box.checked = this.selection.has(idOf(box) ?? '');
            box.defaultChecked = box.checked;
            box.closest('tr')?.classList.toggle('selected', box.checked);
        }
        const all = this.#all();
        if (all) {
            all.checked = this.selection.extent === 'all';
            all.defaultChecked = all.checked;
            all.indeterminate = this.selection.extent === 'some';
        }
        this.#bulk.show(this.selection.size);
    }

    #boxes() {
        return /** @type {HTMLInputElement[]} */ ([...this.#region.querySelectorAll('input[data-select=row]')]);
    }

    #all() {
        return /** @type {HTMLInputElement | null} */ (this.#region.querySelector('input[data-select=all]'));
    }

    /** @param {MouseEvent} event */
    #clicked(event) {
        const box = event.target;
        if (box instanceof HTMLInputElement && box.dataset.select) {
            const id = idOf(box);
            if (id === undefined) {
                this.selection.setAll(box.checked);
            } else {
                this.selection.set(id, box.checked, event.shiftKey);
            }
            this.#paint();
        }
    }

    /** @param {Deed | 'clear'} deed */
    async #doToAll(deed) {
        if (deed === 'clear') {
            this.selection.setAll(false);
            this.#paint();
            this.#all()?.focus();
            return;
        }
        const items = this.selection.ids.map((id) => ({ id, name: this.#parts.nameOf(id) }));
        const count = items.length;
        if (count === 0 || !(await this.#confirmAll(deed, items.map(({ name }) => name)))) {
            return;
        }
        this.#bulk.showProgress(0, count);
        const { done, failed } = await doAll(items, ({ id }) => this.#deed(deed, id), (n) => this.#bulk.showProgress(n, count));
        this.#bulk.endProgress();
        done.forEach(({ id }) => this.selection.set(id, false));
        this.#paint();
        await this.#parts.done().catch(() => {});
        if (failed.length > 0) {
            tell(t('bulk.partly', { done: done.length, all: count }), failedHtml(failed));
        } else {
            showToast(t(deed === 'delete' ? 'bulk.deleted' : 'bulk.changed', { count }), { kind: 'success' });
        }
        focusAgain(this.#region);
    }

    /**
     * @param {Deed} deed
     * @param {string[]} names
     */
    #confirmAll(deed, names) {
        const words = this.#registry.toggle?.field === 'pinned' ? 'pinned' : 'active';
        const verb = deed === 'delete' ? t('action.delete') : t(`bulk.${words}.${deed}`);
        const question = t(deed === 'delete' ? 'bulk.deleteQuestion' : `bulk.${words}.${deed}Question`, { count: names.length });
        const more = names.length > EXAMPLES ? [t('inUse.more', { count: names.length - EXAMPLES })] : [];
        return confirmDialog(question, { confirm: verb, danger: deed === 'delete', details: [...names.slice(0, EXAMPLES), ...more] });
    }

    /**
     * @param {Deed} deed
     * @param {string} id
     */
    #deed(deed, id) {
        const path = `${this.#registry.topic}/${encodeURIComponent(id)}`;
        // Not the toggle: between the person's look and their deed somebody else may have switched it already.
        const body = { [this.#registry.toggle?.field ?? '']: deed === 'on' };
        return deed === 'delete' ? api(path, { method: 'DELETE' }) : api(path, { method: 'PATCH', body });
    }
}

/**
 * After a dialog whose opener is gone, the focus returns to the list.
 * @param {HTMLElement} region
 */
export function focusAgain(region) {
    if (document.activeElement === document.body) {
        region.focus({ preventScroll: true });
    }
}

/**
 * The id of the record in whose row an element is.
 * @param {Element} element
 */
export function idOf(element) {
    return element.closest('[data-id]')?.getAttribute('data-id') ?? undefined;
}
