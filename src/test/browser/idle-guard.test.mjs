import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IdleGuard } from '../../main/webapp/js/sync/idle-guard.js';

/** A guard over a clock that the test moves by the second. */
function guarded(parts = {}) {
    const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
    let time = 0;
    let timers = [];
    globalThis.setTimeout = (run, delay) => timers[timers.push({ run, at: time + delay }) - 1];
    globalThis.clearTimeout = (timer) => (timers = timers.filter((one) => one !== timer));
    const counts = { asked: 0, refreshed: 0 };
    const guard = new IdleGuard({
        seconds: 30,
        now: () => time,
        isStale: async () => {
            counts.asked++;
            return parts.stale ?? false;
        },
        refresh: () => counts.refreshed++,
        isHidden: () => parts.hidden ?? false,
    });
    const seconds = async (count) => {
        for (let second = 0; second < count; second++) {
            time += 1000;
            const due = timers.filter((timer) => timer.at <= time);
            timers = timers.filter((timer) => timer.at > time);
            due.forEach((timer) => timer.run());
            await new Promise((resolve) => setImmediate(resolve));
        }
    };
    const end = () => {
        guard.stop();
        Object.assign(globalThis, real);
    };
    return { guard, counts, seconds, end };
}

test('an idle page asks once per period and fetches nothing while it is fresh', async () => {
    const { counts, seconds, end } = guarded();
    await seconds(95);
    assert.deepEqual(counts, { asked: 3, refreshed: 0 });
    end();
});

test('a stale page refreshes', async () => {
    const { counts, seconds, end } = guarded({ stale: true });
    await seconds(31);
    assert.deepEqual(counts, { asked: 1, refreshed: 1 });
    end();
});

test('it does not ask while there is activity', async () => {
    const { guard, counts, seconds, end } = guarded();
    for (let turn = 0; turn < 10; turn++) {
        await seconds(20);
        guard.sign();
    }
    assert.equal(counts.asked, 0);
    end();
});

test('it is silent while the page is hidden and asks once on return', async () => {
    const parts = { hidden: true };
    const { guard, counts, seconds, end } = guarded(parts);
    await seconds(200);
    assert.equal(counts.asked, 0);
    parts.hidden = false;
    guard.returned();
    await seconds(2);
    assert.equal(counts.asked, 1);
    end();
});
