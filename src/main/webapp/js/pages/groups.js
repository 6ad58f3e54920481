// The groups page: what users belong to.
import { changedColumn, moment } from '../registry/cells.js';
import { ListPage } from '../registry/page.js';
import { html } from '../utils.js';

const page = new ListPage({
    topic: 'groups',
    one: 'group',
    icon: 'group',
    sort: 'name',
    nameOf: ({ name }) => name,
    referrers: { users: 'group' },
    columns: [
        { field: 'name', sort: 'name', cell: ({ description }) => description && html`<p class="row-note">${description}</p>` },
        { field: 'createdAt', sort: 'created', cell: ({ createdAt, createdBy }) => moment(createdAt, createdBy) },
        changedColumn,
    ],
});

void page.start();
