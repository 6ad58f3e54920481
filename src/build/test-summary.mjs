// Says of each failed Java test why it failed, and counts what has run, one line for each part, from the reports of Surefire, Failsafe and Node:
// node src/build/test-summary.mjs SINCE_MS
// Ends with 1 when something failed, or when nothing ran at all.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import process from 'node:process';

const PARTS = { it: 'it', servers: 'it', bus: 'it', protocol: 'it', proxy: 'it', deployment: 'it', browser: 'browser', faults: 'faults' };
const WHY_LINES = 25;
const WHY_WIDTH = 400;
const since = Number(process.argv[2]);
const totals = new Map();

/** @param {string} part @param {{tests: number, failed: number, skipped: number, seconds: number}} more */
function add(part, more) {
    const sum = totals.get(part) ?? { tests: 0, failed: 0, skipped: 0, seconds: 0 };
    for (const key of Object.keys(sum)) sum[key] += more[key];
    totals.set(part, sum);
}

/** The suites of a Maven plug-in that were written since the start of this run. */
function addSuites(directory, partOf) {
    if (!existsSync(directory)) return;
    for (const name of readdirSync(directory).filter((file) => /^TEST-.*\.xml$/.test(file))) {
        const path = `${directory}/${name}`;
        if (statSync(path).mtimeMs < since) continue;
        const report = readFileSync(path, 'utf8');
        const head = /<testsuite\b[^>]*>/.exec(report)?.[0] ?? '';
        const number = (attribute) => Number(new RegExp(`\\b${attribute}="([\\d.]+)"`).exec(head)?.[1] ?? 0);
        const suite = /\bname="([^"]+)"/.exec(head)?.[1] ?? '';
        add(partOf(suite), { tests: number('tests'), failed: number('failures') + number('errors'), skipped: number('skipped'), seconds: number('time') });
        sayWhy(report);
    }
}

/** The messages of the tests that failed, without what the stack says. */
function sayWhy(report) {
    for (const [, attributes, test] of report.matchAll(/<testcase\b([^>]*[^/])>(.*?)<\/testcase>/gs)) {
        const message = /<(?:failure|error)\b[^>]*?\bmessage="([^"]*)"/.exec(test)?.[1];
        if (message === undefined && !/<(?:failure|error)\b/.test(test)) continue;
        const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
        const lines = text(message ?? 'without a message').split('\n');
        console.log(`  failed: ${attribute('classname')}.${text(attribute('name'))}`);
        for (const line of lines.slice(0, WHY_LINES)) console.log(`    ${line.slice(0, WHY_WIDTH)}`);
        if (lines.length > WHY_LINES) console.log(`    ... ${lines.length - WHY_LINES} more lines in target/*-reports`);
    }
}

/** What XML says. */
function text(escaped) {
    const named = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
    return escaped
        .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        .replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => named[name]);
}

/** The count that Node's test runner ends its report with. */
function addNode(path) {
    if (!existsSync(path) || statSync(path).mtimeMs < since) return;
    const report = readFileSync(path, 'utf8');
    const number = (word) => Number(new RegExp(`^(?:#|ℹ) ${word} ([\\d.]+)`, 'm').exec(report)?.[1] ?? 0);
    add('page code', { tests: number('tests'), failed: number('fail') + number('cancelled'), skipped: number('skipped'), seconds: number('duration_ms') / 1000 });
}

addSuites('target/surefire-reports', () => 'unit');
addSuites('target/failsafe-reports', (suite) => PARTS[suite.split('.')[2]] ?? 'other');
addNode('target/node-test.log');

let failed = 0;
let tests = 0;
for (const [part, sum] of totals) {
    failed += sum.failed;
    tests += sum.tests;
    console.log(`  ${part.padEnd(10)} ${String(sum.tests).padStart(5)} tests, ${sum.failed} failed, ${sum.skipped} skipped, ${sum.seconds.toFixed(1)} s`);
}
console.log(`  ${'all'.padEnd(10)} ${String(tests).padStart(5)} tests, ${failed} failed`);
process.exitCode = failed > 0 || tests === 0 ? 1 : 0;
