import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../shared/rules/catalogue.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';

const SELF = path.basename(import.meta.filename);

const UNIT = path.dirname(import.meta.dirname);

/** What the unit tests say, this one left out. */
const said = readdirSync(UNIT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && path.basename(name) !== SELF)
  .map((name) => readFileSync(path.join(UNIT, name), 'utf8'))
  .join('\n');

describe('every rule', () => {
  const ids = RULES.filter(({ kind }) => kind !== 'table').map(({ id }) => id);

  it.each(ids)('%s is named by a test of its own', (id) => {
    expect(said.includes(`'${id}'`)).toBe(true);
  });

  it('says in the ruleset how far it looks, what it rests on, and which fields it reads', () => {
    for (const { id, locality, fields, layers } of DEFAULT_RULESET.rules) {
      expect(locality, id).toMatch(/^(self|pair|coverage|group:[a-z]+|nearest:[a-z_]+)$/);
      expect(fields?.length, id).toBeGreaterThan(0);
      expect(layers?.length, id).toBeGreaterThan(0);
    }
  });
});
