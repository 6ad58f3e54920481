// The categories page: what files are filed under, and for how long they are kept.
import { t } from '../i18n.js';
import { activeColumn, changedColumn, dot } from '../registry/cells.js';
import { ListPage } from '../registry/page.js';
import { html } from '../utils.js';

const page = new ListPage({
    topic: 'categories',
    one: 'category',
    icon: 'category',
    sort: 'name',
    nameOf: ({ name }) => name,
    toggle: { field: 'active', action: 'toggle' },
    referrers: { files: 'category' },
    initial: () => ({ colour: '#64748b', active: true }),
    columns: [
        { field: 'name', sort: 'name', cell: () => undefined },
        { field: 'colour', cell: ({ colour }) => html`<span class="category">${dot(colour)}${colour}</span>` },
        {
            field: 'retention',
            sort: 'retention',
            cell: ({ retentionDays }) => (retentionDays ? t('categories.days', { count: retentionDays }) : t('categories.forever')),
        },
        changedColumn,
        activeColumn,
    ],
});

void page.start();
