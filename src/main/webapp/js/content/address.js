import { contextPath } from '../utils/api.js';

/**
 * Where the content of a file is.
 * @param {string | number} id
 * @returns {string}
 */
export function contentUrl(id) {
    return `${contextPath}api/files/${encodeURIComponent(id)}/content`;
}

/**
 * Names which content is meant: what is played must not go on in the middle of another one.
 * @param {{ id: string | number, sha256?: string | null }} file
 */
export function viewUrl({ id, sha256 }) {
    return `${contentUrl(id)}?v=${(sha256 ?? '').slice(0, 12)}`;
}

/** @param {string | number} id */
export function downloadUrl(id) {
    return `${contentUrl(id)}?download`;
}

/**
 * How a page can show a content of this type. Of SVG only the server knows whether it is harmless.
 * @param {string | null | undefined} mediaType
 * @returns {'image' | 'audio' | 'video' | 'other'}
 */
export function kindOf(mediaType) {
    const kind = /^(image|audio|video)\//.exec(mediaType ?? '')?.[1];
    return mediaType?.startsWith('image/svg') || !kind ? 'other' : /** @type {'image' | 'audio' | 'video'} */ (kind);
}
