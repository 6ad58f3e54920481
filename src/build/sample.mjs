// Adds sample files and what they refer to to an empty Roomcast, as the administrator, through its API: node src/build/sample.mjs URL
import { randomUUID } from 'node:crypto';
import process from 'node:process';

// What a file refers to is named here by its place in the lists below.
const GROUPS = [{ name: 'Office', description: 'Contracts, invoices, reports' }, { name: 'Field', description: 'Whoever carries a registrator' }];
const USERS = [
    { login: 'anna', fullName: 'Anna Petrova', role: 'editor', group: 0 },
    { login: 'ben', fullName: 'Ben Clark', role: 'editor', group: 1 },
    { login: 'vera', fullName: 'Vera Sokolova', role: 'viewer', group: 1 },
];
const CATEGORIES = [
    { name: 'Contracts', colour: '#2563eb', retentionDays: 3650 },
    { name: 'Hearings', colour: '#dc2626', retentionDays: 1825 },
    { name: 'Plans and pictures', colour: '#16a34a', retentionDays: null },
];
const REGISTRATORS = [
    { name: 'Recorder 1', serialNumber: 'RC-0001', user: 1 },
    { name: 'Recorder 2', serialNumber: 'RC-0002', user: 2 },
];
const FILES = [
    { name: 'Annual report.pdf', owner: 0 },
    { name: 'Budget 2026.xlsx', owner: 0 },
    { name: 'Contract, signed.pdf', category: 0, owner: 0, pinned: true },
    { name: 'Floor plan.dwg', category: 2 },
    { name: 'Interview notes.md', category: 1, registrator: 0, owner: 1 },
    { name: 'Invoice 1042.pdf', category: 0, owner: 0 },
    { name: 'Logo.svg', category: 2 },
    { name: 'Minutes of March.docx', category: 1, registrator: 1, owner: 2 },
    { name: 'Price list.csv' },
    { name: 'Project plan.pptx', category: 2, owner: 0 },
    { name: 'Protocol of the hearing.odt', category: 1, registrator: 0, owner: 1 },
    { name: 'Team photo.jpg', category: 2, registrator: 1, owner: 2 },
];
const RECORDED = Date.UTC(2026, 2, 2, 9, 0);
const DAY = 24 * 60 * 60 * 1000;
const base = process.argv[2];

/** @returns {Promise<Response>} the answer, or an error that names the call when it is not a success */
async function call(method, path, body, headers = {}) {
    const answer = await fetch(base + path, {
        method,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    return answer;
}

async function addSample() {
    const signedIn = await call('POST', '/api/session', { login: 'admin', password: process.env.ROOMCAST_ADMIN_PASSWORD });
    const headers = { Cookie: signedIn.headers.getSetCookie?.()[0]?.split(';')[0] ?? signedIn.headers.get('set-cookie').split(';')[0] };
    const files = await (await call('GET', '/api/files?size=1', undefined, headers)).json();
    if (files.total > 0) {
        console.log('No sample files added: there are files already.');
        return;
    }
    const add = async (topic, drafts) => {
        const ids = [];
        for (const draft of drafts) ids.push((await (await call('POST', `/api/${topic}`, draft, headers)).json()).id);
        return ids;
    };
    const groups = await add('groups', GROUPS);
    // Nobody knows their passwords: an administrator gives them new ones.
    const users = await add('users', USERS.map(({ group, ...user }) => ({ ...user, groupId: groups[group], password: randomUUID() })));
    const categories = await add('categories', CATEGORIES);
    const registrators = await add('registrators', REGISTRATORS.map(({ user, ...one }) => ({ ...one, userId: users[user] })));
    await add('files', FILES.map(({ category, registrator, owner, ...file }, index) => ({
        ...file,
        categoryId: categories[category],
        registratorId: registrators[registrator],
        ownerId: users[owner],
        recordedAt: registrator === undefined ? null : new Date(RECORDED + index * DAY).toISOString(),
    })));
    console.log(`Added ${FILES.length} sample files, and what they refer to.`);
}

addSample().catch((error) => {
    console.error(`Sample files: ${error.message}`);
    process.exitCode = 1;
});
