import { t } from '../i18n.js';
import { formatDateTime, formatSize, html } from '../utils.js';

/**
 * What the pages need to know of a file to show its content.
 * @typedef {object} Content
 * @property {string | number} id
 * @property {string} name
 * @property {string | null} mediaType
 * @property {number | null} size bytes
 * @property {string | null} sha256 none while there is no content
 * @property {string | null} uploadedAt
 */

/**
 * What is known of a content, as the parts of a definition list.
 * @param {Content} file
 */
export function factsHtml({ mediaType, size, sha256, uploadedAt }) {
    return html`${fact(t('preview.type'), mediaType)}${fact(t('preview.size'), sha256 && formatSize(size))}
        ${fact(t('preview.uploaded'), formatDateTime(uploadedAt))}${fact(t('preview.sha256'), sha256 && html`<code>${sha256}</code>`)}`;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function fact(name, value) {
    return Boolean(value) && html`<div class="fact"><dt>${name}</dt><dd>${value}</dd></div>`;
}
