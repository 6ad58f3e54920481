import { t } from '../../i18n.js';
import { formatDateTime, html } from '../../utils.js';
import { agoHtml } from '../../utils/relative-time.js';
import { serverNow } from '../../utils/server-clock.js';

/**
 * A token by which another system publishes.
 * @typedef {object} EventToken
 * @property {number} id
 * @property {string} name
 * @property {string} hint the end of its secret
 * @property {string[]} topics `*` alone for every one
 * @property {string[]} rooms `*` alone for every one
 * @property {string} createdAt
 * @property {string} createdBy
 * @property {string | null} usedAt
 * @property {string | null} expiresAt
 */

/** Days before the end in which it is marked. */
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * @param {EventToken[]} tokens
 * @returns {string}
 */
export function tokensHtml(tokens) {
    if (tokens.length === 0) {
        return html`<p class="empty">${t('tokens.none')}</p>`.text;
    }
    return html`<table class="table token-table" aria-labelledby="tokens-heading">
        <thead><tr>
            <th scope="col">${t('tokens.name')}</th><th scope="col">${t('tokens.topics')}</th>
            <th scope="col">${t('tokens.rooms')}</th><th scope="col">${t('tokens.used')}</th>
            <th scope="col">${t('tokens.expires')}</th>
            <th scope="col"><span class="visually-hidden">${t('list.actions')}</span></th>
        </tr></thead>
        <tbody>${tokens.map((token) => tokenHtml(token))}</tbody>
    </table>`.text;
}

/** @param {EventToken} token */
function tokenHtml({ id, name, hint, topics, rooms, createdAt, createdBy, usedAt, expiresAt }) {
    return html`<tr id="token-${id}" data-id="${id}">
        <th scope="row"><span class="token-name">${name}</span> <code class="token-hint">rc_…${hint}</code>
            <p class="row-note">${t('tokens.made', { when: formatDateTime(createdAt), who: createdBy })}</p></th>
        <td data-label="${t('tokens.topics')}">${namesHtml(topics, t('tokens.everything'))}</td>
        <td data-label="${t('tokens.rooms')}">${namesHtml(rooms, t('tokens.allRooms'))}</td>
        <td data-label="${t('tokens.used')}">${usedAt ? agoHtml(usedAt) : html`<span class="token-idle">${t('tokens.unused')}</span>`}</td>
        <td data-label="${t('tokens.expires')}">${expiryHtml(expiresAt)}</td>
        <td class="cell-actions"><button type="button" class="button button-small button-danger-quiet" data-revoke="${id}" data-name="${name}"
            aria-label="${t('tokens.revokeNamed', { name })}">${t('tokens.revoke')}</button></td>
    </tr>`;
}

/**
 * @param {string[]} names
 * @param {string} any what is said in the place of `*`
 */
function namesHtml(names, any) {
    return names.includes('*')
        ? html`<span class="badge badge-any">${any}</span>`
        : html`<span class="names">${names.map((name) => html`<span class="badge">${name}</span> `)}</span>`;
}

/** @param {string | null} expiresAt */
function expiryHtml(expiresAt) {
    if (!expiresAt) {
        return html`${t('tokens.never')}`;
    }
    const left = Date.parse(expiresAt) - serverNow();
    if (left <= 0) {
        return html`<span class="token-expired">${t('tokens.expired', { when: formatDateTime(expiresAt) })}</span>`;
    }
    return html`<span class="${left < SOON_DAYS * DAY_MS ? 'token-soon' : ''}">${formatDateTime(expiresAt)}</span>`;
}
