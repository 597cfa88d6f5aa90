import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { combination } from '../../../renderer/commands/keys.ts';
import type { UiCommand } from '../../../renderer/commands/types.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';

let commands: readonly UiCommand[] = [];
let menus: typeof import('../../../renderer/commands/menus.ts');
let keymap: typeof import('../../../renderer/commands/keymap.ts');

beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', {
    ...events,
    lantu: { methods: {}, events: {} },
    matchMedia: () => ({ matches: false, ...events }),
  });
  ({ COMMANDS: commands } = await import('../../../renderer/commands/catalogue.ts'));
  menus = await import('../../../renderer/commands/menus.ts');
  keymap = await import('../../../renderer/commands/keymap.ts');
});

const press = (code: string, key: string, held: { ctrl?: boolean; shift?: boolean; alt?: boolean } = {}) =>
  combination({
    code,
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: false,
    shiftKey: held.shift ?? false,
    altKey: held.alt ?? false,
  });

describe('commands of the window', () => {
  it('have one id and one meaning for each default combination of a scope', () => {
    const ids = commands.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = commands.flatMap((command) =>
      (command.keys ?? []).map((one) => `${command.scope ?? 'window'} ${one}`),
    );
    expect(keys.filter((one, at) => keys.indexOf(one) !== at)).toEqual([]);
  });
  it('take no key that the map, its tools or texts need', () => {
    const taken = commands.flatMap((command) =>
      (command.keys ?? []).filter((keys) => keymap.conflictOf(command, keys, {}, commands) !== null),
    );
    expect(taken).toEqual([]);
  });
  it('have a name, a full name and a description in both languages', () => {
    const wanted = commands.flatMap(({ id, label, title }) => [label, title ?? label, `about.${id}`]);
    for (const texts of [TEXTS['zh-CN'], TEXTS.en]) {
      expect(wanted.filter((key) => !(key in texts))).toEqual([]);
    }
  });
  it('have names that tell them apart in the palette', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const names = commands.map(({ label, title }) => TEXTS[language][title ?? label]);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
  it('have further words for the palette only where there is such a command', () => {
    const ids = new Set(commands.map(({ id }) => `words.${id}`));
    for (const texts of Object.values(TEXTS)) {
      const words = Object.keys(texts).filter((key) => key.startsWith('words.'));
      expect(words.length).toBeGreaterThan(20);
      expect(words.filter((key) => !ids.has(key))).toEqual([]);
    }
  });

  it('stand in exactly one menu each, and every menu has a name and a letter of its own', () => {
    const placed = menus.MENUS.flatMap(({ id }) => menus.menuSections(id, commands).flat());
    expect(placed.map(({ id }) => id).toSorted()).toEqual(commands.map(({ id }) => id).toSorted());
    expect(new Set(menus.MENUS.map(({ letter }) => letter)).size).toBe(menus.MENUS.length);
    for (const { id } of menus.MENUS) expect(TEXTS['zh-CN']).toHaveProperty([`catalogue.menu.${id}`]);
  });
  it('are listed once to be in a menu and a context menu, in the order of their places', () => {
    const [one] = commands;
    if (!one) throw new Error('no command');
    const made = (id: string, place: number): UiCommand => ({
      ...one,
      id,
      menu: ['data', place],
      contexts: { layer: 100 - place },
    });
    const list = [made('x.c', 25), made('x.a', 11), made('x.b', 12)];
    const ids = (sections: readonly (readonly UiCommand[])[]) =>
      sections.map((part) => part.map(({ id }) => id));
    expect(ids(menus.menuSections('data', list))).toEqual([['x.a', 'x.b'], ['x.c']]);
    expect(ids(menus.contextSections('layer', list))).toEqual([['x.c'], ['x.b', 'x.a']]);
    expect(menus.contextSections('finding', list)).toEqual([]);
    const bare: UiCommand = {
      id: 'x.d',
      group: 'data',
      label: '',
      icon: one.icon,
      available: () => true,
      run: () => {},
    };
    expect(ids(menus.menuSections('data', [...list, bare])).at(-1)).toEqual(['x.d']);
  });
  it('say why they cannot be used while nothing is open', () => {
    const blocked = commands.filter((command) => command.available() !== true);
    expect(blocked.map(({ id }) => id)).toContain('tool.draw.industrial_park');
    const reasons = blocked.flatMap((command) => {
      const reason = command.available();
      return reason === true ? [] : [reason.key];
    });
    expect(reasons.filter((key) => !(key in TEXTS['zh-CN']) || !(key in TEXTS.en))).toEqual([]);
  });
});

describe('key combinations', () => {
  it('are written as on the key sheet', () => {
    expect(press('KeyZ', 'Z', { ctrl: true, shift: true })).toBe('Ctrl+Shift+Z');
    expect(press('KeyN', 'N', { shift: true })).toBe('Shift+N');
    expect(press('Digit1', '!', { ctrl: true, shift: true })).toBe('Ctrl+Shift+1');
    expect(press('Escape', 'Escape')).toBe('Esc');
    expect(press('F1', 'F1')).toBe('F1');
  });
  it('do not depend on an input method that changes the letter', () => {
    expect(press('KeyP', 'Process')).toBe('P');
  });
});

describe('texts of the panels', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name));
  it('are all there in both languages', () => {
    const used = new Set<string>();
    for (const file of files(path.resolve(import.meta.dirname, '../../../renderer'))) {
      for (const [, key] of readFileSync(file, 'utf8').matchAll(
        /'((?:ui|start|map|catalogue|forms)\.[a-zA-Z0-9_.-]+)'/g,
      )) {
        if (key && !key.endsWith('.')) used.add(key);
      }
    }
    expect(used.size).toBeGreaterThan(200);
    const missing = [...used].filter((key) => !(key in TEXTS['zh-CN']) || !(key in TEXTS.en));
    // File names of the map are no texts.
    expect(missing.filter((key) => !/\.(css|tsx?)$/.test(key))).toEqual([]);
  });
  it('have the same parameters in both languages', () => {
    const params = (text: string): string =>
      Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '')
        .sort((a, b) => (a < b ? -1 : 1))
        .join();
    const differ = Object.entries(TEXTS['zh-CN'])
      .filter(([key]) => key.startsWith('ui.') || key.startsWith('start.'))
      .filter(([key, text]) => params(text) !== params(TEXTS.en[key] ?? ''));
    expect(differ).toEqual([]);
  });
});
