#!/usr/bin/env node
/**
 * Makes `resources/print/font-widths.json`: the advance of every character of the bundled font that is not one em wide,
 * regular and bold, in thousandths of the type size. Sheets are laid out with it on every side, so that the page, the
 * PDF and the command line break and place text alike; a test keeps it equal to the fonts.
 * Run: node electron/build/enode.mjs electron/build/make-font-widths.mjs
 */
import fs from 'node:fs';
import path from 'node:path';
import { openBundledFont } from '../print/font/bundled-font.ts';

const target = path.resolve(import.meta.dirname, '../../resources/print/font-widths.json');
const EM = 1000;

/** Runs of neighbouring characters: the first one's code, then their advances. */
function runs(bold) {
  const font = openBundledFont(bold);
  const out = [];
  let last = -2;
  for (const code of font.characters()) {
    const found = font.find(code);
    const advance = found.slice.glyph(found.id).advance;
    if (advance === EM) continue;
    if (code !== last + 1) out.push([code]);
    out.at(-1).push(advance);
    last = code;
  }
  return out;
}

const data = {
  source: 'hmtx tables of Noto Sans SC as packed by @fontsource/noto-sans-sc 5.3.0',
  licence: 'SIL Open Font License 1.1',
  verified: 'yes',
  regular: runs(false),
  bold: runs(true),
};
const body = Object.entries(data).map(([key, value]) =>
  Array.isArray(value)
    ? ` ${JSON.stringify(key)}: [\n${value.map((run) => `  ${JSON.stringify(run)}`).join(',\n')}\n ]`
    : ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
);
fs.writeFileSync(target, `{\n${body.join(',\n')}\n}\n`);
console.log(`${data.regular.length} and ${data.bold.length} runs: ${target}`);
