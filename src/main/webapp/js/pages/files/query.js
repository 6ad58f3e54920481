/**
 * Which files the list shows.
 * @typedef {object} Query
 * @property {string} q what name or note contain
 * @property {string} sort a column's word for sorting, with a minus before it when the greatest comes first
 * @property {number} page from 1, as people count
 * @property {number} size rows per page
 */

/** The table's columns: the field shown, and the word that sorts by it. */
export const COLUMNS = /** @type {const} */ ([
    { field: 'name', sort: 'name' },
    { field: 'mediaType', sort: 'type' },
    { field: 'size', sort: 'size' },
    { field: 'changedAt', sort: 'changed' },
    { field: 'pinned', sort: 'pinned' },
]);
export const DEFAULT_SORT = 'name';
const SIZE = 25;

/**
 * Reads what a page's address says about its list; what makes no sense is ignored.
 * @param {string} search for example `?q=report&sort=-changed&page=2`
 * @returns {Query}
 */
export function readQuery(search) {
    const given = new URLSearchParams(search);
    const sort = given.get('sort') ?? '';
    const known = COLUMNS.some((column) => column.sort === sort.replace(/^-/, ''));
    const page = Number.parseInt(given.get('page') ?? '', 10);
    return { q: given.get('q') ?? '', sort: known ? sort : DEFAULT_SORT, page: page > 0 ? page : 1, size: SIZE };
}

/**
 * The address of a page with this list, without what is the default anyway.
 * @param {Query} query
 * @returns {string} empty or beginning with `?`
 */
export function writeQuery({ q, sort, page }) {
    const search = new URLSearchParams();
    if (q) {
        search.set('q', q);
    }
    if (sort !== DEFAULT_SORT) {
        search.set('sort', sort);
    }
    if (page > 1) {
        search.set('page', String(page));
    }
    return search.size > 0 ? `?${search}` : '';
}

/**
 * The path under `api/` that answers the query.
 * @param {Query} query
 */
export function listPath({ q, sort, page, size }) {
    return `files?${new URLSearchParams({ q, sort, page: String(page - 1), size: String(size) })}`;
}

/**
 * What a press on a column's header sorts by: the column, and the other way round when it is sorted by it already.
 * @param {string} sort
 * @param {string} column
 */
export function nextSort(sort, column) {
    return sort === column ? `-${column}` : column;
}
