// Pages that are there while things break: node fault-pages.mjs <cookie> <room> <list path> <how many> <root> <root> ...
// The pages are spread over the roots. Prints "ready <how many>" once all are live; then answers lines of its input:
//   look <n>            "look-<n> {...}": what pages show, where they stand, how many are live and what they have asked for
//   diaries <n> <file>  writes what happened on each page since the last time into a file, as JSON, then "diaries-<n> written"
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

const sum = (what) => pages.reduce((total, page) => total + page[what], 0);
const orders = {
    look: (n) => {
        const views = pages.map(({ digest, at, live, lists, resyncs }) => ({ digest, ...at, live, lists, resyncs }));
        console.log(`look-${n} ${JSON.stringify({ lists: sum('lists'), pages: views })}`);
    },
    diaries: (n, file) => {
        writeFileSync(file, JSON.stringify(pages.map((page) => ({ shown: page.shown, diary: page.takeDiary() }))));
        console.log(`diaries-${n} written`);
    },
};
for await (const line of createInterface(process.stdin)) {
    const [order, ...parts] = line.split(' ');
    orders[order](...parts);
}
process.exit(0);
