import { language, t } from '../i18n.js';
import { ApiError, askToSignIn, pageId } from '../utils/api.js';

/** Without a bound, a connection that is dead without saying so would seem to be sending for ever. */
const SILENCE_MS = 60_000;
/** After the last byte the server checks and moves what it got. */
const FINISHING_MS = 300_000;

/**
 * @typedef {object} Sending
 * @property {(sent: number) => void} [progress] told how many bytes are on their way
 * @property {AbortSignal} [signal] ends the sending: the promise is rejected with the signal's reason
 */

/**
 * Sends a file's content as it is. XMLHttpRequest, because fetch cannot tell how much has been sent.
 * @param {string} url
 * @param {Blob} content without a type when the record's own is to stay
 * @param {Sending} [sending]
 * @returns {Promise<any>} the record as it is afterwards
 */
export function sendContent(url, content, { progress, signal } = {}) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const giveUp = (/** @type {Error} */ reason) => {
            reject(reason);
            request.abort();
        };
        const broken = () => giveUp(new Error(t('upload.broken')));
        const cancel = () => giveUp(signal?.reason);
        const clock = silenceClock(broken);
        request.upload.addEventListener('progress', ({ loaded, total }) => {
            clock.restart(loaded < total ? SILENCE_MS : FINISHING_MS);
            progress?.(loaded);
        });
        request.addEventListener('load', () => settle(request, resolve, reject));
        request.addEventListener('error', broken);
        request.addEventListener('loadend', () => {
            clock.stop();
            signal?.removeEventListener('abort', cancel);
        });
        signal?.addEventListener('abort', cancel);
        open(request, url, content.type);
        clock.restart(SILENCE_MS);
        request.send(content);
    });
}

/**
 * @param {XMLHttpRequest} request
 * @param {string} url
 * @param {string} mediaType
 */
function open(request, url, mediaType) {
    request.open('PUT', url);
    request.responseType = 'json';
    if (mediaType) {
        request.setRequestHeader('Content-Type', mediaType);
    }
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.setRequestHeader('Accept-Language', language());
    request.setRequestHeader('Sync-Origin', pageId);
}

/**
 * @param {XMLHttpRequest} request
 * @param {(data: any) => void} resolve
 * @param {(error: Error) => void} reject
 */
function settle({ status, response }, resolve, reject) {
    if (status === 401) {
        askToSignIn();
    }
    if (status >= 200 && status < 300) {
        resolve(response);
    } else {
        reject(new ApiError(status, response));
    }
}

/** @param {() => void} silent called when the time is over */
function silenceClock(silent) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    return {
        /** @param {number} delay milliseconds */
        restart(delay) {
            clearTimeout(timer);
            timer = setTimeout(silent, delay);
        },
        stop: () => clearTimeout(timer),
    };
}
