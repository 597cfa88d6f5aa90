import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { combination } from '../../../renderer/commands/keys.ts';
import type { UiCommand } from '../../../renderer/commands/types.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';

let commands: readonly UiCommand[] = [];

beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', {
    ...events,
    lantu: { methods: {}, events: {} },
    matchMedia: () => ({ matches: false, ...events }),
  });
  ({ COMMANDS: commands } = await import('../../../renderer/commands/catalogue.ts'));
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
  it('have one id and one meaning for each combination', () => {
    const ids = commands.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('have a name in both languages', () => {
    for (const { label } of commands) {
      expect(TEXTS['zh-CN']).toHaveProperty([label]);
      expect(TEXTS.en).toHaveProperty([label]);
    }
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
      for (const [, key] of readFileSync(file, 'utf8').matchAll(/'((?:ui|start|map)\.[a-zA-Z0-9_.-]+)'/g)) {
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
