// The page's own classic script, as in the original system.

/**
 * Refreshes the page softly; js/pages/admin.js does the work.
 * @param {import('../sync/types.js').SyncEvent} [event] none when the idle guard found the page stale
 */
function refreshAdminData(event) {
    /** @type {{ event?: object, done?: Promise<void> }} */
    const detail = { event };
    document.dispatchEvent(new CustomEvent('admin:refresh', { detail }));
    return detail.done;
}

SyncManager.joinRoom('admin');
SyncManager.on('admin:changed', refreshAdminData);
SyncManager.on('tokens:changed', refreshAdminData);
// Without a number of seconds: the configured sync_idle_seconds.
SyncManager.startIdleGuard(refreshAdminData);
