/**
 * Which records a list shows.
 * @typedef {object} Query
 * @property {string} q what the texts contain
 * @property {string} sort a word for sorting, with a minus before it when the greatest comes first
 * @property {number} page from 1, as people count
 * @property {number} size rows per page
 * @property {Record<string, string>} filters by name; what is not filtered is not in it
 */

/**
 * What a list can be asked for.
 * @typedef {{ sorts: string[], sort: string, filters: string[] }} Askable `sort` is the one without being asked
 */

const SIZE = 25;

/**
 * Reads what a page's address says about its list; what makes no sense is ignored.
 * @param {string} search for example `?q=report&category=3&sort=-changed&page=2`
 * @param {Askable} askable
 * @returns {Query}
 */
export function readQuery(search, askable) {
    const given = new URLSearchParams(search);
    const sort = given.get('sort') ?? '';
    const known = askable.sorts.includes(sort.replace(/^-/, ''));
    const page = Number.parseInt(given.get('page') ?? '', 10);
    const filters = askable.filters.map((name) => [name, given.get(name) ?? '']).filter(([, value]) => value !== '');
    return {
        q: given.get('q') ?? '',
        sort: known ? sort : askable.sort,
        page: page > 0 ? page : 1,
        size: SIZE,
        filters: Object.fromEntries(filters),
    };
}

/**
 * The address of a page with this list, without what is the default anyway.
 * @param {Query} query
 * @param {string} defaultSort
 * @returns {string} empty or beginning with `?`
 */
export function writeQuery({ q, sort, page, filters }, defaultSort) {
    const search = new URLSearchParams();
    if (q) {
        search.set('q', q);
    }
    Object.entries(filters).forEach(([name, value]) => search.set(name, value));
    if (sort !== defaultSort) {
        search.set('sort', sort);
    }
    if (page > 1) {
        search.set('page', String(page));
    }
    return search.size > 0 ? `?${search}` : '';
}

/**
 * The path under `api/` that answers the query.
 * @param {string} topic
 * @param {Query} query
 */
export function listPath(topic, { q, sort, page, size, filters }) {
    return `${topic}?${new URLSearchParams({ q, ...filters, sort, page: String(page - 1), size: String(size) })}`;
}

/**
 * What a press on a column's header sorts by: the column, and the other way round when it is sorted by it already.
 * @param {string} sort
 * @param {string} column
 */
export function nextSort(sort, column) {
    return sort === column ? `-${column}` : column;
}

/**
 * The query with a filter set, or without it.
 * @param {Query} query
 * @param {string} name
 * @param {string} value empty: not filtered
 */
export function withFilter({ filters }, name, value) {
    const { [name]: _, ...others } = filters;
    return { filters: value === '' ? others : { ...others, [name]: value } };
}

/**
 * Whether something is left out of the list.
 * @param {Query} query
 */
export function isNarrowed({ q, filters }) {
    return q !== '' || Object.keys(filters).length > 0;
}
