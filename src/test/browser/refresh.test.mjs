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

/** A refresh whose clock and chance the test holds; timers run as soon as that clock has come to their time. */
function spreading(context, part) {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const clock = { time: 0, fetches: [] };
    const load = async (_patience, told) => {
        clock.fetches.push({ at: clock.time, told });
        if (clock.fails) {
            throw new Error('down');
        }
    };
    const refresh = new SoftRefresh({ load, apply: () => {}, now: () => clock.time, random: () => part, retries: [1000] });
    clock.run = async (milliseconds) => {
        for (const end = clock.time + milliseconds; clock.time < end; ) {
            clock.time += 10;
            context.mock.timers.tick(10);
            await new Promise((resolve) => setImmediate(resolve));
        }
    };
    clock.times = () => clock.fetches.map(({ at }) => at);
    return { clock, refresh };
}

const heard = { told: true, within: 20_000 };

test('in a large room a page fetches at a moment of its own in the window', async (context) => {
    const { clock, refresh } = spreading(context, 0.25);
    void refresh.soon(heard);
    await clock.run(30_000);
    assert.deepEqual(clock.fetches, [{ at: 5000, told: true }]);
});

test('a page whose moment is now still gathers what happens within a moment', async (context) => {
    const { clock, refresh } = spreading(context, 0.001);
    void refresh.soon(heard);
    void refresh.soon(heard);
    await clock.run(1000);
    assert.deepEqual(clock.times(), [150]);
});

test('pages of all parts stay below the bound, whenever events come', async (context) => {
    const events = [0, 3000, 3100, 11_000, 29_000, 29_010, 60_000];
    const perSecond = new Map();
    for (let n = 0; n < 40; n++) {
        const { clock, refresh } = spreading(context, (n + 0.5) / 40);
        let last = 0;
        for (const at of events) {
            await clock.run(at - last);
            last = at;
            void refresh.soon(heard);
        }
        await clock.run(21_000);
        const times = clock.times();
        assert.ok(times.at(-1) >= 60_000 && times.at(-1) <= 80_200, `the last event was never fetched: ${times}`);
        times.forEach((at) => perSecond.set(Math.floor(at / 1000), (perSecond.get(Math.floor(at / 1000)) ?? 0) + 1));
        context.mock.timers.reset();
    }
    // 40 pages in 20 s are two a second; one more for those whose moment falls on the edge of one.
    assert.ok(Math.max(...perSecond.values()) <= 3, [...perSecond].join(' '));
});

test('under a stream of events a page fetches once in a window', async (context) => {
    const { clock, refresh } = spreading(context, 0.5);
    for (let i = 0; i < 1200; i++) {
        void refresh.soon(heard);
        await clock.run(50);
    }
    assert.deepEqual(clock.times(), [10_000, 30_000, 50_000]);
});

test('who has changed something or asks for something does not wait for the window, and sees everything', async (context) => {
    const { clock, refresh } = spreading(context, 0.5);
    void refresh.soon(heard);
    void refresh.now();
    await clock.run(100);
    void refresh.soon({ foreign: false });
    await clock.run(1000);
    void refresh.soon(heard);
    void refresh.soon({ foreign: false });
    await clock.run(1000);
    assert.deepEqual(clock.fetches, [
        { at: 10, told: false },
        { at: 250, told: false },
        { at: 1250, told: false },
    ]);
    void refresh.soon(heard);
    await clock.run(10_000);
    assert.equal(clock.fetches.at(-1).at, 10_000, 'the moment is where it was');
});

test('an event of everybody, which proves nothing about a room, is spread as well', async (context) => {
    const { clock, refresh } = spreading(context, 0.5);
    void refresh.soon({ told: false, within: 20_000 });
    await clock.run(20_000);
    assert.deepEqual(clock.fetches, [{ at: 10_000, told: false }]);
});

test('a window that changes is a new draw', async (context) => {
    const { clock, refresh } = spreading(context, 0.5);
    void refresh.soon(heard);
    await clock.run(30_000);
    void refresh.soon({ told: true, within: 1000 });
    await clock.run(2000);
    void refresh.soon({ told: true, within: 0 });
    await clock.run(1000);
    assert.deepEqual(clock.times(), [10_000, 30_500, 32_150]);
});

test('a server that fails is not asked sooner by a large room than the bound allows', async (context) => {
    const { clock, refresh } = spreading(context, 0.1);
    clock.fails = true;
    void refresh.soon(heard);
    await clock.run(50_000);
    assert.deepEqual(clock.fetches, [2000, 22_000, 42_000].map((at) => ({ at, told: true })));
    refresh.retry();
    await clock.run(100);
    assert.equal(clock.fetches.length, 4, 'it can be reached again');
});

test('what an event told of is fetched as such, and nothing else', async () => {
    const told = [];
    const refresh = new SoftRefresh({ load: async (_patience, all) => told.push(all), apply: () => {}, delay: 0 });
    await refresh.soon({ told: true });
    await Promise.all([refresh.soon({ told: true }), refresh.soon()]);
    await refresh.soon({ told: true });
    await refresh.now();
    assert.deepEqual(told, [true, false, true, false]);
});
