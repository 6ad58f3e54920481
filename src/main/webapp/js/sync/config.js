import { api, contextPath } from '../utils/api.js';

const DEFAULT_IDLE_SECONDS = 30;
const DEFAULT_SOCKET_PATH = 'socket.io/';

/**
 * The settings that pages need.
 * @returns {Promise<{ idleSeconds: number, socketPath: string }>} `socketPath` with the context path in front
 */
export async function loadConfig() {
    try {
        const { data } = await api('sync/config');
        return {
            idleSeconds: data?.idleSeconds > 0 ? data.idleSeconds : DEFAULT_IDLE_SECONDS,
            socketPath: withContext(data?.socketPath ?? DEFAULT_SOCKET_PATH, contextPath),
        };
    } catch {
        return { idleSeconds: DEFAULT_IDLE_SECONDS, socketPath: contextPath + DEFAULT_SOCKET_PATH };
    }
}

/**
 * @param {string} path with or without the context path
 * @param {string} context begins and ends with a slash
 */
export function withContext(path, context) {
    const complete = path.startsWith(context) ? path : context + path.replace(/^\//, '');
    return complete.endsWith('/') ? complete : `${complete}/`;
}
