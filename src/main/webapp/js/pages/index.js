// The home page: what there is, what changed last, how the workers are; softly refreshed.

/** @import { Home } from './index/types.js' */
/** @import { Role } from '../access.js' */
import { startFrame } from '../frame.js';
import { t } from '../i18n.js';
import { Listing } from '../listing.js';
import { morph } from '../morph.js';
import { retryWhenLive, SoftRefresh } from '../refresh.js';
import { SyncManager } from '../sync.js';
import { aboutEvent } from '../sync/about.js';
import { api, showFailure } from '../utils.js';
import { keepTimesTrue } from '../utils/relative-time.js';
import { doorsHtml } from './index/doors.js';
import { feedHtml, keysOf } from './index/feed.js';
import { glow } from './index/glow.js';
import { HomeRooms } from './index/rooms.js';
import { workersHtml } from './index/workers.js';

const ANNOUNCE_MS = 100;

const feed = part('home-feed');
const doors = part('home-doors');
const workers = part('home-workers');
const rooms = new HomeRooms(SyncManager, ['index']);
/** @type {Listing<Home>} */
const answers = new Listing(api, () => {});

/** @type {string} */
let name = '';
/** @type {Home | undefined} */
let shown;
/** @type {(() => void) | undefined} takes away what was said about an answer that did not come */
let closeFailure;

/** @type {SoftRefresh<Home>} */
const refresh = new SoftRefresh({
    load,
    apply: show,
    failed: (error) => (closeFailure = showFailure(error)),
});

/**
 * @param {number} patience
 * @param {boolean} told
 * @returns {Promise<Home>}
 */
async function load(patience, told) {
    const home = await answers.load('home', patience, told ? SyncManager.told : undefined);
    rooms.take(home.positions);
    return home;
}

/**
 * @param {Home} home
 * @param {{ asked: boolean }} about
 */
function show(home, { asked }) {
    closeFailure?.();
    closeFailure = undefined;
    const before = shown;
    shown = home;
    const known = new Set(before && keysOf(before.activity));
    const fresh = before ? keysOf(home.activity).filter((key) => !known.has(key)) : [];
    morph(feed, {
        html: feedHtml(home.activity),
        updates: fresh.length,
        asked,
        applied: () => {
            feed.removeAttribute('aria-busy');
            fresh.forEach((key) => glow(document.getElementById(key)));
            announce(fresh.length);
        },
    });
    showDoors(home, before, asked);
    morph(workers, { html: workersHtml(home.workers), asked, applied: () => workers.removeAttribute('aria-busy') });
}

/**
 * @param {Home} home
 * @param {Home | undefined} before
 * @param {boolean} asked
 */
function showDoors({ counts }, before, asked) {
    const role = /** @type {Role | undefined} */ (document.documentElement.dataset.role);
    const changed = Object.keys(counts).filter((topic) => before && before.counts[topic] !== counts[topic]);
    morph(doors, {
        html: doorsHtml(counts, role),
        asked,
        applied: () => {
            doors.removeAttribute('aria-busy');
            changed.forEach((topic) => glow(document.querySelector(`#door-${topic} .door-count`)));
        },
    });
}

/** @param {number} news how many entries of the feed are new */
function announce(news) {
    if (news > 0) {
        const place = part('home-news');
        // The same words once more are no change, and would not be spoken.
        place.textContent = '';
        setTimeout(() => (place.textContent = t('home.news', { count: news })), ANNOUNCE_MS);
    }
}

function drawHead() {
    document.title = t('home.title');
    part('welcome').textContent = name ? t('home.welcome', { name }) : t('home.title');
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}

document.addEventListener('home:refresh', (occasion) => {
    const { detail } = /** @type {CustomEvent<{ event?: any, done?: Promise<void> }>} */ (occasion);
    detail.done = refresh.soon(aboutEvent(detail.event, SyncManager.isOwn(detail.event)));
});
document.addEventListener('i18n:changed', () => {
    drawHead();
    void refresh.now();
});
retryWhenLive(refresh);
document.addEventListener('session:changed', () => {
    answers.forget();
    void refresh.now();
});

drawHead();
keepTimesTrue();
startFrame()
    .then((session) => {
        name = session.fullName || session.login;
        drawHead();
    })
    .catch(showFailure)
    .finally(() => refresh.now());
