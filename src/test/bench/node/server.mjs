// A client joins a room and publishes to one, through the Redis adapter: node server.mjs PORT REDIS_PORT
import { createAdapter } from '@socket.io/redis-adapter';
import Redis from 'ioredis';
import { createServer } from 'node:http';
import process from 'node:process';
import { Server } from 'socket.io';

const [port, redisPort] = process.argv.slice(2).map(Number);
const server = createServer();
const redis = new Redis(redisPort, '127.0.0.1');
const io = new Server(server, { serveClient: false, adapter: createAdapter(redis, redis.duplicate()) });

io.on('connection', (socket) => {
    socket.on('join', (room, answer) => {
        socket.join(room);
        answer('ok');
    });
    socket.on('publish', (event) => {
        io.to(event.scope.slice('room:'.length)).emit('files:changed', event);
    });
});

server.listen({ port, host: '127.0.0.1', backlog: 4096 });
