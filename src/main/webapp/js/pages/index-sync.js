// The page's own classic script, as in the original system. The home page stands in every room that its user may join; which
// these are only the server knows, so js/pages/index.js joins the others as soon as it has been told.

/**
 * Refreshes the home page softly; js/pages/index.js does the work.
 * @param {import('../sync/types.js').SyncEvent} [event] none when the idle guard found the page stale
 */
function refreshHomeData(event) {
    /** @type {{ event?: object, done?: Promise<void> }} */
    const detail = { event };
    document.dispatchEvent(new CustomEvent('home:refresh', { detail }));
    return detail.done;
}

SyncManager.joinRoom('index');
SyncManager.on('index:changed', refreshHomeData);
SyncManager.on('files:changed', refreshHomeData);
SyncManager.on('categories:changed', refreshHomeData);
SyncManager.on('registrators:changed', refreshHomeData);
SyncManager.on('users:changed', refreshHomeData);
SyncManager.on('groups:changed', refreshHomeData);
SyncManager.on('admin:changed', refreshHomeData);
// Without a number of seconds: the configured sync_idle_seconds.
SyncManager.startIdleGuard(refreshHomeData);
