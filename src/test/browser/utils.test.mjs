import assert from 'node:assert/strict';
import { test } from 'node:test';

// English whatever the machine speaks: Node takes its languages from the environment.
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB'] }, configurable: true });
Object.defineProperty(globalThis, 'localStorage', { value: { getItem: () => 'en' }, configurable: true });
const { differences } = await import('../../main/webapp/js/registry/conflict.js');
const { isNarrowed, listPath, nextSort, readQuery, withFilter, writeQuery } = await import('../../main/webapp/js/registry/query.js');
const { withContext } = await import('../../main/webapp/js/sync/config.js');
const { api, ApiError } = await import('../../main/webapp/js/utils/api.js');
const { formatDateTime, formatSize } = await import('../../main/webapp/js/utils/format.js');
const { html } = await import('../../main/webapp/js/utils/html.js');
const { describe, fieldMessages } = await import('../../main/webapp/js/utils/problem.js');

test('html escapes what is put in and keeps what it made itself', () => {
    const name = `<img src=x onerror="alert('1')">&`;
    assert.equal(
        html`<p title="${name}">${html`<b>${name}</b>`}${[html`<i></i>`, '<']}${null}${false}${0}</p>`.text,
        '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
            '<b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</b><i></i>&lt;0</p>',
    );
});

test('sizes and times by locale', () => {
    assert.deepEqual([0, 1, 999, 1000, 2483112, 73400320].map(formatSize), [
        '0 bytes',
        '1 byte',
        '999 bytes',
        '1 kB',
        '2.5 MB',
        '73 MB',
    ]);
    assert.equal(formatSize(null), '—');
    assert.match(formatDateTime('2026-11-22T12:00:00Z'), /2[123] Nov 2026/);
    assert.equal(formatDateTime('nonsense'), '');
});

test('an address says what the list shows, and nonsense in it is ignored', () => {
    const askable = { sorts: ['name', 'changed'], sort: 'name', filters: ['category', 'pinned'] };
    const query = readQuery('?q=report%20%26&category=7&colour=red&sort=-changed&page=3', askable);
    assert.deepEqual([query.q, query.sort, query.page, query.filters], ['report &', '-changed', 3, { category: '7' }]);
    assert.equal(writeQuery(query, 'name'), '?q=report+%26&category=7&sort=-changed&page=3');
    assert.match(listPath('files', query), /^files\?q=report\+%26&category=7&sort=-changed&page=2&size=\d+$/);
    assert.equal(writeQuery(readQuery('?sort=drop%20table&page=-1', askable), 'name'), '');
    assert.equal(nextSort('name', 'name'), '-name');
    assert.equal(nextSort('-name', 'name'), 'name');
    assert.equal(nextSort('name', 'size'), 'size');
});

test('a filter is set, replaced and taken away, and none else with it', () => {
    const query = readQuery('?category=7&pinned=true', { sorts: [], sort: 'name', filters: ['category', 'pinned'] });
    assert.deepEqual(withFilter(query, 'category', '8').filters, { pinned: 'true', category: '8' });
    assert.deepEqual(withFilter(query, 'category', '').filters, { pinned: 'true' });
    assert.ok(isNarrowed(query));
    assert.ok(!isNarrowed({ ...query, filters: {} }));
});

test('the socket path gets the context path exactly once', () => {
    assert.equal(withContext('/socket.io/', '/'), '/socket.io/');
    assert.equal(withContext('/socket.io', '/roomcast/'), '/roomcast/socket.io/');
    assert.equal(withContext('/roomcast/socket.io/', '/roomcast/'), '/roomcast/socket.io/');
});

test('a problem is told in the words of the server, else in ours', () => {
    assert.equal(describe(409, { detail: 'Taken.' }), 'Taken.');
    assert.match(describe(0), /cannot be reached/);
    assert.match(describe(418), /418/);
    assert.deepEqual(fieldMessages({ errors: [{ field: 'name', message: 'Too long.' }] }), { name: 'Too long.' });
    assert.deepEqual(fieldMessages({ field: 'name', detail: 'Taken.' }), { name: 'Taken.' });
    assert.deepEqual(fieldMessages(undefined), {});
});

test('a success whose body breaks off is no answer', async (t) => {
    const headers = { 'Content-Type': 'application/json' };
    t.mock.method(globalThis, 'fetch', async () => new Response('{"items":[', { headers }));
    await assert.rejects(api('files'), (error) => error instanceof ApiError && error.status === 0);
    t.mock.method(globalThis, 'fetch', async () => new Response('{"detail":', { status: 502, headers }));
    await assert.rejects(api('files'), (error) => error instanceof ApiError && error.status === 502);
});

test('a conflict names the fields that differ', () => {
    const theirs = { name: 'a', mediaType: '', note: 'x', pinned: true };
    assert.deepEqual(differences(theirs, { ...theirs, note: 'y', pinned: false }), [
        { field: 'note', theirs: 'x', yours: 'y' },
        { field: 'pinned', theirs: true, yours: false },
    ]);
});

test('a server without the application is busy: only the application itself says that something is gone', () => {
    assert.equal(new ApiError(404, { type: 'urn:roomcast:problem:not-found' }).status, 404);
    const starting = new ApiError(404);
    assert.equal(starting.status, 503);
    assert.equal(starting.message, describe(503));
});
