// The files page: table, search, sorting, paging, create and edit dialogs, softly refreshed.

/** @import { FileList } from './files/table.js' */
import { startFrame } from '../frame.js';
import { t } from '../i18n.js';
import { Listing } from '../listing.js';
import { morph } from '../morph.js';
import { SoftRefresh } from '../refresh.js';
import { SyncManager } from '../sync.js';
import { api, confirmDialog, showToast, signInUrl } from '../utils.js';
import { markFresh, versionsIn } from './files/fresh.js';
import { FileEditor } from './files/editor.js';
import { listPath, nextSort, readQuery, writeQuery } from './files/query.js';
import { listHtml } from './files/table.js';

const SEARCH_DELAY_MS = 200;

const region = part('files-list');
const search = /** @type {HTMLInputElement} */ (part('files-search'));
const sortChoice = /** @type {HTMLSelectElement} */ (part('files-sort'));
const editor = new FileEditor(/** @type {HTMLDialogElement} */ (part('file-dialog')), saved);

let query = readQuery(location.search);
/** @type {FileList | undefined} */
let list;
/** @type {Listing<FileList>} */
const listing = new Listing(api, (position) => SyncManager.setPosition('files', position));

/** @type {SoftRefresh<FileList>} */
const refresh = new SoftRefresh({
    load: () => listing.load(listPath(query)),
    apply: show,
    failed: (error) => (closeFailure = fail(error)),
});
/** @type {(() => void) | undefined} takes away what was said about a list that did not come */
let closeFailure;

/**
 * @param {FileList} answer
 * @param {{ updates: number, asked: boolean }} about
 */
function show(answer, { updates, asked }) {
    list = answer;
    closeFailure?.();
    closeFailure = undefined;
    const lastPage = Math.max(1, Math.ceil(answer.total / query.size));
    if (query.page > lastPage) {
        ask({ page: lastPage });
        return;
    }
    const before = versionsIn(region);
    morph(region, {
        html: listHtml(answer, query, mayEdit()),
        updates,
        asked,
        applied: () => {
            region.removeAttribute('aria-busy');
            if (updates > 0) {
                markFresh(region, before);
                part('files-news').textContent = t('sync.updated');
            }
        },
    });
}

/**
 * Shows another part of the list, and says so in the page's address.
 * @param {Partial<typeof query>} change
 */
function ask(change) {
    query = { ...query, page: 1, ...change };
    sortChoice.value = query.sort;
    history.replaceState(null, '', location.pathname + writeQuery(query));
    void refresh.now();
}

function mayEdit() {
    return document.documentElement.dataset.role !== 'viewer';
}

/**
 * @param {string} name
 * @param {boolean} created
 */
function saved(name, created) {
    showToast(t(created ? 'files.created' : 'files.saved', { name }), { kind: 'success' });
    void refresh.now();
}

/** @param {string} id */
async function togglePin(id) {
    await api(`files/${encodeURIComponent(id)}/toggle`, { method: 'POST' });
    void refresh.now();
}

/** @param {string} id */
async function remove(id) {
    const name = list?.items.find((file) => String(file.id) === id)?.name ?? '';
    const words = { confirm: t('action.delete'), danger: true };
    if (await confirmDialog(t('files.deleteQuestion', { name }), words)) {
        await api(`files/${encodeURIComponent(id)}`, { method: 'DELETE' });
        showToast(t('files.deleted', { name }), { kind: 'success' });
        void refresh.now();
    }
}

const ACTIONS = /** @type {Record<string, (id: string) => Promise<unknown>>} */ ({
    open: (id) => editor.edit(id),
    edit: (id) => editor.edit(id),
    pin: togglePin,
    delete: remove,
});

/** @param {Event} event */
async function clicked(event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const { sort, page, action } = button?.dataset ?? {};
    const id = button?.closest('[data-id]')?.getAttribute('data-id');
    if (sort) {
        ask({ sort: nextSort(query.sort, sort) });
    } else if (page) {
        ask({ page: Number(page) });
    } else if (action && id) {
        await ACTIONS[action]?.(id).catch(fail);
    }
}

/** @param {unknown} error */
function fail(error) {
    return showToast(/** @type {Error} */ (error).message, { kind: 'error' });
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let searchTimer;
search.value = query.q;
sortChoice.value = query.sort;
search.addEventListener('input', () => {
    clearTimeout(searchTimer);
    searchTimer = setTimeout(() => ask({ q: search.value.trim() }), SEARCH_DELAY_MS);
});
sortChoice.addEventListener('change', () => ask({ sort: sortChoice.value }));
region.addEventListener('click', (event) => void clicked(event));
part('file-create').addEventListener('click', () => editor.create());

document.addEventListener('files:refresh', (occasion) => {
    const { detail } = /** @type {CustomEvent<{ event?: any, done?: Promise<void> }>} */ (occasion);
    detail.done = refresh.soon({ foreign: Boolean(detail.event) && !SyncManager.isOwn(detail.event) });
});
document.addEventListener('i18n:changed', () => {
    listing.forget();
    document.title = t('files.title');
    void refresh.now();
});
document.addEventListener('session:ended', (event) => {
    if (editor.unsaved) {
        event.preventDefault();
        showToast(t('signIn.again'), { kind: 'error', link: { href: signInUrl(), text: t('signIn.title') } });
    }
});
addEventListener('beforeunload', (event) => {
    if (editor.unsaved) {
        event.preventDefault();
    }
});

document.title = t('files.title');
startFrame()
    .catch(fail)
    .finally(() => refresh.now());
