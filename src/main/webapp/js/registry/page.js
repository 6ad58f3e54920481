// A page that lists the records of one topic: table, search, filters, order, pages, selection, dialogs, softly refreshed.

/** @import { Session } from '../frame.js' */
/** @import { Query } from './query.js' */
/** @import { ItemList, Registry } from './types.js' */
/** @import { Position } from '../sync/types.js' */
import { startFrame } from '../frame.js';
import { t } from '../i18n.js';
import { Listing } from '../listing.js';
import { morph } from '../morph.js';
import { retryWhenLive, SoftRefresh } from '../refresh.js';
import { SyncManager } from '../sync.js';
import { aboutEvent } from '../sync/about.js';
import { isCatchUp } from '../sync/catch-up.js';
import { api, ApiError, confirmDialog, html, showFailure, showToast, stayThoughSignedOut } from '../utils.js';
import { Choices } from './choices.js';
import { frameDialog, RecordEditor } from './editor.js';
import { markFresh, versionsIn } from './fresh.js';
import { listPath, nextSort, readQuery, writeQuery } from './query.js';
import { inUseHtml, referencesIn, tell } from './refusals.js';
import { focusAgain, idOf, SelectedRows } from './selected-rows.js';
import { listHtml } from './table.js';
import { Tools } from './tools.js';

export class ListPage {
    /** @type {Query} */
    #query;
    /** @type {ItemList | undefined} as it is shown */
    #list;
    /** @type {Session | undefined} */
    #session;
    /** @type {(() => void) | undefined} takes away what was said about a list that did not come */
    #closeFailure;
    #registry;
    #region;
    #choices;
    #tools;
    #listing;
    #refresh;
    #editor;
    #selected;

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
        this.#selected = new SelectedRows(registry, this.#region, {
            nameOf: (id) => this.#nameOf(id),
            done: () => this.#refresh.now(),
        });
        /** @type {Listing<ItemList>} */
        this.#listing = new Listing(api, (position) => SyncManager.setPosition(topic, position));
        /** @type {SoftRefresh<ItemList | undefined>} */
        this.#refresh = new SoftRefresh({
            load: (patience, told) => this.#load(patience, told ? SyncManager.told : undefined),
            apply: (list, about) => (list ? this.#show(list, about) : this.#showForbidden()),
            failed: (error) => (this.#closeFailure = showFailure(error)),
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
            showFailure(error);
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

    /**
     * @param {number} patience
     * @param {Record<string, Position>} [told]
     * @returns {Promise<ItemList | undefined>} none when the person may not see it
     */
    async #load(patience, told) {
        try {
            return await this.#listing.load(listPath(this.#registry.topic, this.#query), patience, told);
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
            html: listHtml(this.#registry, list, { query: this.#query, mayEdit: this.mayEdit, selection: this.#selected.selection }),
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
        this.#selected.show(this.mayEdit ? list.items.map((item) => String(item.id)) : []);
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
            this.#selected.show([]);
            this.#part('news').textContent = t('list.forbidden');
        };
        morph(this.#region, { html: content, asked: true, applied });
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
            focusAgain(this.#region);
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
            showFailure(error);
        }
    }

    #listen() {
        const { topic, initial } = this.#registry;
        this.#region.tabIndex = -1;
        this.#region.addEventListener('click', (event) => void this.#clicked(event));
        this.#part('create', this.#registry.one).addEventListener('click', () => void this.#editor.create(initial?.(this.#session)));
        document.addEventListener(`${topic}:refresh`, (occasion) => {
            const { detail } = /** @type {CustomEvent<{ event?: any, done?: Promise<void> }>} */ (occasion);
            if (isCatchUp(detail.event)) {
                this.#choicesChanged();
            }
            detail.done = this.#refresh.soon(aboutEvent(detail.event, SyncManager.isOwn(detail.event)));
        });
        document.addEventListener('sync:event', (occasion) => {
            const { name, event: change } = /** @type {CustomEvent<{ name: string, event: any }>} */ (occasion).detail;
            this.#choicesChanged(change?.data?.cause ?? name.replace(/:changed$/, ''));
        });
        retryWhenLive(this.#refresh);
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
        this.#selected.draw();
        void this.#refresh.now();
    }

    #translate() {
        document.title = `${t(`${this.#registry.topic}.title`)} · ${t('app.name')}`;
    }

    /** @param {Event} event */
    #sessionEnded(event) {
        if (this.#editor.unsaved) {
            stayThoughSignedOut(event);
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
