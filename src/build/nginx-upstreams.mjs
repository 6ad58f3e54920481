// server-config/nginx/roomcast/upstreams.conf with other workers than its three: node src/build/nginx-upstreams.mjs PORT...
// The routes are w1, w2, ... Each line and each block of the first worker stands there once for each of them.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const ports = process.argv.slice(2);
const text = readFileSync('server-config/nginx/roomcast/upstreams.conf', 'utf8');
const forEach = (part) => ports.map((port, n) => part.replaceAll('w1', `w${n + 1}`).replace('8081', port)).join('');
const ofOthers = /^\n?upstream roomcast_w[23] \{[^}]*\}\n|^ .*(?:w[23]|808[23]).*\n/gm;
const ofTheFirst = /^\n?upstream roomcast_w1 \{[^}]*\}\n|^ .*(?:w1|8081).*\n/gm;
process.stdout.write(text.replace(ofOthers, '').replace(ofTheFirst, forEach));
