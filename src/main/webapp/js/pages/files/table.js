/** @import { Query } from './query.js' */
import { t } from '../../i18n.js';
import { formatDateTime, formatSize, html } from '../../utils.js';
import { COLUMNS } from './query.js';

/**
 * @typedef {object} FileRecord
 * @property {string | number} id
 * @property {number} version
 * @property {string} name
 * @property {string | null} mediaType
 * @property {number | null} size
 * @property {string | null} note
 * @property {boolean} pinned
 * @property {string} createdAt
 * @property {string} createdBy
 * @property {string} changedAt
 * @property {string} changedBy
 */

/** @typedef {{ items: FileRecord[], total: number, seq: number, epoch: string }} FileList */

/**
 * The whole list as HTML: table and pager, or what to say when there is nothing.
 * @param {FileList} list
 * @param {Query} query
 * @param {boolean} mayEdit
 * @returns {string}
 */
export function listHtml(list, query, mayEdit) {
    if (list.items.length === 0 && query.page === 1) {
        return emptyHtml(query).text;
    }
    return html`<table class="table" id="files-table" aria-label="${t('files.title')}">
            <thead><tr>
                ${COLUMNS.map((column) => headerHtml(column, query.sort))}
                <th scope="col" class="cell-actions"><span class="visually-hidden">${t('files.actions')}</span></th>
            </tr></thead>
            <tbody id="files-rows">${list.items.map((file) => rowHtml(file, mayEdit))}</tbody>
        </table>${pagerHtml(list.total, query)}`.text;
}

/** @param {Query} query */
function emptyHtml({ q }) {
    return html`<div class="empty" id="files-empty">
        <svg class="empty-icon" aria-hidden="true"><use href="img/icons.svg#file"></use></svg>
        <p class="empty-title">${q ? t('files.noMatch', { q }) : t('files.none')}</p>
        <p>${q ? t('files.noMatchHint') : t('files.noneHint')}</p>
    </div>`;
}

/**
 * @param {typeof COLUMNS[number]} column
 * @param {string} sorted the column sorted by, and which way
 */
function headerHtml({ field, sort }, sorted) {
    const direction = sorted === sort ? 'ascending' : sorted === `-${sort}` ? 'descending' : 'none';
    return html`<th scope="col" class="cell-${field}" aria-sort="${direction}">
        <button type="button" class="sort" id="sort-${sort}" data-sort="${sort}">${t(`files.${field}`)}
            <svg class="sort-icon" aria-hidden="true"><use href="img/icons.svg#arrow"></use></svg></button>
    </th>`;
}

/**
 * @param {FileRecord} file
 * @param {boolean} mayEdit
 */
function rowHtml(file, mayEdit) {
    const changed = t('files.changedBy', { when: formatDateTime(file.changedAt), who: file.changedBy });
    const type = file.mediaType || t('value.none');
    return html`<tr id="file-${file.id}" data-id="${file.id}" data-version="${file.version}">
        <th scope="row" class="cell-name">
            ${nameHtml(file, mayEdit)}
            ${file.note && html`<p class="row-note">${file.note}</p>`}
            <p class="row-summary">${formatSize(file.size)} · ${changed}</p>
        </th>
        <td class="cell-mediaType" title="${type}">${type}</td>
        <td class="cell-size">${formatSize(file.size)}</td>
        <td class="cell-changedAt"><time datetime="${file.changedAt}">${formatDateTime(file.changedAt)}</time>
            <span class="who">${file.changedBy}</span></td>
        <td class="cell-pinned">${pinHtml(file, mayEdit)}</td>
        <td class="cell-actions">${mayEdit && actionsHtml(file)}</td>
    </tr>`;
}

/**
 * @param {FileRecord} file
 * @param {boolean} mayEdit
 */
function nameHtml({ id, name }, mayEdit) {
    return mayEdit
        ? html`<button type="button" class="row-name" id="file-${id}-name" data-action="open">${name}</button>`
        : html`<span class="row-name">${name}</span>`;
}

/**
 * @param {FileRecord} file
 * @param {boolean} mayEdit
 */
function pinHtml({ id, name, pinned }, mayEdit) {
    return html`<button type="button" class="icon-button pin" id="file-${id}-pin" data-action="pin" aria-pressed="${String(pinned)}"
        aria-label="${t('files.pin', { name })}" title="${t('files.pin', { name })}" ${!mayEdit && html`disabled`}
        ><svg aria-hidden="true"><use href="img/icons.svg#pin"></use></svg></button>`;
}

/** @param {FileRecord} file */
function actionsHtml({ id, name }) {
    const action = (/** @type {'edit' | 'delete'} */ what) => html`<button type="button" class="icon-button" id="file-${id}-${what}"
        data-action="${what}" aria-label="${t(`files.${what}`, { name })}" title="${t(`files.${what}`, { name })}"
        ><svg aria-hidden="true"><use href="img/icons.svg#${what}"></use></svg></button>`;
    return html`${action('edit')}${action('delete')}`;
}

/**
 * @param {number} total
 * @param {Query} query
 */
function pagerHtml(total, { page, size }) {
    const pages = Math.max(1, Math.ceil(total / size));
    const turn = (/** @type {'previous' | 'next'} */ way, /** @type {number} */ to) => html`<button type="button"
        class="icon-button" id="page-${way}" data-page="${to}" aria-label="${t(`page.${way}`)}" title="${t(`page.${way}`)}"
        ${(to < 1 || to > pages) && html`disabled`}><svg aria-hidden="true"><use href="img/icons.svg#${way}"></use></svg></button>`;
    return html`<footer class="pager">
        <span id="files-count">${t('files.count', { count: total })}</span>
        ${pages > 1 && html`<span class="pager-pages">${turn('previous', page - 1)}
            <span id="files-page">${t('page.position', { page, pages })}</span>${turn('next', page + 1)}</span>`}
    </footer>`;
}
