import path from 'node:path';
import { expect } from 'vitest';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { call, COUNTY, execute, newStore, rectangle, tempFolder, type TestStore } from './harness.ts';

/** A new blueprint in a folder of its own. */
export async function opened(): Promise<{ store: TestStore; file: string; folder: string }> {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  const made = await store.control.create({ path: file, blueprint: COUNTY }, call);
  if (!made.ok) throw new Error(made.error.code);
  return { store, file, folder };
}

export async function done(store: TestStore, command: string, params: unknown): Promise<void> {
  const result = await execute(store, command, params);
  if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result.error)}`);
}

export const spec = (label: string, type: string, more: object = {}) => ({
  name: null,
  label: { 'zh-CN': label, en: '' },
  type,
  length: null,
  unit: null,
  required: false,
  domain: null,
  split: 'copy',
  merge: 'keep',
  ...more,
});

export const layerParams = (zh: string, en: string, geometry: string | null = 'POLYGON') => ({
  name: { 'zh-CN': zh, en },
  plan: 'industrial',
  geometry,
  coverage: false,
  role: null,
  like: null,
});

export async function makeLayer(
  store: TestStore,
  zh: string,
  en: string,
  geometry?: string | null,
): Promise<string> {
  await done(store, 'create-layer', layerParams(zh, en, geometry));
  const layers = await store.page.layers({}, call);
  if (!layers.ok) throw new Error(layers.error.code);
  return layers.value.at(-1)!.schema.id;
}

export async function schemaOf(store: TestStore, id: string): Promise<LayerSchema> {
  const layers = await store.page.layers({}, call);
  if (!layers.ok) throw new Error(layers.error.code);
  return layers.value.find(({ schema }) => schema.id === id)!.schema;
}

export const feature = (layer: string, x: number, fields: object = {}) => ({
  layer,
  geometry: rectangle(110 + x / 50, 30),
  fields,
});

/** Undoes everything; gives how many steps there were. */
export async function undoAll(store: TestStore): Promise<number> {
  for (let steps = 0; ; steps++) {
    const undone = await store.page.undo({}, call);
    if (!undone.ok) {
      expect(undone.error.code).toBe('store.nothing-to-undo');
      return steps;
    }
  }
}

export async function redoAll(store: TestStore): Promise<void> {
  while ((await store.page.redo({}, call)).ok);
}
