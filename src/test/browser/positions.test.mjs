import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Positions } from '../../main/webapp/js/sync/positions.js';

test('an event that is not newer than the position is a double', () => {
    const positions = new Positions();
    positions.replace('files', { seq: 100, epoch: 'a' });
    assert.equal(positions.raise('files', 101), true);
    assert.equal(positions.raise('files', 101), false);
    assert.equal(positions.raise('files', 100), false);
    assert.deepEqual(positions.get('files'), { seq: 101, epoch: 'a' });
});

test('a list answer replaces the position, also by an older one', () => {
    const positions = new Positions();
    positions.replace('files', { seq: 100, epoch: 'a' });
    positions.replace('files', { seq: 90, epoch: 'b' });
    assert.deepEqual(positions.get('files'), { seq: 90, epoch: 'b' });
});

test('a room without a position takes every event and asks from zero', () => {
    const positions = new Positions();
    positions.replace('files', { seq: 100, epoch: 'a' });
    positions.forget('files');
    assert.equal(positions.raise('files', 1), true);
    assert.equal(positions.get('files'), undefined);
    assert.deepEqual(positions.seqs(['files', 'index']), { files: 0, index: 0 });
});
