// The administration page: the settings in force, searchable, the tokens of other systems, and the place of the inspector.

/** @import { SettingInForce } from './admin/settings.js' */
/** @import { EventToken } from './admin/tokens.js' */
import { startFrame } from '../frame.js';
import { t } from '../i18n.js';
import { morph } from '../morph.js';
import { retryWhenLive, SoftRefresh } from '../refresh.js';
import { SyncManager } from '../sync.js';
import { aboutEvent } from '../sync/about.js';
import { api, confirmDialog, showFailure, showToast } from '../utils.js';
import { keepTimesTrue } from '../utils/relative-time.js';
import { matching, settingsHtml } from './admin/settings.js';
import { TokenDialog } from './admin/token-dialog.js';
import { tokensHtml } from './admin/tokens.js';

const region = part('settings');
const tokensRegion = part('tokens');
const search = /** @type {HTMLInputElement} */ (part('settings-search'));

/** @typedef {{ settings: SettingInForce[], tokens: EventToken[] }} Shown */

/** @type {Shown | undefined} */
let shown;
/** @type {(() => void) | undefined} takes away what was said about an answer that did not come */
let closeFailure;

/** @type {SoftRefresh<Shown>} */
const refresh = new SoftRefresh({
    load: async (patience) => {
        const [settings, tokens] = await Promise.all([api('admin/settings', { patience }), api('sync/tokens', { patience })]);
        const { seq, epoch } = tokens.data;
        SyncManager.setPosition('admin', { seq, epoch });
        return { settings: settings.data.items, tokens: tokens.data.items };
    },
    apply: (data, { updates, asked }) => {
        closeFailure?.();
        shown = data;
        showSettings(asked);
        showTokens({ updates, asked });
    },
    failed: (error) => (closeFailure = showFailure(error)),
});

/** @param {boolean} asked */
function showSettings(asked) {
    if (shown) {
        const found = matching(shown.settings, search.value);
        const applied = () => region.removeAttribute('aria-busy');
        morph(region, { html: settingsHtml(found, search.value), asked, applied });
        part('settings-count').textContent = t('admin.count', { count: found.length, total: shown.settings.length });
    }
}

/** @param {{ updates?: number, asked: boolean }} about */
function showTokens({ updates, asked }) {
    if (shown) {
        const applied = () => tokensRegion.removeAttribute('aria-busy');
        morph(tokensRegion, { html: tokensHtml(shown.tokens), updates, asked, applied });
    }
}

/**
 * @param {string} id
 * @param {string} name
 */
async function revoke(id, name) {
    const words = { confirm: t('tokens.revoke'), danger: true, details: [t('tokens.revokeDetails')] };
    if (!(await confirmDialog(t('tokens.revokeQuestion', { name }), words))) {
        return;
    }
    try {
        await api(`sync/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
        showToast(t('tokens.revoked', { name }), { kind: 'success' });
    } catch (error) {
        showFailure(error);
    }
    // Its button is gone with it.
    part('token-create').focus();
    await refresh.now();
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}

const dialog = new TokenDialog(() => void refresh.now());
part('token-create').addEventListener('click', () => void dialog.open().catch(showFailure));
tokensRegion.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-revoke]');
    if (button instanceof HTMLElement) {
        void revoke(button.dataset.revoke ?? '', button.dataset.name ?? '');
    }
});
search.addEventListener('input', () => showSettings(true));
document.addEventListener('admin:refresh', (occasion) => {
    const { detail } = /** @type {CustomEvent<{ event?: any, done?: Promise<void> }>} */ (occasion);
    detail.done = refresh.soon(aboutEvent(detail.event, SyncManager.isOwn(detail.event)));
});
retryWhenLive(refresh);
keepTimesTrue();
document.addEventListener('i18n:changed', () => {
    document.title = t('admin.title');
    showSettings(true);
    showTokens({ asked: true });
});

document.title = t('admin.title');
startFrame()
    .then(() => refresh.now())
    .catch(showFailure);
