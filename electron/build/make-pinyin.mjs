#!/usr/bin/env node
/**
 * Makes `resources/codes/pinyin.json`: the reading of every Chinese character in code lists, layer schemas and
 * texts, from the Unihan database (`/usr/share/unicode/Unihan_Readings.txt.bz2` of Debian's unicode-data, or the
 * file named as the first word). Words whose characters are read otherwise are kept by hand in the same file and
 * are not touched. Run it after new texts have been written; a test names the characters that are missing.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const target = path.join(root, 'resources/codes/pinyin.json');
const unihan = process.argv[2] ?? '/usr/share/unicode/Unihan_Readings.txt.bz2';

/** The files whose characters are wanted, as paths from the root. */
const sources = () => [
  ...fs
    .readdirSync(path.join(root, 'resources/codes'))
    .filter((name) => name.endsWith('.json') && name !== 'pinyin.json')
    .map((name) => `resources/codes/${name}`),
  ...fs.readdirSync(path.join(root, 'shared/i18n/zh-CN')).map((name) => `shared/i18n/zh-CN/${name}`),
  'resources/schema/layers.json',
];

/** `lǜ` as it is typed: `lv`. */
const typed = (reading) =>
  reading.normalize('NFD').replaceAll('u\u0308', 'v').replaceAll(/\p{M}/gu, '').toLowerCase();

function readings() {
  const text = unihan.endsWith('.bz2')
    ? execFileSync('bzcat', [unihan], { encoding: 'utf8', maxBuffer: 1 << 28 })
    : fs.readFileSync(unihan, 'utf8');
  const version = /Unicode version: ([\d.]+)/.exec(text)?.[1] ?? 'unknown';
  const found = new Map();
  for (const line of text.split('\n')) {
    const [point, kind, value] = line.split('\t');
    // Two readings: the first is that of the mainland.
    if (point.startsWith('U+') && kind === 'kMandarin') {
      found.set(String.fromCodePoint(parseInt(point.slice(2), 16)), typed(value.split(' ')[0]));
    }
  }
  return { version, found };
}

const { version, found } = readings();
const characters = new Set(
  sources().flatMap((file) => fs.readFileSync(path.join(root, file), 'utf8').match(/\p{Script=Han}/gu) ?? []),
);
/** @type {Record<string, string>} */
const bySyllable = {};
for (const character of [...characters].sort((a, b) => (a < b ? -1 : 1))) {
  const syllable = found.get(character);
  if (syllable === undefined) throw new Error(`no reading of ${character}`);
  bySyllable[syllable] = (bySyllable[syllable] ?? '') + character;
}
const before = fs.existsSync(target) ? JSON.parse(fs.readFileSync(target, 'utf8')) : { words: {} };
const data = {
  source: `Unihan database of Unicode ${version}, Unihan_Readings.txt, field kMandarin (first reading), without tones; words by hand`,
  licence: 'Unicode License v3, https://www.unicode.org/license.txt; Copyright 1991-2022 Unicode, Inc.',
  verified: 'yes',
  words: before.words,
  readings: Object.fromEntries(Object.entries(bySyllable).sort(([a], [b]) => (a < b ? -1 : 1))),
};
fs.writeFileSync(target, `${JSON.stringify(data, null, 1)}\n`);
console.log(`${characters.size} characters, ${Object.keys(data.words).length} words: ${target}`);
