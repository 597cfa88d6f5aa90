import fc from 'fast-check';
import { Circle } from 'lucide-react';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../../../shared/bridge/shell-contract.ts';
import { openSettings } from '../../../electron/main/settings.ts';
import type { UiCommand } from '../../../renderer/commands/types.ts';
import { keyCombination, keySettings, type KeySettings } from '../../../shared/bridge/key-settings.ts';

let keymap: typeof import('../../../renderer/commands/keymap.ts');
let presets: typeof import('../../../renderer/commands/key-presets.ts');
let COMMANDS: readonly UiCommand[] = [];

beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', {
    ...events,
    lantu: { methods: {}, events: {} },
    matchMedia: () => ({ matches: false, ...events }),
  });
  keymap = await import('../../../renderer/commands/keymap.ts');
  presets = await import('../../../renderer/commands/key-presets.ts');
  ({ COMMANDS } = await import('../../../renderer/commands/catalogue.ts'));
});

const command = (id: string, keys: readonly string[], scope?: UiCommand['scope']): UiCommand => ({
  id,
  group: 'view',
  label: id,
  icon: Circle,
  keys,
  available: () => true,
  run: () => {},
  ...(scope === undefined ? {} : { scope }),
});
const LIST = [
  command('x.a', ['A', 'Ctrl+A']),
  command('x.b', ['B']),
  command('x.c', []),
  command('x.f', ['B'], 'findings'),
];
const [a, b, c, f] = LIST as [UiCommand, UiCommand, UiCommand, UiCommand];

describe('keys of the user', () => {
  it('take the place of the defaults, and none is none', () => {
    expect(keymap.keysOf(a, {})).toEqual(['A', 'Ctrl+A']);
    expect(keymap.keysOf(a, { 'x.a': ['Q'] })).toEqual(['Q']);
    expect(keymap.keysOf(a, { 'x.a': [] })).toEqual([]);
  });
  it('clash within a scope only, and never with what is fixed', () => {
    expect(keymap.conflictOf(c, 'B', {}, LIST)).toMatchObject({ kind: 'taken', by: { id: 'x.b' } });
    expect(keymap.conflictOf(f, 'A', {}, LIST)).toBeNull();
    expect(keymap.conflictOf(c, 'Enter', {}, LIST)).toMatchObject({ kind: 'fixed' });
    expect(keymap.conflictOf(c, 'Alt+F', {}, LIST)).toMatchObject({ kind: 'fixed' });
    expect(keymap.conflictOf(c, 'A', { 'x.a': [] }, LIST)).toBeNull();
  });
  it('are given to one and taken from the other, and come back with a reset', () => {
    const own = keymap.giveKeys({}, c, 'B', 0, LIST);
    expect(own).toEqual({ 'x.c': ['B'], 'x.b': [] });
    expect(keymap.bindingsOf(own, LIST).window.get('B')?.id).toBe('x.c');
    expect(keymap.bindingsOf(own, LIST).findings.get('B')?.id).toBe('x.f');
    expect(keymap.resetKeys(own, b, LIST)).toEqual({});
    expect(keymap.takeKeys({}, a, 'A')).toEqual({ 'x.a': ['Ctrl+A'] });
  });
  it('never mean two commands, whatever is given to whom', () => {
    const step = fc.tuple(fc.constantFrom(...LIST), fc.constantFrom('A', 'B', 'Ctrl+A', 'Q'), fc.nat(2));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let own: KeySettings = {};
        for (const [one, keys, at] of steps) own = keymap.giveKeys(own, one, keys, at, LIST);
        for (const scope of ['window', 'findings'] as const) {
          const all = LIST.filter((one) => (one.scope ?? 'window') === scope).flatMap((one) =>
            keymap.keysOf(one, own),
          );
          expect(new Set(all).size).toBe(all.length);
        }
        expect(keySettings.safeParse(own).success).toBe(true);
      }),
    );
  });
  it('of presets and of the catalogue are well written, known, and mean one command each', () => {
    for (const keys of COMMANDS.flatMap((one) => one.keys ?? [])) {
      expect(keyCombination.safeParse(keys).success, keys).toBe(true);
    }
    for (const own of Object.values(presets.PRESETS)) {
      expect(keySettings.safeParse(own).success).toBe(true);
      const ids = new Set(COMMANDS.map(({ id }) => id));
      expect(Object.keys(own).filter((id) => !ids.has(id))).toEqual([]);
      const all = COMMANDS.flatMap((one) =>
        keymap.keysOf(one, own).map((keys) => `${one.scope ?? 'window'} ${keys}`),
      );
      expect(all.filter((keys, at) => all.indexOf(keys) !== at)).toEqual([]);
    }
  });
});

describe('the settings file', () => {
  const defaults: Settings = { language: 'zh-CN', theme: 'light', author: '', keys: {}, signers: [] };
  const open = (content: unknown) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lantu-settings-'));
    writeFileSync(
      path.join(folder, 'settings.json'),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
    return openSettings(folder, defaults).then((store) => ({ store, folder }));
  };
  it('of the first version keeps what it says', async () => {
    const settings = { language: 'en', theme: 'dark', author: '甲' };
    expect((await open({ version: 1, settings })).store.get()).toEqual({
      ...settings,
      keys: {},
      signers: [],
    });
  });
  it('keeps keys over a restart', async () => {
    const { store, folder } = await open({});
    await store.set({ keys: { 'view.theme': ['Ctrl+Shift+D'] } });
    expect((await openSettings(folder, defaults)).get().keys).toEqual({ 'view.theme': ['Ctrl+Shift+D'] });
  });
  it('keeps the keys of signers, and loses none of the rest with bad ones', async () => {
    const { store, folder } = await open({});
    const signers = [{ fingerprint: 'ab', name: '县局' }];
    await store.set({ signers });
    expect((await openSettings(folder, defaults)).get().signers).toEqual(signers);
    const bad = await open({
      version: 3,
      settings: { language: 'en', theme: 'dark', author: '', keys: {}, signers: [{ name: 1 }] },
    });
    expect(bad.store.get()).toEqual({ ...defaults, language: 'en', theme: 'dark' });
  });
  it('with hostile keys loses the keys and nothing else', async () => {
    const hostile = [
      { '../x': ['A'] },
      { 'view.theme': 'A' },
      { 'view.theme': ['A', 'B', 'C', 'D', 'E'] },
      { 'view.theme': ['Ctrl+<script>'] },
      Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`a.b${n}`, ['A']])),
      'keys',
      null,
    ];
    for (const keys of hostile) {
      const { store } = await open({
        version: 2,
        settings: { language: 'en', theme: 'dark', author: '', keys },
      });
      expect(store.get()).toEqual({ ...defaults, language: 'en', theme: 'dark' });
    }
    const proto =
      '{"version":2,"settings":{"language":"en","theme":"dark","author":"","keys":{"__proto__":["A"]}}}';
    const { store } = await open(proto);
    expect(store.get().language).toBe('en');
    expect(Object.keys(store.get().keys)).toEqual([]);
  });
});
