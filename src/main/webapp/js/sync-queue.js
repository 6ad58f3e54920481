// The first script of each page, a classic one: SyncManager can be called at once. The calls wait here until sync.js,
// a module and therefore later, has loaded and makes them in the same order.
(function () {
    /** @type {[name: string, args: any[]][]} */
    const calls = [];
    const names = ['joinRoom', 'leaveRoom', 'on', 'off', 'startIdleGuard', 'stopIdleGuard', 'setPosition'];
    /** @type {Record<string, any>} */
    const queue = { calls };
    for (const name of names) {
        queue[name] = (/** @type {any[]} */ ...args) => {
            const now = /** @type {any} */ (window).SyncManager;
            // A script that kept this function would else wait here for ever once the module has come.
            return now === queue ? void calls.push([name, args]) : now[name](...args);
        };
    }
    /** @type {any} */ (window).SyncManager = queue;
})();
