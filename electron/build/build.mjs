#!/usr/bin/env node
/** Builds the three sides into `out/`: main (shell, services, command line), preload (one CJS file), renderer. */
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const NODE_TARGET = 'node24';
const CHROME_TARGET = 'chrome148';
/** Native or WASM packages stay outside of the bundle and are found in node_modules. */
const OUTSIDE = ['better-sqlite3', 'serialport', 'clipper2-wasm', /^clipper2-wasm\//, /^gdal3\.js\//];
const nodeModules = ['electron', /^node:/, ...builtinModules];

const common = { configFile: false, logLevel: 'warn', publicDir: false, root };
const nodeSide = { ssr: { noExternal: true, target: 'node' }, resolve: { conditions: ['node'] } };

const builds = {
  main: {
    ...common,
    ...nodeSide,
    build: {
      ssr: true,
      outDir: 'out/main',
      emptyOutDir: true,
      target: NODE_TARGET,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: 'electron/main/index.ts',
          store: 'electron/hosts/store-process.ts',
          query: 'electron/hosts/query-process.ts',
          background: 'electron/hosts/background-process.ts',
          position: 'electron/hosts/position-process.ts',
          worker: 'electron/hosts/worker.ts',
          gdal: 'electron/gis/gdal-thread.ts',
          sample: 'electron/hosts/sample-process.ts',
          cli: 'electron/cli/main.ts',
        },
        external: [...nodeModules, ...OUTSIDE],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    ...common,
    ...nodeSide,
    build: {
      ssr: true,
      outDir: 'out/preload',
      emptyOutDir: true,
      target: CHROME_TARGET,
      minify: false,
      rolldownOptions: {
        input: { preload: 'electron/preload/preload.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    ...common,
    root: path.join(root, 'renderer'),
    base: '/',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: path.join(root, 'out/renderer'),
      emptyOutDir: true,
      target: CHROME_TARGET,
      sourcemap: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      modulePreload: { polyfill: false },
    },
  },
};

const only = process.argv[2];
for (const [name, config] of Object.entries(builds)) {
  if (only !== undefined && only !== name) continue;
  const started = performance.now();
  await build(config);
  console.error(`[build] ${name} ${Math.round(performance.now() - started)} ms`);
}
