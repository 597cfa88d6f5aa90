import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ClipperModule } from '../../shared/geometry/clipper-module.ts';
import { createClipperOverlay } from '../../shared/geometry/clipper-overlay.ts';
import { type CoverageFill, createCoverageFill } from '../../shared/geometry/coverage-fill.ts';
import { createKernelOverlay } from '../../shared/geometry/kernel-overlay.ts';
import type { Overlay } from '../../shared/geometry/overlay.ts';

type ClipperFactory = (options: { readonly wasmBinary: Uint8Array }) => Promise<ClipperModule>;

interface Loaded {
  readonly overlay: Overlay;
  readonly general: Overlay;
  readonly fill: CoverageFill;
}

let loaded: Promise<Loaded> | undefined;
let overlay: Promise<Overlay> | undefined;

/**
 * The overlay of this process, loaded once (WebAssembly, about 20 ms). The package stays outside any
 * bundle and is found from this file's place, which is inside the app from source and when built.
 */
export function loadOverlay(): Promise<Overlay> {
  overlay ??= loadOnce().then((both) => both.overlay);
  return overlay;
}

/** The general overlay under it alone (Clipper2): for tests and benchmarks that compare the two. */
export async function loadGeneralOverlay(): Promise<Overlay> {
  return (await loadOnce()).general;
}

/** The fill of coverages on the same module (shared/geometry/coverage-fill.ts). */
export async function loadCoverageFill(): Promise<CoverageFill> {
  return (await loadOnce()).fill;
}

function loadOnce(): Promise<Loaded> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Loaded> {
  const require = createRequire(import.meta.url);
  const script = require.resolve('clipper2-wasm');
  const factory = require(script) as ClipperFactory;
  // Handing over the bytes keeps the module's own loader from guessing paths and from fetching.
  const wasmBinary = await readFile(path.join(path.dirname(script), 'clipper2z.wasm'));
  const module = await factory({ wasmBinary });
  const general = createClipperOverlay(module);
  return { overlay: createKernelOverlay(general), general, fill: createCoverageFill(module) };
}
