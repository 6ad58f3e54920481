// The registrators page: the portable recorders, and who carries them.
import { activeColumn, changedColumn, words } from '../registry/cells.js';
import { ListPage } from '../registry/page.js';
import { PEOPLE } from '../registry/sources.js';

const page = new ListPage({
    topic: 'registrators',
    one: 'registrator',
    icon: 'registrator',
    sort: 'name',
    nameOf: ({ name }) => name,
    toggle: { field: 'active', action: 'toggle' },
    referrers: { files: 'registrator' },
    sources: { people: PEOPLE },
    initial: () => ({ active: true }),
    columns: [
        { field: 'name', sort: 'name', cell: () => undefined },
        { field: 'serialNumber', sort: 'serial', cell: ({ serialNumber }) => serialNumber },
        { field: 'user', sort: 'user', cell: ({ user }) => words(user?.fullName) },
        changedColumn,
        activeColumn,
    ],
});

void page.start();
