// What surrounds every page: navigation, language, the signed-in person, the state of the connection.

/** @import { Role } from './access.js' */
/** @import { LinkState } from './sync/types.js' */
import { mayOpen, showNoAccess } from './access.js';
import { language, setLanguage, t, translatePage } from './i18n.js';
import { api, askForPassword, passwordUrl } from './utils/api.js';
import { html } from './utils/html.js';
import { showFailure } from './utils/toast.js';

/** @typedef {{ id: number, login: string, fullName: string, role: Role, mustChangePassword?: boolean }} Session */

const PAGES = /** @type {const} */ (['index', 'files', 'categories', 'registrators', 'users', 'groups', 'admin']);

/** @type {Session | undefined} */
let session;
/** Whether the menu of a narrow screen is open. */
let menuOpen = false;

/** The language switch, which the sign-in page has too. */
export function languageSwitch() {
    const option = (/** @type {string} */ code, /** @type {string} */ name) => html`<button
        type="button"
        class="language"
        id="language-${code}"
        data-language="${code}"
        lang="${code}"
        title="${name}"
        aria-label="${code.toUpperCase()}, ${name}"
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
    frame.addEventListener('click', (event) => clicked(frame, event));
    frame.addEventListener('beforetoggle', (event) => placeMenu(event), { capture: true });
    frame.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && menuOpen && !event.defaultPrevented && !frame.querySelector(':popover-open')) {
            openMenu(frame, false);
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

/**
 * @param {HTMLElement} frame
 * @param {Event} event
 */
function clicked(frame, event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.id === 'sign-out') {
        void signOut();
    } else if (button?.id === 'menu') {
        openMenu(frame, !menuOpen);
    }
}

/**
 * Puts the account's menu below its button.
 * @param {Event} event
 */
function placeMenu({ target }) {
    const button = document.getElementById('account');
    if (target instanceof HTMLElement && target.id === 'account-menu' && button) {
        const { bottom, right } = button.getBoundingClientRect();
        target.style.top = `${bottom + 6}px`;
        target.style.right = `${document.documentElement.clientWidth - right}px`;
    }
}

/**
 * @param {HTMLElement} frame
 * @param {boolean} open
 */
function openMenu(frame, open) {
    menuOpen = open;
    frame.querySelector('#menu')?.setAttribute('aria-expanded', String(open));
    frame.querySelector('#pages')?.toggleAttribute('data-open', open);
    if (!open) {
        /** @type {HTMLElement | null} */ (frame.querySelector('#menu'))?.focus();
    }
}

async function signOut() {
    try {
        await api('session', { method: 'DELETE' });
        location.assign('sign-in.html');
    } catch (error) {
        showFailure(error);
    }
}

/** @param {Element} frame */
function draw(frame) {
    const accountOpen = frame.querySelector('#account-menu:popover-open') !== null;
    frame.innerHTML = html`<a class="skip" href="#content">${t('app.skip')}</a>
        <a class="brand" href="index.html"><svg class="brand-mark" aria-hidden="true"><use href="img/icons.svg#mark"></use></svg>
            <span>${t('app.name')}</span></a>
        <span id="sync-state" class="sync-state" role="status"><span class="sync-dot"></span><span class="sync-word"></span></span>
        ${session && account(session)}
        <button type="button" class="icon-button" id="menu" aria-label="${t('nav.menu')}" title="${t('nav.menu')}"
            aria-expanded="${String(menuOpen)}" aria-controls="pages"
            ><svg aria-hidden="true"><use href="img/icons.svg#menu"></use></svg></button>
        <nav id="pages" class="pages" aria-label="${t('nav.label')}" ${menuOpen && html`data-open`}
            >${PAGES.filter((page) => mayOpen(page, session?.role)).map(pageLink)}</nav>`.text;
    drawState();
    if (accountOpen) {
        document.getElementById('account-menu')?.showPopover();
    }
}

/** @param {typeof PAGES[number]} page */
function pageLink(page) {
    const current = document.documentElement.dataset.page === page && html`aria-current="page"`;
    return html`<a href="${page}.html" ${current}>${t(`nav.${page}`)}</a>`;
}

/** @param {Session} person */
function account({ login, fullName, role }) {
    const name = fullName || login;
    return html`<div class="account-place"><button type="button" class="button button-quiet account" id="account"
            popovertarget="account-menu" data-login="${login}" title="${t('account.menu')}">
            <svg class="account-icon" aria-hidden="true"><use href="img/icons.svg#user"></use></svg>
            <span class="account-name">${name}</span>
            <svg class="account-arrow" aria-hidden="true"><use href="img/icons.svg#down"></use></svg></button>
        <div id="account-menu" class="account-menu" popover>
            <p class="account-who"><strong>${name}</strong><span>${login} · ${t(`role.${role}`)}</span></p>
            ${languageSwitch()}
            <a href="${passwordUrl()}" id="change-password">${t('account.password')}</a>
            <button type="button" class="account-deed" id="sign-out">${t('account.signOut')}</button>
        </div></div>`;
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
