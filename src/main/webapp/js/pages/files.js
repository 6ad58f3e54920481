// The files page: what is on record, by whom, under which category.

/** @import { Item, Row } from '../registry/types.js' */
import { FileContents } from '../content/file-contents.js';
import { t } from '../i18n.js';
import { categoryMark, changedColumn, moment, words } from '../registry/cells.js';
import { ListPage } from '../registry/page.js';
import { CATEGORIES, PEOPLE, REGISTRATORS } from '../registry/sources.js';
import { formatSize, html } from '../utils.js';

const contents = new FileContents();
const page = new ListPage({
    topic: 'files',
    one: 'file',
    icon: 'file',
    sort: 'name',
    nameOf: ({ name }) => name,
    toggle: { field: 'pinned', action: 'pin' },
    sources: { categories: CATEGORIES, registrators: REGISTRATORS, people: PEOPLE },
    initial: (person) => ({ owner: person }),
    columns: [
        { field: 'name', sort: 'name', cell: ({ note }) => note && html`<p class="row-note">${note}</p>` },
        { field: 'category', sort: 'category', cell: ({ category }) => categoryMark(category) },
        { field: 'registrator', sort: 'registrator', cell: ({ registrator }) => words(registrator?.name) },
        { field: 'owner', sort: 'owner', cell: ({ owner }) => words(owner?.fullName) },
        { field: 'mediaType', sort: 'type', cell: ({ mediaType }) => mediaType && html`<span title="${mediaType}">${mediaType}</span>` },
        { field: 'size', sort: 'size', cell: ({ size }) => formatSize(size) },
        { field: 'recordedAt', sort: 'recorded', cell: ({ recordedAt }) => moment(recordedAt) },
        changedColumn,
        { field: 'pinned', sort: 'pinned', icon: 'pin', cell: pin },
    ],
    rowActions: (file, row) => contents.rowActions(file, row),
    actions: { preview: (id) => contents.show(id) },
    opened: (_form, file) => contents.opened(file),
    saved: (id, _created, form) => contents.saved(id, form),
});

/**
 * @param {Item} file
 * @param {Row} row
 */
function pin({ pinned }, { prefix, name, mayEdit }) {
    const label = t('files.pin', { name });
    return html`<button type="button" class="icon-button pin" id="${prefix}-pin" data-action="pin" aria-pressed="${String(pinned)}"
        aria-label="${label}" title="${label}" ${!mayEdit && html`disabled`}
        ><svg aria-hidden="true"><use href="img/icons.svg#pin"></use></svg></button>`;
}

void page.start();
