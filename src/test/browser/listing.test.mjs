import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Listing } from '../../main/webapp/js/listing.js';

/** A server of one list that honours If-None-Match. */
function serving(list) {
    const server = { list, asked: [] };
    server.call = async (path, { ifNoneMatch }) => {
        server.asked.push([path, ifNoneMatch]);
        const etag = `"${JSON.stringify(server.list)}"`;
        return ifNoneMatch === etag ? { status: 304, data: undefined, etag } : { status: 200, data: server.list, etag };
    };
    return server;
}

test('not modified means the last answer, although an earlier one is on the screen', async () => {
    const server = serving({ items: ['old'], seq: 1, epoch: 'a' });
    const listing = new Listing(server.call, () => {});
    await listing.load('files');
    server.list = { items: ['new'], seq: 2, epoch: 'a' };
    // Outdated while it was under way, so the page never showed it.
    await listing.load('files');
    assert.deepEqual((await listing.load('files')).items, ['new']);
});

test('another question is asked without the tag of the former', async () => {
    const server = serving({ items: [], seq: 1, epoch: 'a' });
    const listing = new Listing(server.call, () => {});
    await listing.load('files?page=0');
    await listing.load('files?page=1');
    assert.deepEqual(server.asked, [['files?page=0', undefined], ['files?page=1', undefined]]);
});

test('not modified says where the list stands, too: the position may have been in doubt', async () => {
    const positions = [];
    const listing = new Listing(serving({ items: [], seq: 7, epoch: 'a' }).call, (position) => positions.push(position));
    await listing.load('files');
    await listing.load('files');
    assert.deepEqual(positions, [{ seq: 7, epoch: 'a' }, { seq: 7, epoch: 'a' }]);
});

test('what the answer must contain is handed on', async () => {
    const told = { files: { seq: 7, epoch: 'a' } };
    const calls = [];
    const listing = new Listing(async (_path, call) => (calls.push(call), { status: 200, data: { seq: 7, epoch: 'a' } }), () => {});
    await listing.load('files', 4000, told);
    assert.deepEqual(calls, [{ ifNoneMatch: undefined, patience: 4000, told }]);
});
