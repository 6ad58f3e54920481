// The administration page: the settings in force, searchable, and the place of the inspector.

/** @import { SettingInForce } from './admin/settings.js' */
import { startFrame } from '../frame.js';
import { t } from '../i18n.js';
import { morph } from '../morph.js';
import { retryWhenLive, SoftRefresh } from '../refresh.js';
import { api, showFailure } from '../utils.js';
import { matching, settingsHtml } from './admin/settings.js';

const region = part('settings');
const search = /** @type {HTMLInputElement} */ (part('settings-search'));

/** @type {SettingInForce[] | undefined} */
let settings;
/** @type {(() => void) | undefined} takes away what was said about an answer that did not come */
let closeFailure;

/** @type {SoftRefresh<SettingInForce[]>} */
const refresh = new SoftRefresh({
    load: async (patience) => (await api('admin/settings', { patience })).data.items,
    apply: (items, { updates, asked }) => {
        closeFailure?.();
        settings = items;
        show({ updates, asked });
    },
    failed: (error) => (closeFailure = showFailure(error)),
});

/** @param {{ updates?: number, asked: boolean }} about */
function show({ updates, asked }) {
    if (settings) {
        const found = matching(settings, search.value);
        const applied = () => region.removeAttribute('aria-busy');
        morph(region, { html: settingsHtml(found, search.value), updates, asked, applied });
        part('settings-count').textContent = t('admin.count', { count: found.length, total: settings.length });
    }
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}

search.addEventListener('input', () => show({ asked: true }));
document.addEventListener('admin:refresh', (occasion) => {
    const { detail } = /** @type {CustomEvent<{ event?: any, done?: Promise<void> }>} */ (occasion);
    detail.done = refresh.soon({ foreign: Boolean(detail.event) });
});
retryWhenLive(refresh);
document.addEventListener('i18n:changed', () => {
    document.title = t('admin.title');
    show({ asked: true });
});

document.title = t('admin.title');
startFrame()
    .then(() => refresh.now())
    .catch(showFailure);
