import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A TCP proxy whose answers can be held: what the server says waits, in its order, until it is let through. Nothing is lost.
 */
export class Gate {
    #server;
    #connections = new Set();
    #held = false;

    /**
     * @param {{ host: string, port: number }} target
     * @param {(said: string) => boolean} [holds] whether a connection whose client said this is one to hold; all by default
     */
    static async to(target, holds = () => true) {
        const gate = new Gate(target, holds);
        await once(gate.#server.listen(0, '127.0.0.1'), 'listening');
        return gate;
    }

    constructor(target, holds) {
        this.#server = createServer((client) => this.#join(client, connect(target), holds));
    }

    get port() {
        return this.#server.address().port;
    }

    /** How much of what servers said is being held, in chunks. */
    get waiting() {
        return [...this.#connections].reduce((sum, { waiting }) => sum + waiting.length, 0);
    }

    hold() {
        this.#held = true;
    }

    release() {
        this.#held = false;
        for (const { client, waiting } of this.#connections) {
            waiting.splice(0).forEach((bytes) => client.write(bytes));
        }
    }

    #join(client, server, holds) {
        const connection = { client, waiting: [], holdable: holds('') };
        this.#connections.add(connection);
        for (const socket of [client, server]) {
            socket.setNoDelay(true);
            socket.on('error', () => {});
            socket.on('close', () => {
                this.#connections.delete(connection);
                client.destroy();
                server.destroy();
            });
        }
        client.on('data', (bytes) => {
            connection.holdable ||= holds(bytes.toString('latin1'));
            server.write(bytes);
        });
        server.on('data', (bytes) => {
            if (this.#held && connection.holdable) {
                connection.waiting.push(bytes);
            } else {
                client.write(bytes);
            }
        });
    }
}
