import { t } from '../../i18n.js';
import { html } from '../../utils.js';

/**
 * A setting as it is in force.
 * @typedef {object} SettingInForce
 * @property {string} name
 * @property {string | null} value null when it is a secret
 * @property {boolean} secret
 * @property {boolean} set whether somebody set it
 * @property {string} default
 * @property {string} unit
 * @property {string} description
 * @property {'config' | 'config.ini' | 'default'} source
 */

/**
 * Those that contain each of the words, in their name, value or description.
 * @param {SettingInForce[]} settings
 * @param {string} words
 * @returns {SettingInForce[]}
 */
export function matching(settings, words) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return settings.filter((setting) => {
        const text = `${setting.name} ${setting.value ?? ''} ${setting.description}`.toLowerCase();
        return wanted.every((word) => text.includes(word));
    });
}

/**
 * @param {SettingInForce[]} settings
 * @param {string} words what they were searched by
 * @returns {string}
 */
export function settingsHtml(settings, words) {
    if (settings.length === 0) {
        return html`<p class="empty">${t('admin.noMatch', { q: words })}</p>`.text;
    }
    return html`<table class="table settings-table" aria-labelledby="settings-heading">
        <thead><tr>
            <th scope="col">${t('admin.name')}</th><th scope="col">${t('admin.value')}</th>
            <th scope="col">${t('admin.source')}</th><th scope="col">${t('admin.default')}</th>
        </tr></thead>
        <tbody>${settings.map(settingHtml)}</tbody>
    </table>`.text;
}

/** @param {SettingInForce} setting */
function settingHtml(setting) {
    const { name, unit, description, source } = setting;
    const id = `setting-${name.replaceAll('.', '-')}`;
    return html`<tr id="${id}" data-id="${name}" data-source="${source}">
        <th scope="row"><code class="setting-name">${name}</code><p class="row-note">${description}</p></th>
        <td data-label="${t('admin.value')}">${valueHtml(setting)}</td>
        <td data-label="${t('admin.source')}"><span class="badge">${sourceName(source)}</span></td>
        <td data-label="${t('admin.default')}">${amountHtml(setting.default, unit)}</td>
    </tr>`;
}

/** @param {SettingInForce} setting */
function valueHtml({ value, unit, secret, set }) {
    if (secret) {
        return html`<span class="setting-secret">${set ? t('admin.secretSet') : t('admin.secretNotSet')}</span>`;
    }
    return amountHtml(value ?? '', unit);
}

/**
 * @param {string} value
 * @param {string} unit
 */
function amountHtml(value, unit) {
    return value === ''
        ? html`<span class="setting-none">${t('admin.notSet')}</span>`
        : html`<code>${value}</code>${unit && html` <span class="setting-unit">${unit}</span>`}`;
}

/** @param {SettingInForce['source']} source */
function sourceName(source) {
    return source === 'default' ? t('admin.fromDefault') : source === 'config' ? t('admin.fromConfig') : source;
}
