// The users page: who may sign in, and what they may do.
import { t } from '../i18n.js';
import { activeColumn, changedColumn, words } from '../registry/cells.js';
import { ListPage } from '../registry/page.js';
import { GROUPS } from '../registry/sources.js';
import { html } from '../utils.js';
import { PasswordField } from './users/password.js';

const password = new PasswordField('user-password');

const page = new ListPage({
    topic: 'users',
    one: 'user',
    icon: 'user',
    sort: 'name',
    nameOf: ({ fullName, login }) => fullName || login,
    toggle: { field: 'active', action: 'toggle' },
    referrers: { files: 'owner', registrators: 'user' },
    sources: { groups: GROUPS },
    initial: () => ({ role: 'viewer', active: true }),
    opened: (_, user) => password.open(user === undefined),
    columns: [
        { field: 'fullName', sort: 'name', cell: ({ mustChangePassword }) => mustChangePassword && html`<p class="row-note">${t('users.mustChange')}</p>` },
        { field: 'login', sort: 'login', cell: ({ login }) => login },
        { field: 'group', sort: 'group', cell: ({ group }) => words(group?.name) },
        { field: 'role', sort: 'role', cell: ({ role }) => html`<span class="role role-${role}">${roleName(role)}</span>` },
        changedColumn,
        activeColumn,
    ],
});

/** @param {'administrator' | 'editor' | 'viewer'} role */
function roleName(role) {
    return t(`role.${role}`);
}

void page.start();
