/** @import { Position } from '../sync/types.js' */
import { language } from '../i18n.js';
import { toldHeader } from '../sync/about.js';
import { describe } from './problem.js';
import { noteServerTime } from './server-clock.js';

/** Without a bound, one answer that never comes would keep a page from refreshing for ever. */
const ANSWER_MS = 60_000;
/** The application says in words what does not exist. A bare 404 comes of a server on which it has not started yet. */
const UNAVAILABLE = 503;
const PASSWORD_REQUIRED = 'urn:roomcast:problem:password-change-required';

const context = new URL('../../', import.meta.url);

/** The path under which the application is deployed, with a slash at both ends. */
export const contextPath = context.pathname;

/** Names this page in the changes it makes, so that it knows their events as its own. */
export const pageId = [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** An answer that is not a success, with a message for people. Status 0: there was no answer at all. */
export class ApiError extends Error {
    /**
     * @param {number} status
     * @param {any} [problem] the body as in RFC 9457
     * @param {number} [retryAfter] seconds after which it may be tried again
     */
    constructor(status, problem, retryAfter) {
        const meant = status === 404 && !problem ? UNAVAILABLE : status;
        super(describe(meant, problem));
        this.status = meant;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }
}

/**
 * @typedef {object} Call
 * @property {string} [method]
 * @property {unknown} [body] sent as JSON
 * @property {string} [ifMatch] the version that the change is made to
 * @property {string} [ifNoneMatch] the version that is known already
 * @property {number} [patience] milliseconds to wait for the whole answer
 * @property {Record<string, Position>} [told] what the answer must contain; without it, everything there is
 */

/**
 * Calls the application.
 * @param {string} path under `api/`
 * @param {Call} [call]
 * @returns {Promise<{ status: number, data: any, etag: string | undefined }>} status 304: what you have is right
 * @throws {ApiError} anything else than a success
 */
export async function api(path, call = {}) {
    const response = await send(path, call);
    if (response.status === 401 && !isSigningIn(path, call)) {
        askToSignIn();
    }
    noteServerTime(response.headers.get('Date'));
    const etag = response.headers.get('ETag') ?? undefined;
    const isJson = /[/+]json/.test(response.headers.get('Content-Type') ?? '');
    const data = isJson ? await response.json().catch(() => bodyLost(response)) : undefined;
    if (data?.type === PASSWORD_REQUIRED) {
        askForPassword();
    }
    if (!response.ok && response.status !== 304) {
        throw new ApiError(response.status, data, Number(response.headers.get('Retry-After')) || undefined);
    }
    return { status: response.status, data, etag };
}

/**
 * A success of which nobody knows what it said is none.
 * @param {Response} response
 */
function bodyLost({ ok }) {
    if (ok) {
        throw new ApiError(0);
    }
}

/**
 * @param {string} path
 * @param {Call} call
 */
function isSigningIn(path, { method }) {
    return path === 'session' && method === 'POST';
}

/**
 * @param {string} path
 * @param {Call} call
 */
async function send(path, { method = 'GET', body, ifMatch, ifNoneMatch, patience = ANSWER_MS, told }) {
    /** @type {Record<string, string>} */
    const headers = { Accept: 'application/json, application/problem+json', 'Accept-Language': language() };
    const optional = { 'If-Match': ifMatch, 'If-None-Match': ifNoneMatch, 'Sync-Position': told && toldHeader(told) };
    for (const [name, value] of Object.entries(optional)) {
        if (value !== undefined) {
            headers[name] = value;
        }
    }
    if (method !== 'GET') {
        headers['Sync-Origin'] = pageId;
    }
    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    try {
        return await fetch(new URL(`api/${path}`, context), {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            cache: 'no-store',
            signal: AbortSignal.timeout(patience),
        });
    } catch {
        throw new ApiError(0);
    }
}

/**
 * Whether the session still holds; leads to the sign-in page when it does not. In doubt it does. Tells the page who is
 * signed in by `session:seen`: a role may have changed.
 * @returns {Promise<boolean>}
 */
export async function isSignedIn() {
    try {
        const { data } = await api('session');
        document.dispatchEvent(new CustomEvent('session:seen', { detail: data }));
        return !data?.mustChangePassword;
    } catch (error) {
        return !(error instanceof ApiError && error.status === 401);
    }
}

/** Goes to the sign-in page and back afterwards, unless somebody on the page has unsaved input and objects. */
export function askToSignIn() {
    const mayLeave = document.dispatchEvent(new CustomEvent('session:ended', { cancelable: true }));
    if (mayLeave) {
        location.assign(signInUrl());
    }
}

/** The sign-in page, which leads back to this one. */
export function signInUrl() {
    return leadingBack('sign-in.html');
}

/** The page on which one changes one's password, which leads back to this one. */
export function passwordUrl() {
    return leadingBack('password.html');
}

/** Goes to the password page: nothing else is allowed before the password is changed. */
export function askForPassword() {
    location.assign(passwordUrl());
}

/** @param {string} page */
function leadingBack(page) {
    const here = location.pathname.slice(contextPath.length) + location.search;
    return new URL(`${page}?next=${encodeURIComponent(here)}`, context).href;
}
