// What surrounds every page: navigation, language, the signed-in person, the state of the connection.

/** @import { Role } from './access.js' */
/** @import { LinkState } from './sync/types.js' */
import { mayOpen, showNoAccess } from './access.js';
import { language, setLanguage, t, translatePage } from './i18n.js';
import { api, askForPassword, passwordUrl } from './utils/api.js';
import { html } from './utils/html.js';
import { showToast } from './utils/toast.js';

/** @typedef {{ login: string, fullName: string, role: Role, mustChangePassword?: boolean }} Session */

const PAGES = /** @type {const} */ ([
    { page: 'index', href: 'index.html', key: 'nav.index' },
    { page: 'files', href: 'files.html', key: 'nav.files' },
]);

/** @type {Session | undefined} */
let session;

/** The language switch, which the sign-in page has too. */
export function languageSwitch() {
    const option = (/** @type {string} */ code, /** @type {string} */ name) => html`<button
        type="button"
        class="language"
        id="language-${code}"
        data-language="${code}"
        lang="${code}"
        title="${name}"
        aria-label="${name}"
        aria-pressed="${String(language() === code)}"
        >${code.toUpperCase()}</button>`;
    return html`<div class="languages" role="group" aria-label="${t('account.language')}">
        ${option('en', 'English')}${option('ru', 'Русский')}
    </div>`;
}

/**
 * Makes the language switch inside an element work.
 * @param {Element} place
 */
export function listenForLanguage(place) {
    place.addEventListener('click', (event) => {
        const button = event.target instanceof Element ? event.target.closest('[data-language]') : null;
        if (button instanceof HTMLElement) {
            const chosen = button.dataset.language === 'ru' ? 'ru' : 'en';
            setLanguage(chosen);
            document.getElementById(`language-${chosen}`)?.focus();
        }
    });
}

/**
 * Puts up the frame and finds out who is signed in; leads to the sign-in page when nobody is. Later changes of the role are
 * told by `session:changed`.
 * @returns {Promise<Session>} never resolved on a page that the person may not see
 */
export async function startFrame() {
    const frame = /** @type {HTMLElement} */ (document.getElementById('frame'));
    listenForLanguage(frame);
    frame.addEventListener('click', (event) => {
        if (event.target instanceof Element && event.target.closest('#sign-out')) {
            void signOut();
        }
    });
    document.addEventListener('i18n:changed', () => draw(frame));
    document.addEventListener('sync:state', () => drawState());
    translatePage();
    draw(frame);
    const { data } = await api('session');
    document.addEventListener('session:seen', (event) => take(frame, /** @type {CustomEvent<Session>} */ (event).detail));
    return take(frame, data) ? data : new Promise(() => {});
}

/**
 * @param {Element} frame
 * @param {Session} seen who is signed in, as the server says now
 * @returns {boolean} whether they may be here
 */
function take(frame, seen) {
    const before = session?.role;
    const same = session?.login === seen.login && session.fullName === seen.fullName && before === seen.role;
    session = seen;
    document.documentElement.dataset.role = seen.role;
    if (!same) {
        draw(frame);
    }
    if (seen.mustChangePassword) {
        askForPassword();
        return false;
    }
    return changeRole(before, seen.role);
}

/**
 * @param {Role | undefined} before
 * @param {Role} now
 */
function changeRole(before, now) {
    const { page } = document.documentElement.dataset;
    const may = mayOpen(page, now);
    if (!may) {
        showNoAccess();
    } else if (before && !mayOpen(page, before)) {
        location.reload();
    } else if (before && before !== now) {
        document.dispatchEvent(new CustomEvent('session:changed'));
    }
    return may;
}

async function signOut() {
    try {
        await api('session', { method: 'DELETE' });
        location.assign('sign-in.html');
    } catch (error) {
        showToast(/** @type {Error} */ (error).message, { kind: 'error' });
    }
}

/** @param {Element} frame */
function draw(frame) {
    frame.innerHTML = html`<a class="skip" href="#content">${t('app.skip')}</a>
        <a class="brand" href="index.html"><svg class="brand-mark" aria-hidden="true"><use href="img/icons.svg#mark"></use></svg>
            <span>${t('app.name')}</span></a>
        <nav class="pages" aria-label="${t('nav.label')}">${PAGES.map(pageLink)}</nav>
        <div class="frame-end">
            <span id="sync-state" class="sync-state" role="status"><span class="sync-dot"></span><span class="sync-word"></span></span>
            ${languageSwitch()}
            ${session && account(session)}
        </div>`.text;
    drawState();
}

/** @param {typeof PAGES[number]} page */
function pageLink({ page, href, key }) {
    const current = document.documentElement.dataset.page === page && html`aria-current="page"`;
    return html`<a href="${href}" ${current}>${t(key)}</a>`;
}

/** @param {Session} person */
function account({ login, fullName, role }) {
    const title = `${t(`role.${role}`)} · ${t('password.title')}`;
    return html`<a class="account" id="account" href="${passwordUrl()}" title="${title}" data-login="${login}">${fullName || login}</a>
        <button type="button" class="button button-quiet" id="sign-out">${t('account.signOut')}</button>`;
}

function drawState() {
    /** @type {LinkState} */
    const state = /** @type {any} */ (window).SyncManager?.state ?? 'reconnecting';
    const element = document.getElementById('sync-state');
    const word = element?.querySelector('.sync-word');
    if (element && word && element.dataset.state !== state) {
        element.dataset.state = state;
        element.title = t(`sync.${state}Hint`);
        word.textContent = t(`sync.${state}`);
    }
}
