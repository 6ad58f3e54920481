// Pages that are there while things break: node fault-pages.mjs <cookie> <room> <list path> <how many> <root> <root> ...
// The pages are spread over the roots. Prints "ready <how many>" once all are live; then follows lines of its input, each of which names a
// number and a file for the answer, which is JSON with one object for each page, and says "<number> written":
//   look <number> <file>     what it shows, where it stands, whether it is live and waits for nothing, how many lists it has asked for and resyncs it was told
//   sent <number> <file>     where its worker says that the room stands, behind all that it has sent up to there
//   diaries <number> <file>  what happened on it since the last time
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { FaultPage } from './fault-page.mjs';
import { prepare } from './page-world.mjs';
import { until } from './until.mjs';

const [cookie, room, path, howMany, ...roots] = process.argv.slice(2);
// A page whose server is gone fails in many ways; what counts is what it shows in the end.
process.on('unhandledRejection', (error) => console.log(`unhandled ${error?.stack ?? error}`));

const modules = prepare('target/fault-pages', cookie);
const pages = [];
for (let n = 0; n < Number(howMany); n++) {
    const page = new FaultPage({ room, path });
    pages.push(page);
    await page.open(roots[n % roots.length], modules);
}
await until('all pages are live', () => pages.every((page) => page.live), 30_000);
console.log(`ready ${howMany}`);

const orders = {
    look: ({ shown, at, live, quiet, lists, resyncs }) => ({ shown, ...at, live, quiet, lists, resyncs }),
    sent: (page) => page.sentUpTo(),
    diaries: (page) => ({ diary: page.takeDiary() }),
};
for await (const line of createInterface(process.stdin)) {
    const [order, n, file] = line.split(' ');
    writeFileSync(file, JSON.stringify(await Promise.all(pages.map(orders[order]))));
    console.log(`${n} written`);
}
process.exit(0);
