// The page's own classic script: the home page stands in the room of the same name.
SyncManager.joinRoom('index');
