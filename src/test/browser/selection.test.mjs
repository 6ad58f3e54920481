import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doAll } from '../../main/webapp/js/registry/bulk.js';
import { Selection } from '../../main/webapp/js/registry/selection.js';

function selectionOf(...ids) {
    const selection = new Selection();
    selection.show(ids);
    return selection;
}

test('a selection outlives a refresh, and rows that are gone leave it', () => {
    const selection = selectionOf('1', '2', '3');
    selection.set('3', true);
    selection.set('1', true);
    assert.deepEqual(selection.ids, ['1', '3']);
    selection.show(['0', '3', '2']);
    assert.deepEqual(selection.ids, ['3']);
    selection.show(['0', '1', '2', '3']);
    assert.deepEqual(selection.ids, ['3'], 'a row that comes back is not selected');
});

test('all, some or none of the rows shown', () => {
    const selection = selectionOf('1', '2');
    assert.equal(selection.extent, 'none');
    selection.set('2', true);
    assert.equal(selection.extent, 'some');
    selection.setAll(true);
    assert.equal(selection.extent, 'all');
    assert.equal(selection.size, 2);
    selection.setAll(false);
    assert.equal(selection.extent, 'none');
    assert.equal(selectionOf().extent, 'none');
});

test('from the row chosen last through to another, either way', () => {
    const selection = selectionOf('1', '2', '3', '4');
    selection.set('3', true);
    selection.set('1', true, true);
    assert.deepEqual(selection.ids, ['1', '2', '3']);
    selection.set('2', false, true);
    assert.deepEqual(selection.ids, ['3']);
    selection.show(['3', '4']);
    selection.set('4', true, true);
    assert.deepEqual(selection.ids, ['3', '4'], 'where it began is gone');
});

test('one that fails does not keep the others from being done', async () => {
    const counts = [];
    const act = async (item) => {
        if (item === 'b') {
            throw new Error('in use');
        }
    };
    const { done, failed } = await doAll(['a', 'b', 'c'], act, (count) => counts.push(count));
    assert.deepEqual(done, ['a', 'c']);
    assert.deepEqual(failed.map(({ item, error }) => [item, error.message]), [['b', 'in use']]);
    assert.deepEqual(counts, [1, 2, 3]);
});

test('when nobody answers, the rest is not even tried', async () => {
    const tried = [];
    const act = async (item) => {
        tried.push(item);
        throw Object.assign(new Error('no answer'), { status: 0 });
    };
    const { failed } = await doAll(['a', 'b', 'c'], act, () => {});
    assert.deepEqual(tried, ['a']);
    assert.equal(failed.length, 3);
});
