import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SoftRefresh } from '../../main/webapp/js/refresh.js';

/** A server whose answers come when the test says so. */
function slowServer() {
    const calls = [];
    const load = () => new Promise((resolve, reject) => calls.push({ resolve, reject }));
    const until = async (count) => {
        const deadline = Date.now() + 2000;
        while (calls.length < count) {
            assert.ok(Date.now() < deadline, `only ${calls.length} fetches`);
            await new Promise((resolve) => setImmediate(resolve));
        }
    };
    return { calls, load, until };
}

test('many events make one fetch', async () => {
    const server = slowServer();
    const shown = [];
    const refresh = new SoftRefresh({ load: server.load, apply: (data, about) => shown.push({ data, ...about }), delay: 5 });
    const all = [refresh.soon(), refresh.soon(), refresh.soon({ foreign: false })];
    await server.until(1);
    server.calls[0].resolve('rows');
    await Promise.all(all);
    assert.equal(server.calls.length, 1);
    assert.deepEqual(shown, [{ data: 'rows', updates: 2, asked: false }]);
});

test('events during a fetch make exactly one more, and the running one is not aborted', async () => {
    const server = slowServer();
    const shown = [];
    const refresh = new SoftRefresh({ load: server.load, apply: (data) => shown.push(data), delay: 1 });
    const first = refresh.soon();
    await server.until(1);
    const later = [refresh.soon(), refresh.soon()];
    server.calls[0].resolve('old');
    await first;
    await server.until(2);
    server.calls[1].resolve('new');
    await Promise.all(later);
    assert.deepEqual(shown, ['old', 'new']);
    assert.equal(server.calls.length, 2);
});

test('an answer to a question that the person has changed meanwhile is not shown', async () => {
    const server = slowServer();
    const shown = [];
    const refresh = new SoftRefresh({ load: server.load, apply: (data, about) => shown.push({ data, ...about }), delay: 1 });
    void refresh.soon();
    await server.until(1);
    const asked = refresh.now();
    server.calls[0].resolve('old question');
    await server.until(2);
    server.calls[1].resolve('new question');
    await asked;
    assert.deepEqual(shown, [{ data: 'new question', updates: 1, asked: true }]);
});

test('a failure is told once, rejects who waited, and is tried again until it succeeds', async () => {
    const server = slowServer();
    const shown = [];
    const failures = [];
    const refresh = new SoftRefresh({
        load: server.load,
        apply: (data, { updates }) => shown.push([data, updates]),
        failed: (error) => failures.push(error),
        delay: 1,
        retries: [1],
    });
    const waiting = refresh.soon();
    for (const attempt of [0, 1]) {
        await server.until(attempt + 1);
        server.calls[attempt].reject(new Error('down'));
    }
    await assert.rejects(waiting, /down/);
    await server.until(3);
    const last = refresh.soon();
    server.calls[2].resolve('rows');
    await server.until(4);
    server.calls[3].resolve('rows again');
    await last;
    assert.equal(failures.length, 1);
    assert.deepEqual(shown, [['rows', 1], ['rows again', 1]]);
});

test('a steady stream of events does not put the refresh off for ever', async () => {
    const server = slowServer();
    const refresh = new SoftRefresh({ load: server.load, apply: () => {}, delay: 900 });
    const began = Date.now();
    const stream = setInterval(() => void refresh.soon(), 20);
    const deadline = setTimeout(() => clearInterval(stream), 5000);
    while (server.calls.length === 0 && Date.now() - began < 4000) {
        await new Promise((resolve) => setImmediate(resolve));
    }
    clearInterval(stream);
    clearTimeout(deadline);
    assert.equal(server.calls.length, 1);
    server.calls[0].resolve('rows');
});

test('a clock that is set back by an hour does not, either', async () => {
    const server = slowServer();
    const refresh = new SoftRefresh({ load: server.load, apply: () => {}, delay: 900 });
    const { now } = Date;
    void refresh.soon();
    Date.now = () => now() - 3_600_000;
    const stream = setInterval(() => void refresh.soon(), 20);
    const began = performance.now();
    while (server.calls.length === 0 && performance.now() - began < 4000) {
        await new Promise((resolve) => setImmediate(resolve));
    }
    clearInterval(stream);
    Date.now = now;
    assert.equal(server.calls.length, 1);
    server.calls[0].resolve('rows');
});

test('a server that fails is asked ever more rarely, and at once when it can be reached again', async () => {
    const server = slowServer();
    const refresh = new SoftRefresh({ load: server.load, apply: () => {}, delay: 1, retries: [1500, 60_000] });
    refresh.retry();
    void refresh.soon();
    await server.until(1);
    const failed = Date.now();
    server.calls[0].reject(new Error('down'));
    await server.until(2);
    assert.ok(Date.now() - failed > 1400, `asked again after ${Date.now() - failed} ms`);
    server.calls[1].reject(new Error('down'));
    await new Promise((resolve) => setImmediate(resolve));
    refresh.retry();
    await server.until(3);
    server.calls[2].resolve('rows');
});

test('events do not hurry a server that fails', async () => {
    const server = slowServer();
    const refresh = new SoftRefresh({ load: server.load, apply: () => {}, delay: 1, retries: [1500] });
    void refresh.soon();
    await server.until(1);
    server.calls[0].reject(new Error('down'));
    await new Promise((resolve) => setImmediate(resolve));
    const failed = Date.now();
    const events = setInterval(() => void refresh.soon(), 50);
    const last = refresh.soon();
    await server.until(2).finally(() => clearInterval(events));
    assert.ok(Date.now() - failed > 1400, `asked again after ${Date.now() - failed} ms`);
    server.calls[1].resolve('rows');
    await last;
});

test('who does not answer is given more time with each attempt, and the usual again after an answer', async () => {
    let time = 0;
    const patiences = [];
    const outcomes = ['silence', 'refusal', 'silence', 'answer', 'answer'];
    const load = async (patience) => {
        const outcome = outcomes[patiences.push(patience) - 1];
        time += outcome === 'silence' ? patience : 0;
        if (outcome !== 'answer') {
            throw new Error(outcome);
        }
    };
    const refresh = new SoftRefresh({ load, apply: () => {}, delay: 0, retries: [1], now: () => time });
    for (const outcome of outcomes) {
        await (outcome === 'answer' ? refresh.soon() : assert.rejects(refresh.soon()));
    }
    assert.deepEqual(patiences, [4000, 8000, 8000, 16000, 4000]);
});

test('after a slow answer the next one is waited for as long again, in whole milliseconds', async () => {
    let time = 0;
    const patiences = [];
    const load = async (patience) => {
        patiences.push(patience);
        time += 2500.25;
    };
    const refresh = new SoftRefresh({ load, apply: () => {}, delay: 0, now: () => time });
    await refresh.soon();
    await refresh.soon();
    assert.deepEqual(patiences, [4000, 5001]);
});
