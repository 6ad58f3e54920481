// The page's own classic script, as in the original system: says what the page listens to before any module has loaded.

/**
 * Refreshes the list softly; js/pages/users.js does the work.
 * @param {import('../sync/types.js').SyncEvent} [event] none when the idle guard found the page stale
 */
function refreshUsersData(event) {
    /** @type {{ event?: object, done?: Promise<void> }} */
    const detail = { event };
    document.dispatchEvent(new CustomEvent('users:refresh', { detail }));
    return detail.done;
}

SyncManager.joinRoom('users');
SyncManager.on('users:changed', refreshUsersData);
// Without a number of seconds: the configured sync_idle_seconds.
SyncManager.startIdleGuard(refreshUsersData);
