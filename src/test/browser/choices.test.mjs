import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Choices } from '../../main/webapp/js/registry/choices.js';

const SOURCES = { groups: { path: 'groups', topic: 'groups', label: ({ name }) => name } };

/** A server whose answers the test gives, one after the other. */
function answering(t) {
    const asked = [];
    const waiting = [];
    t.mock.method(globalThis, 'fetch', (url) => {
        asked.push(String(url).replace(/.*\/api\//, ''));
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    });
    const answer = (...names) => {
        const items = names.map((name, id) => ({ id, name }));
        waiting.shift().resolve(new Response(JSON.stringify({ items }), { headers: { 'Content-Type': 'application/json' } }));
    };
    return { asked, answer, refuse: () => waiting.shift().reject(new TypeError('unreachable')) };
}

const labels = (choices) => choices.of('groups').map(({ label }) => label);

test('what becomes stale while it is on its way is asked for once more', async (t) => {
    const { asked, answer } = answering(t);
    const choices = new Choices(SOURCES);
    const first = choices.load();
    choices.forget('groups');
    const second = choices.load();
    answer('as it was');
    await new Promise(setImmediate);
    assert.deepEqual(asked, ['groups', 'groups']);
    answer('as it is');
    await Promise.all([first, second]);
    assert.deepEqual(labels(choices), ['as it is']);
});

test('what cannot be had is asked for at the next occasion, not again and again', async (t) => {
    const { asked, answer, refuse } = answering(t);
    const choices = new Choices(SOURCES);
    const failing = choices.load();
    refuse();
    await failing;
    assert.deepEqual(asked, ['groups']);
    const working = choices.load();
    answer('a', 'b');
    await working;
    assert.deepEqual(labels(choices), ['a', 'b']);
    await choices.load();
    assert.equal(asked.length, 2, 'what is fresh is not asked for');
});
