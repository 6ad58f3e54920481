const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchstart', 'scroll'];

/**
 * Tells what happens to the page as a whole.
 * @param {{ active: () => void, shown: () => void, restored: () => void, online: () => void, offline: () => void }} tell
 */
export function watchPage(tell) {
    for (const type of ACTIVITY) {
        addEventListener(type, tell.active, { capture: true, passive: true });
    }
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) {
            tell.shown();
        }
    });
    // Browsers cut the sockets of a page that enters the back/forward cache, not always with a close event.
    addEventListener('pageshow', (event) => {
        if (event.persisted) {
            tell.restored();
            tell.shown();
        }
    });
    addEventListener('online', tell.online);
    addEventListener('offline', tell.offline);
}
