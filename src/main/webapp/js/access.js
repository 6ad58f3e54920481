// Who may see what, as the server rules it: here only to show the doors that open.
import { t, translatePage } from './i18n.js';
import { html } from './utils/html.js';

/** @typedef {'administrator' | 'editor' | 'viewer'} Role */

const FOR_ADMINISTRATORS = ['users', 'groups', 'admin'];

/**
 * @param {string | undefined} page the name of a page, or of the room that belongs to it
 * @param {Role | undefined} role
 */
export function mayOpen(page, role) {
    return role === 'administrator' || !FOR_ADMINISTRATORS.includes(page ?? '');
}

/**
 * Puts an explanation and the way home in the place of the page. What was there is only hidden: its scripts still look for it.
 * An open dialog stays, since what was typed there is not ours to throw away.
 */
export function showNoAccess() {
    const content = document.getElementById('content');
    if (!content || document.getElementById('no-access')) {
        return;
    }
    for (const element of content.querySelectorAll(':scope > :not(dialog)')) {
        element.setAttribute('hidden', '');
    }
    content.insertAdjacentHTML(
        'afterbegin',
        html`<section class="card empty" id="no-access" role="alert">
            <h1 data-i18n="access.title"></h1>
            <p class="lead" data-i18n="access.lead"></p>
            <p><a class="button button-primary" href="index.html" data-i18n="access.home"></a></p>
        </section>`.text,
    );
    const name = () => (document.title = t('access.title'));
    document.addEventListener('i18n:changed', name);
    name();
    translatePage(content);
}
