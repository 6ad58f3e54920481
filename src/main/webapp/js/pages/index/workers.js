/** @import { WorkerState } from './types.js' */
import { t } from '../../i18n.js';
import { formatDateTime, html } from '../../utils.js';

/**
 * The server's processes and how they are.
 * @param {WorkerState[]} workers
 * @returns {string}
 */
export function workersHtml(workers) {
    return html`<ul class="workers-list">${workers.map(workerHtml)}</ul>`.text;
}

/** @param {WorkerState} worker */
function workerHtml({ number, startedAt, bus, alive }) {
    const [state, words] = health(alive, bus);
    return html`<li class="worker" id="worker-${number}" data-state="${state}">
        <p class="worker-name"><span class="worker-dot"></span>${t('home.worker', { number: String(number) })}</p>
        <p class="worker-state">${words}</p>
        <p class="worker-facts"><time datetime="${startedAt}">${t('home.since', { when: formatDateTime(startedAt) })}</time></p>
    </li>`;
}

/**
 * @param {boolean} alive
 * @param {string} bus
 * @returns {['lost' | 'alone' | 'well', string]}
 */
function health(alive, bus) {
    if (!alive) {
        return ['lost', t('home.workerLost')];
    }
    return bus.toUpperCase() === 'DOWN' ? ['alone', t('home.busDown')] : ['well', t('home.busUp')];
}
