import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';
import type { PieceDraft } from './bound-rule.ts';
import { textOf } from './fact-params.ts';
import type { MessageParams } from './rule.ts';

type Param = MessageParams[string];

/** What a record is known by, the best first: its name, the number of its own kind, its place. */
const NAMED_BY = [
  'name',
  'parcel_number',
  'patch_number',
  'zone_number',
  'project_code',
  'identifier',
  'admin_name',
] as const;

/** Fields that `recordLabel` looks at, whatever the layer. */
export const RECORD_LABEL_FIELDS: readonly string[] = NAMED_BY;

/** Those of them that a layer has. */
export const labelFieldsOf = (schema: LayerSchema): readonly string[] =>
  NAMED_BY.filter((name) => schema.fields.some((field) => field.name === name));

/** The text a record is known by; null where nothing tells it from others. */
export function recordName(fields: Fields): string | null {
  for (const name of NAMED_BY) {
    const text = textOf(fields, name);
    if (text !== null) return text;
  }
  return null;
}

/** A record of any layer in a sentence, by its number where it has no name. */
export function recordLabel(fields: Fields): Param {
  const value = recordName(fields);
  return value === null ? { kind: 'key', key: 'rules.unnamed' } : { kind: 'text', value };
}

/** The fact under which a piece keeps what its counterpart is known by. */
export const LABEL_FACT = 'label';

/** The counterparts of the pieces by what they are known by, each once, in order. */
export function counterpartLabels(pieces: readonly PieceDraft[]): Param {
  const names = new Set(pieces.map(({ facts }) => textOf(facts, LABEL_FACT)).filter((name) => name !== null));
  return names.size === 0
    ? { kind: 'key', key: 'rules.unnamed' }
    : // A list of no domain: each language joins the texts as they are.
      { kind: 'codes', domain: 'record', values: [...names].sort() };
}
