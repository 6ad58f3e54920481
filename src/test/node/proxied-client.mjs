// One stock client behind a proxy: node proxied-client.mjs <cookie> <root> <transports, comma-separated>
// Each time it connects it joins the room files, and says "joined<n> <sid>" with n counting from 1; "transport <name> <sid>" when it opens
// a connection, "upgraded <name> <sid>", "cut <reason>", "refused <HTTP status>", "event <id of what changed>". Runs until it is ended.
import process from 'node:process';
import { io } from 'socket.io-client';

const [cookie, root, transports] = process.argv.slice(2);
const socket = io(root, { transports: transports.split(','), extraHeaders: { Cookie: cookie }, rejectUnauthorized: false, reconnectionDelay: 100 });
let connected = 0;

socket.io.on('open', () => {
    const { engine } = socket.io;
    console.log(`transport ${engine.transport.name} ${engine.id}`);
    engine.on('upgrade', (transport) => console.log(`upgraded ${transport.name} ${engine.id}`));
    // A poll that is held when its worker dies gets an answer, not silence.
    engine.on('close', (_, details) => details?.description && console.log(`refused ${details.description}`));
});
socket.on('connect', () => {
    const n = ++connected;
    const { engine } = socket.io;
    socket.emit('join', 'files', ({ ok }) => ok && console.log(`joined${n} ${engine.id}`));
});
socket.on('disconnect', (reason) => console.log(`cut ${reason}`));
socket.on('files:changed', ({ id }) => console.log(`event ${id}`));
