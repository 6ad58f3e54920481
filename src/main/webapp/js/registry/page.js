// A page that lists the records of one topic: table, search, filters, order, pages, selection, dialogs, softly refreshed.

/** @import { Session } from '../frame.js' */
/** @import { Deed } from './bulk-bar.js' */
/** @import { Query } from './query.js' */
/** @import { ItemList, Registry } from './types.js' */
import { startFrame } from '../frame.js';
import { t } from '../i18n.js';
import { Listing } from '../listing.js';
import { morph } from '../morph.js';
import { SoftRefresh } from '../refresh.js';
import { SyncManager } from '../sync.js';
import { api, ApiError, confirmDialog, html, showToast, signInUrl } from '../utils.js';
import { BulkBar } from './bulk-bar.js';
import { doAll } from './bulk.js';
import { Choices } from './choices.js';
import { frameDialog, RecordEditor } from './editor.js';
import { markFresh, versionsIn } from './fresh.js';
import { listPath, nextSort, readQuery, writeQuery } from './query.js';
import { failedHtml, inUseHtml, referencesIn, tell } from './refusals.js';
import { Selection } from './selection.js';
import { listHtml } from './table.js';
import { Tools } from './tools.js';

const EXAMPLES = 5;

export class ListPage {
    /** @type {Query} */
    #query;
    /** @type {ItemList | undefined} as it is shown */
    #list;
    /** @type {Session | undefined} */
    #session;
    /** @type {(() => void) | undefined} takes away what was said about a list that did not come */
    #closeFailure;
    #selection = new Selection();
    #registry;
    #region;
    #choices;
    #tools;
    #listing;
    #refresh;
    #editor;
    #bulk;

    /** @param {Registry} registry */
    constructor(registry) {
        const { topic, one, columns, sort, sources = {} } = registry;
        this.#registry = registry;
        this.#region = this.#part('list');
        this.#choices = new Choices(sources);
        this.#tools = new Tools(topic, this.#choices, (change) => this.ask(change), () => this.#query);
        const { sorts, filters } = this.#tools.askable;
        const columnSorts = columns.flatMap((column) => column.sort ?? []);
        this.#query = readQuery(location.search, { sorts: [...sorts, ...columnSorts], sort, filters });
        frameDialog(one);
        this.#editor = new RecordEditor(registry, this.#choices, (name, created) => this.#saved(name, created));
        this.#bulk = new BulkBar(registry, /** @type {Element} */ (this.#region.parentElement), (deed) => void this.#doToAll(deed));
        /** @type {Listing<ItemList>} */
        this.#listing = new Listing(api, (position) => SyncManager.setPosition(topic, position));
        /** @type {SoftRefresh<ItemList | undefined>} */
        this.#refresh = new SoftRefresh({
            load: () => this.#load(),
            apply: (list, about) => (list ? this.#show(list, about) : this.#showForbidden()),
            failed: (error) => (this.#closeFailure = fail(error)),
        });
        this.#listen();
    }

    /** Puts up the frame and shows the list. */
    async start() {
        this.#translate();
        this.#tools.show(this.#query);
        try {
            this.#session = await startFrame();
        } catch (error) {
            fail(error);
        }
        void this.#tools.refreshChoices();
        void this.#refresh.now();
    }

    /**
     * Shows another part of the list, and says so in the page's address.
     * @param {Partial<Query>} change
     */
    ask(change) {
        this.#query = { ...this.#query, page: 1, ...change };
        this.#tools.show(this.#query);
        history.replaceState(null, '', location.pathname + writeQuery(this.#query, this.#registry.sort));
        void this.#refresh.now();
    }

    /** The list as it is now, soon. */
    refresh() {
        return this.#refresh.now();
    }

    get mayEdit() {
        return document.documentElement.dataset.role !== 'viewer';
    }

    /** @returns {Promise<ItemList | undefined>} none when the person may not see it */
    async #load() {
        try {
            return await this.#listing.load(listPath(this.#registry.topic, this.#query));
        } catch (error) {
            if (error instanceof ApiError && error.status === 403) {
                return undefined;
            }
            throw error;
        }
    }

    /**
     * @param {ItemList} list
     * @param {{ updates: number, asked: boolean }} about
     */
    #show(list, { updates, asked }) {
        this.#closeFailure?.();
        this.#closeFailure = undefined;
        const lastPage = Math.max(1, Math.ceil(list.total / this.#query.size));
        if (this.#query.page > lastPage) {
            this.ask({ page: lastPage });
            return;
        }
        const before = versionsIn(this.#region);
        document.body.classList.remove('forbidden');
        morph(this.#region, {
            html: listHtml(this.#registry, list, { query: this.#query, mayEdit: this.mayEdit, selection: this.#selection }),
            updates,
            asked,
            applied: () => this.#shown(list, updates, before),
        });
    }

    /**
     * @param {ItemList} list
     * @param {number} updates
     * @param {Map<string, string | null>} before
     */
    #shown(list, updates, before) {
        this.#list = list;
        this.#region.removeAttribute('aria-busy');
        this.#selection.show(this.mayEdit ? list.items.map((item) => String(item.id)) : []);
        this.#showSelection();
        if (updates > 0) {
            markFresh(this.#region, before);
            this.#part('news').textContent = t('sync.updated');
        }
    }

    /** The person's role has changed, or somebody sent them a link that is not for them. */
    #showForbidden() {
        this.#closeFailure?.();
        document.body.classList.add('forbidden');
        this.#listing.forget();
        const content = html`<div class="empty" id="${this.#registry.topic}-forbidden">
            <p class="empty-title">${t('list.forbidden')}</p><p>${t('list.forbiddenHint')}</p>
            <p><a class="button button-primary" href="index.html">${t('list.home')}</a></p></div>`.text;
        const applied = () => {
            this.#region.removeAttribute('aria-busy');
            this.#selection.show([]);
            this.#showSelection();
            this.#part('news').textContent = t('list.forbidden');
        };
        morph(this.#region, { html: content, asked: true, applied });
    }

    /** Says in the rows what is selected. The boxes count as unchanged: they hold no input, and no refresh waits for them. */
    #showSelection() {
        for (const box of this.#boxes()) {
            box.checked = this.#selection.has(idOf(box) ?? '');
            box.defaultChecked = box.checked;
            box.closest('tr')?.classList.toggle('selected', box.checked);
        }
        const all = document.getElementById(`${this.#registry.topic}-select-all`);
        if (all instanceof HTMLInputElement) {
            all.checked = this.#selection.extent === 'all';
            all.defaultChecked = all.checked;
            all.indeterminate = this.#selection.extent === 'some';
        }
        this.#bulk.show(this.#selection.size);
    }

    #boxes() {
        return /** @type {HTMLInputElement[]} */ ([...this.#region.querySelectorAll('input[data-select=row]')]);
    }

    /** @param {MouseEvent} event */
    #selected(event) {
        const box = event.target;
        if (box instanceof HTMLInputElement && box.dataset.select) {
            const id = idOf(box);
            if (id === undefined) {
                this.#selection.setAll(box.checked);
            } else {
                this.#selection.set(id, box.checked, event.shiftKey);
            }
            this.#showSelection();
        }
    }

    /** @param {Deed | 'clear'} deed */
    async #doToAll(deed) {
        if (deed === 'clear') {
            this.#selection.setAll(false);
            this.#showSelection();
            this.#part('select-all').focus();
            return;
        }
        const items = this.#selection.ids.map((id) => ({ id, name: this.#nameOf(id) }));
        const count = items.length;
        if (count === 0 || !(await this.#confirmAll(deed, items.map(({ name }) => name)))) {
            return;
        }
        this.#bulk.showProgress(0, count);
        const { done, failed } = await doAll(items, ({ id }) => this.#deed(deed, id), (n) => this.#bulk.showProgress(n, count));
        this.#bulk.endProgress();
        done.forEach(({ id }) => this.#selection.set(id, false));
        this.#showSelection();
        await this.#refresh.now().catch(() => {});
        if (failed.length > 0) {
            tell(t('bulk.partly', { done: done.length, all: count }), failedHtml(failed));
        } else {
            showToast(t(deed === 'delete' ? 'bulk.deleted' : 'bulk.changed', { count }), { kind: 'success' });
        }
        this.#focusList();
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
        const path = this.#path(id);
        // Not the toggle: between the person's look and their deed somebody else may have switched it already.
        const body = { [this.#registry.toggle?.field ?? '']: deed === 'on' };
        return deed === 'delete' ? api(path, { method: 'DELETE' }) : api(path, { method: 'PATCH', body });
    }

    /** After a dialog whose opener is gone, the focus returns to the list. */
    #focusList() {
        if (document.activeElement === document.body) {
            this.#region.focus({ preventScroll: true });
        }
    }

    /**
     * @param {string} name
     * @param {boolean} created
     */
    #saved(name, created) {
        const { topic } = this.#registry;
        showToast(t(created ? `${topic}.created` : `${topic}.saved`, { name }), { kind: 'success' });
        void this.#refresh.now();
    }

    /** @param {string} id */
    async #toggle(id) {
        await api(`${this.#path(id)}/toggle`, { method: 'POST' });
        void this.#refresh.now();
    }

    /** @param {string} id */
    async #remove(id) {
        const { topic } = this.#registry;
        const name = this.#nameOf(id);
        if (!(await confirmDialog(t('list.deleteQuestion', { name }), { confirm: t('action.delete'), danger: true }))) {
            return;
        }
        try {
            await api(this.#path(id), { method: 'DELETE' });
            showToast(t(`${topic}.deleted`, { name }), { kind: 'success' });
            await this.#refresh.now().catch(() => {});
            this.#focusList();
        } catch (error) {
            if (referencesIn(error).length === 0) {
                throw error;
            }
            tell(t('inUse.title', { name }), inUseHtml(this.#registry, id, /** @type {Error} */ (error)));
        }
    }

    /** @param {Event} event */
    async #clicked(event) {
        const button = event.target instanceof Element ? event.target.closest('button') : null;
        const { sort, page, action, clear } = button?.dataset ?? {};
        const id = button && idOf(button);
        if (sort) {
            this.ask({ sort: nextSort(this.#query.sort, sort) });
        } else if (page) {
            this.ask({ page: Number(page) });
        } else if (clear !== undefined) {
            this.#part('search').focus();
            this.ask({ q: '', filters: {} });
            /** @type {HTMLInputElement} */ (this.#part('search')).value = '';
        } else if (action && id) {
            await this.#act(action, id);
        }
    }

    /**
     * @param {string} action
     * @param {string} id
     */
    async #act(action, id) {
        const { toggle, actions } = this.#registry;
        try {
            if (action === 'open' || action === 'edit') {
                await this.#editor.edit(id);
            } else if (action === 'delete') {
                await this.#remove(id);
            } else if (action === toggle?.action) {
                await this.#toggle(id);
            } else {
                await actions?.[action]?.(id, this.#item(id));
            }
        } catch (error) {
            fail(error);
        }
    }

    #listen() {
        const { topic, initial } = this.#registry;
        this.#region.tabIndex = -1;
        this.#region.addEventListener('click', (event) => void this.#clicked(event));
        this.#region.addEventListener('click', (event) => this.#selected(event));
        this.#part('create', this.#registry.one).addEventListener('click', () => void this.#editor.create(initial?.(this.#session)));
        document.addEventListener(`${topic}:refresh`, (occasion) => {
            const { detail } = /** @type {CustomEvent<{ event?: any, done?: Promise<void> }>} */ (occasion);
            if (!detail.event) {
                this.#choicesChanged();
            }
            detail.done = this.#refresh.soon({ foreign: Boolean(detail.event) && !SyncManager.isOwn(detail.event) });
        });
        document.addEventListener('sync:event', (occasion) => {
            const { name, event: change } = /** @type {CustomEvent<{ name: string, event: any }>} */ (occasion).detail;
            this.#choicesChanged(change?.data?.cause ?? name.replace(/:changed$/, ''));
        });
        document.addEventListener('i18n:changed', () => this.#languageChanged());
        document.addEventListener('session:changed', () => void this.#refresh.now());
        document.addEventListener('session:ended', (event) => this.#sessionEnded(event));
        addEventListener('beforeunload', (event) => {
            if (this.#editor.unsaved) {
                event.preventDefault();
            }
        });
    }

    /** @param {string} [topic] any when left out */
    #choicesChanged(topic) {
        if (this.#choices.forget(topic)) {
            void this.#tools.refreshChoices();
        }
    }

    #languageChanged() {
        this.#listing.forget();
        this.#translate();
        this.#tools.show(this.#query);
        this.#bulk.draw();
        this.#showSelection();
        void this.#refresh.now();
    }

    #translate() {
        document.title = `${t(`${this.#registry.topic}.title`)} · ${t('app.name')}`;
    }

    /** @param {Event} event */
    #sessionEnded(event) {
        if (this.#editor.unsaved) {
            event.preventDefault();
            showToast(t('signIn.again'), { kind: 'error', link: { href: signInUrl(), text: t('signIn.title') } });
        }
    }

    /** @param {string} id */
    #item(id) {
        return this.#list?.items.find((item) => String(item.id) === id);
    }

    /** @param {string} id */
    #nameOf(id) {
        const item = this.#item(id);
        return item ? this.#registry.nameOf(item) : '';
    }

    /** @param {string} id */
    #path(id) {
        return `${this.#registry.topic}/${encodeURIComponent(id)}`;
    }

    /**
     * @param {string} name
     * @param {string} [beginning]
     */
    #part(name, beginning = this.#registry.topic) {
        return /** @type {HTMLElement} */ (document.getElementById(`${beginning}-${name}`));
    }
}

/**
 * The id of the record in whose row an element is.
 * @param {Element} element
 */
function idOf(element) {
    return element.closest('[data-id]')?.getAttribute('data-id') ?? undefined;
}

/** @param {unknown} error */
function fail(error) {
    return showToast(/** @type {Error} */ (error).message, { kind: 'error' });
}
