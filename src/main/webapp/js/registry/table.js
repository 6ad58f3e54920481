/** @import { Key } from '../i18n.js' */
/** @import { Query } from './query.js' */
/** @import { Selection } from './selection.js' */
/** @import { Column, Item, ItemList, Registry, Row } from './types.js' */
import { t } from '../i18n.js';
import { html } from '../utils.js';
import { isNarrowed } from './query.js';

/**
 * How a list is shown.
 * @typedef {object} View
 * @property {Query} query
 * @property {boolean} mayEdit
 * @property {Selection} selection
 */

/**
 * The whole list as HTML: table and pager, or what to say when there is nothing.
 * @param {Registry} registry
 * @param {ItemList} list
 * @param {View} view
 * @returns {string}
 */
export function listHtml(registry, list, view) {
    const { topic, columns } = registry;
    if (list.items.length === 0 && view.query.page === 1) {
        return emptyHtml(registry, view.query).text;
    }
    // The roles are what the elements have anyway, until a narrow screen shows them as cards.
    return html`<table class="table" id="${topic}-table" role="table">
            <caption class="visually-hidden">${t(`${topic}.title`)}</caption>
            <thead role="rowgroup"><tr role="row">
                ${view.mayEdit && selectAllHtml(topic)}
                ${columns.map((column) => headerHtml(topic, column, view.query.sort))}
                <th scope="col" role="columnheader" class="cell-actions"><span class="visually-hidden">${t('list.actions')}</span></th>
            </tr></thead>
            <tbody id="${topic}-rows" role="rowgroup">${list.items.map((item) => rowHtml(registry, item, view))}</tbody>
        </table>${pagerHtml(topic, list.total, view.query)}`.text;
}

/**
 * @param {Registry} registry
 * @param {Query} query
 */
function emptyHtml({ topic, icon }, query) {
    const narrowed = isNarrowed(query);
    const title = query.q ? t('list.noMatch', { q: query.q }) : narrowed ? t('list.noneLeft') : t(`${topic}.none`);
    return html`<div class="empty" id="${topic}-empty">
        <svg class="empty-icon" aria-hidden="true"><use href="img/icons.svg#${icon}"></use></svg>
        <p class="empty-title">${title}</p>
        <p>${narrowed ? t('list.noMatchHint') : t(`${topic}.noneHint`)}</p>
        ${narrowed && html`<p><button type="button" class="button" id="${topic}-show-all" data-clear>${t('list.showAll')}</button></p>`}
    </div>`;
}

/** @param {string} topic */
function selectAllHtml(topic) {
    return html`<th scope="col" role="columnheader" class="cell-select"><label class="select">
        <input type="checkbox" id="${topic}-select-all" data-select="all" autocomplete="off" aria-label="${t('select.all')}">
        <span class="select-all-word" aria-hidden="true">${t('select.all')}</span></label></th>`;
}

/**
 * @param {Registry['topic']} topic
 * @param {Column} column
 * @param {string} sorted the column sorted by, and which way
 */
function headerHtml(topic, { field, sort, icon }, sorted) {
    const label = columnName(topic, field);
    if (!sort) {
        return html`<th scope="col" role="columnheader" class="cell-${field}">${label}</th>`;
    }
    const direction = sorted === sort ? 'ascending' : sorted === `-${sort}` ? 'descending' : 'none';
    return html`<th scope="col" role="columnheader" class="cell-${field}" aria-sort="${direction}">
        <button type="button" class="sort" id="sort-${sort}" data-sort="${sort}" ${icon && html`title="${label}"`}
            >${icon ? html`${picture(icon)}<span class="visually-hidden">${label}</span>` : label}
            <svg class="sort-icon" aria-hidden="true"><use href="img/icons.svg#arrow"></use></svg></button>
    </th>`;
}

/** @param {string} icon */
function picture(icon) {
    return html`<svg class="header-icon" aria-hidden="true"><use href="img/icons.svg#${icon}"></use></svg>`;
}

/**
 * @param {string} topic
 * @param {string} field
 */
function columnName(topic, field) {
    return t(/** @type {Key} */ (`${topic}.${field}`));
}

/**
 * @param {Registry} registry
 * @param {Item} item
 * @param {View} view
 */
function rowHtml(registry, item, { mayEdit, selection }) {
    const { topic, one, columns, nameOf, rowActions } = registry;
    const row = { prefix: `${one}-${item.id}`, name: nameOf(item), mayEdit };
    const [first, ...others] = columns;
    return html`<tr id="${row.prefix}" role="row" data-id="${item.id}" data-version="${item.version}">
        ${mayEdit && selectHtml(row, selection.has(String(item.id)))}
        <th scope="row" role="rowheader" class="cell-${first?.field} cell-first">${nameHtml(row)}${first?.cell(item, row)}</th>
        ${others.map((column) => cellHtml(topic, column, item, row))}
        <td role="cell" class="cell-actions">${rowActions?.(item, row)}${mayEdit && actionsHtml(row)}</td>
    </tr>`;
}

/**
 * @param {Registry['topic']} topic
 * @param {Column} column
 * @param {Item} item
 * @param {Row} row
 */
function cellHtml(topic, { field, cell }, item, row) {
    const content = cell(item, row);
    const label = columnName(topic, field);
    return html`<td role="cell" class="cell-${field} ${content ? '' : 'cell-empty'}" data-label="${label}"
        >${content || html`<span class="nothing">${t('value.none')}</span>`}</td>`;
}

/**
 * @param {Row} row
 * @param {boolean} selected
 */
function selectHtml({ prefix, name }, selected) {
    return html`<td role="cell" class="cell-select"><label class="select"><input type="checkbox" id="${prefix}-select"
        data-select="row" autocomplete="off" aria-label="${t('select.one', { name })}" ${selected && html`checked`}></label></td>`;
}

/** @param {Row} row */
function nameHtml({ prefix, name, mayEdit }) {
    return mayEdit
        ? html`<button type="button" class="row-name" id="${prefix}-name" data-action="open" title="${name}"
            ><span class="row-text">${name}</span></button>`
        : html`<span class="row-name row-text" title="${name}">${name}</span>`;
}

/** @param {Row} row */
function actionsHtml(row) {
    return html`${iconButton(row, 'edit', t('list.edit', { name: row.name }))}${iconButton(
        row,
        'delete',
        t('list.delete', { name: row.name }),
    )}`;
}

/**
 * A button in a row, whose picture has the name of what it does.
 * @param {Row} row
 * @param {string} action
 * @param {string} label
 */
export function iconButton({ prefix }, action, label) {
    return html`<button type="button" class="icon-button" id="${prefix}-${action}" data-action="${action}"
        aria-label="${label}" title="${label}"><svg aria-hidden="true"><use href="img/icons.svg#${action}"></use></svg></button>`;
}

/**
 * @param {Registry['topic']} topic
 * @param {number} total
 * @param {Query} query
 */
function pagerHtml(topic, total, { page, size }) {
    const pages = Math.max(1, Math.ceil(total / size));
    const turn = (/** @type {'previous' | 'next'} */ way, /** @type {number} */ to) => html`<button type="button"
        class="icon-button" id="page-${way}" data-page="${to}" aria-label="${t(`page.${way}`)}" title="${t(`page.${way}`)}"
        ${(to < 1 || to > pages) && html`disabled`}><svg aria-hidden="true"><use href="img/icons.svg#${way}"></use></svg></button>`;
    return html`<footer class="pager">
        <span id="${topic}-count">${t(`${topic}.count`, { count: total })}</span>
        ${pages > 1 && html`<nav class="pager-pages" aria-label="${t('page.label')}">${turn('previous', page - 1)}
            <span id="${topic}-page">${t('page.position', { page, pages })}</span>${turn('next', page + 1)}</nav>`}
    </footer>`;
}
