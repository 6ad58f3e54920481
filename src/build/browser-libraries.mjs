// Installs the npm packages of package-lock.json when they are stale, and lays the two that pages need into target/browser-libraries,
// from where the WAR takes them as vendor/. Run by Maven (generate-resources); no bundler.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const LIBRARIES = {
    'socket.io.esm.min.js': 'node_modules/socket.io-client/dist/socket.io.esm.min.js',
    'idiomorph.esm.js': 'node_modules/idiomorph/dist/idiomorph.esm.js',
};

const stamp = 'node_modules/.installed-lock.json';
const lock = readFileSync('package-lock.json', 'utf8');
const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
if (!fresh) {
    console.log('Installing the npm packages of package-lock.json ...');
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        stdio: ['ignore', 'inherit', 'inherit'],
        shell: process.platform === 'win32',
    });
    if (npm.error || npm.status !== 0) {
        console.error(`npm ci failed${npm.error ? `: ${npm.error.message}` : ''}. Is npm installed, and the npm registry reachable?`);
        process.exit(1);
    }
    writeFileSync(stamp, lock);
}
mkdirSync('target/browser-libraries', { recursive: true });
for (const [name, source] of Object.entries(LIBRARIES)) {
    copyFileSync(source, `target/browser-libraries/${name}`);
}
