import { codeEntry } from '../model/code-list.ts';
import type { Language } from '../i18n/languages.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Syntax } from './ast.ts';
import { resolveField } from './fields.ts';
import { parseExpression } from './parser.ts';

/** One of the conditions that must all hold. */
export interface Part {
  /** As it stands in the source. */
  readonly source: string;
  /** The field it asks about and what it asks, short; null where it is more than that. */
  readonly short: { readonly field: string; readonly value: string } | null;
}

/** The conditions of a source that must all hold; none when it cannot be read. */
export function expressionParts(source: string, layer: LayerSchema, language: Language): readonly Part[] {
  const parsed = parseExpression(source);
  if (!parsed.ok) return [];
  const parts = parsed.value.kind === 'and' ? parsed.value.parts : [parsed.value];
  return parts.map((part) => ({
    source: source.slice(part.from, part.to),
    short: shortOf(part, source, layer, language),
  }));
}

/** The source without one of its parts. */
export function withoutPart(source: string, layer: LayerSchema, index: number): string {
  const joint = /且/.test(source) ? ' 且 ' : ' and ';
  return expressionParts(source, layer, 'zh-CN')
    .filter((_part, i) => i !== index)
    .map((part) => part.source)
    .join(joint);
}

/** A source with a further condition that must hold as well. */
export function withPart(source: string, part: string, language: Language): string {
  const trimmed = source.trim();
  if (trimmed === '') return part;
  const parsed = parseExpression(trimmed);
  const whole = parsed.ok && parsed.value.kind === 'or' && parsed.value.from === 0 ? `(${trimmed})` : trimmed;
  return `${whole} ${language === 'en' ? 'and' : '且'} ${part}`;
}

function shortOf(part: Syntax, source: string, layer: LayerSchema, language: Language): Part['short'] {
  if (part.kind === 'isnull') {
    const name = fieldOf(part.of, layer);
    return name && { field: name.label[language], value: part.not ? '≠ ∅' : '= ∅' };
  }
  if (part.kind !== 'compare' && part.kind !== 'test') return null;
  const field = fieldOf(part.left, layer);
  const { right } = part;
  const plain = right.kind === 'name' || right.kind === 'number' || right.kind === 'text';
  if (!field || !plain) return null;
  const raw = right.kind === 'text' ? right.value : source.slice(right.from, right.to);
  const value =
    (field.domain === undefined ? undefined : codeEntry(field.domain, raw)?.label[language]) ?? raw;
  const label = field.label[language];
  if (part.kind === 'compare')
    return { field: label, value: part.op === '=' ? value : `${part.op} ${value}` };
  const sign = part.not ? '≠ ' : '';
  if (part.test === 'starts') return { field: label, value: `${sign}${raw}*` };
  if (part.test === 'ends') return { field: label, value: `${sign}*${raw}` };
  return { field: label, value: `${sign}${part.test === 'like' ? raw : `*${raw}*`}` };
}

function fieldOf(syntax: Syntax, layer: LayerSchema) {
  if (syntax.kind !== 'name') return null;
  const found = resolveField(layer, syntax.name);
  return found.kind === 'field' ? found.field : null;
}
