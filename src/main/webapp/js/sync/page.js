const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchstart', 'scroll'];

/**
 * What may happen to a page as a whole.
 * @typedef {object} PageListener
 * @property {() => void} active the person did something
 * @property {() => void} shown the page was hidden and is not any more
 * @property {() => void} focused
 * @property {() => void} left the page goes, perhaps into the back/forward cache
 * @property {() => void} restored the page came back from the back/forward cache
 * @property {() => void} online
 * @property {() => void} offline
 */

/** @param {PageListener} tell */
export function watchPage(tell) {
    for (const type of ACTIVITY) {
        addEventListener(type, tell.active, { capture: true, passive: true });
    }
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) {
            tell.shown();
        }
    });
    // Some browsers keep no page that holds a socket, others cut it, not always with a close event.
    addEventListener('pagehide', tell.left);
    addEventListener('pageshow', (event) => {
        if (event.persisted) {
            tell.restored();
            tell.shown();
        }
    });
    addEventListener('focus', tell.focused);
    addEventListener('online', tell.online);
    addEventListener('offline', tell.offline);
}
