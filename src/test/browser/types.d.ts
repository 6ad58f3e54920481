// The browser libraries that the build lays beside the pages, and the global of sync-queue.js.

declare module '*/vendor/socket.io.esm.min.js' {
    export * from 'socket.io-client';
}

declare module '*/vendor/idiomorph.esm.js' {
    export const Idiomorph: {
        morph(
            region: Element,
            html: string,
            config: {
                morphStyle: 'innerHTML' | 'outerHTML';
                callbacks: {
                    beforeNodeMorphed?: (node: Element, content: Node) => boolean;
                    beforeNodeRemoved?: (node: Element) => boolean;
                    beforeAttributeUpdated?: (name: string, element: Element, change: 'update' | 'remove') => boolean;
                };
            },
        ): void;
    };
}

declare const SyncManager: Omit<typeof import('../../main/webapp/js/sync.js').SyncManager, 'isOwn' | 'told' | 'state'>;
