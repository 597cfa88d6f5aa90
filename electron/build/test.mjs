#!/usr/bin/env node
/**
 * `npm test`: format, lint, types, then unit, integration, architecture and end-to-end tests.
 * Everything runs even when something before it failed; the last line counts the tests.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveElectronDist } from './electron-dist.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
process.chdir(root);
const results = path.join(root, 'test-results');
fs.rmSync(results, { recursive: true, force: true });
fs.mkdirSync(results, { recursive: true });

console.log(`[electron] ${resolveElectronDist()}`);
ensureSystemLibraries({ display: true });

const failed = [];
const node = (name, words, env = {}) => {
  const started = Date.now();
  console.log(`\n=== ${name}`);
  const run = spawnSync(process.execPath, words, { stdio: 'inherit', env: { ...process.env, ...env } });
  const good = run.status === 0;
  console.log(`=== ${name}: ${good ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`);
  if (!good) failed.push(name);
  return good;
};
const bin = (name) => `node_modules/${name}`;
const readJson = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null);

node('format', [bin('oxfmt/bin/oxfmt'), '--check', 'shared', 'electron', 'renderer', 'test']);
node('lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--quiet']);
node('types', ['electron/build/check-types.mjs']);
const unitReport = path.join(results, 'unit.json');
node('unit, integration and architecture tests', [
  'electron/build/enode.mjs',
  bin('vitest/vitest.mjs'),
  'run',
  '--config',
  'test/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
]);
// Read before the end-to-end tests, which empty the folder for their own results.
const unit = readJson(unitReport);
if (node('build', ['electron/build/build.mjs'])) {
  fs.writeFileSync(path.join(root, 'out', '.built'), '');
  node('end-to-end tests', ['electron/build/e2e.mjs']);
}

const e2e = readJson(path.join(results, 'e2e.json'));
const count = {
  passed: (unit?.numPassedTests ?? 0) + (e2e?.stats?.expected ?? 0),
  failed: (unit?.numFailedTests ?? 0) + (e2e?.stats?.unexpected ?? 0) + (e2e?.stats?.flaky ?? 0),
  skipped: (unit?.numPendingTests ?? 0) + (unit?.numTodoTests ?? 0) + (e2e?.stats?.skipped ?? 0),
};
// A step that fell over without counting a test still fails the run.
if (failed.length > 0 && count.failed === 0) count.failed = failed.length;

const skips = (unit?.testResults ?? []).flatMap((file) =>
  file.assertionResults
    .filter((test) => test.status === 'pending' || test.status === 'skipped')
    .map((test) => test.fullName),
);
console.log('');
for (const name of skips) console.log(`skipped: ${name}`);
for (const name of failed) console.log(`failed step: ${name}`);
console.log(
  `${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`,
);
process.exit(failed.length > 0 || count.failed > 0 ? 1 : 0);
