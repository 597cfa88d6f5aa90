import type { MeasureTogether, PieceDraft, SubjectFacts } from './define-rule.ts';
import type { MessageParams } from './rule.ts';

type Param = MessageParams[string];

/** The subject's name; where it has none, a text that says so. */
export function nameOf({ fields }: SubjectFacts): Param {
  const name = fields['name'];
  return typeof name === 'string' && name.trim() !== ''
    ? { kind: 'text', value: name }
    : { kind: 'key', key: 'rules.unnamed' };
}

type Together = ReturnType<MeasureTogether>;

/** Area, m2. */
export const areaOf = ({ areaM2 }: Together): Param => ({ kind: 'area', m2: areaM2 });

/** Net area, m2, or a text that says that it is not known. */
export const netOf = ({ netAreaM2 }: Together): Param =>
  netAreaM2 === undefined ? { kind: 'key', key: 'rules.net-unknown' } : { kind: 'area', m2: netAreaM2 };

/** How many counterpart features take part. */
export const countOf = (pieces: readonly PieceDraft[]): Param => ({ kind: 'count', value: pieces.length });

/** The different codes the counterparts carry in a field, in code order; each language names them. */
export function codesOf(pieces: readonly PieceDraft[], field: string, domain: string): Param {
  const codes = new Set<string>();
  for (const { facts } of pieces) {
    const code = facts[field];
    if (code !== null && code !== undefined && code !== '') codes.add(String(code));
  }
  return { kind: 'codes', domain, values: [...codes].sort() };
}
