import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const script = readFileSync(new URL('../../main/webapp/js/sync-queue.js', import.meta.url), 'utf8');

test('calls made before the module has loaded are kept in order', () => {
    const window = {};
    runInNewContext(script, { window });
    const refresh = () => {};
    window.SyncManager.joinRoom('files');
    window.SyncManager.on('files:changed', refresh);
    window.SyncManager.startIdleGuard(refresh, 30);
    window.SyncManager.off('files:changed');
    assert.deepEqual(JSON.parse(JSON.stringify(window.SyncManager.calls.map(([name]) => name))), [
        'joinRoom',
        'on',
        'startIdleGuard',
        'off',
    ]);
    assert.equal(window.SyncManager.calls[1][1][1], refresh);
});

test('a call kept by a script reaches the module that has taken the place', () => {
    const window = {};
    runInNewContext(script, { window });
    const { joinRoom } = window.SyncManager;
    const { calls } = window.SyncManager;
    const joined = [];
    window.SyncManager = { joinRoom: (room) => void joined.push(room) };
    joinRoom('files');
    assert.deepEqual(joined, ['files']);
    assert.equal(calls.length, 0);
});

test('the queue knows every call that the module has', () => {
    const window = {};
    runInNewContext(script, { window });
    const module = readFileSync(new URL('../../main/webapp/js/sync.js', import.meta.url), 'utf8');
    for (const name of ['joinRoom', 'leaveRoom', 'on', 'off', 'startIdleGuard', 'stopIdleGuard', 'setPosition']) {
        assert.equal(typeof window.SyncManager[name], 'function', name);
        assert.match(module, new RegExp(`^    (async )?${name}[:(]`, 'm'), name);
    }
});
