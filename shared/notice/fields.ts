import { z } from 'zod';
import data from '../../resources/notice/fields.json' with { type: 'json' };
import type { Fields } from '../model/record.ts';
import type { Citation } from '../rules/rule.ts';
import type { NoticeLayer } from './types.ts';

const named = z.string().min(1);

/** What may be said of a layer in public. Fields that are not listed never go out. */
export interface PublicLayer {
  readonly layer: string;
  readonly on: boolean;
  /** Field of the name; empty names are left out. */
  readonly name: string;
  /** Coded field that says what it is. */
  readonly kind: string;
  readonly fields: readonly { readonly name: string; readonly on: boolean }[];
  /** Features that never go out: those with one of these values. */
  readonly never?: readonly { readonly field: string; readonly values: readonly string[] }[] | undefined;
}

interface PublicData {
  readonly version: string;
  readonly citation: Citation;
  /** Layers of which only the outline is drawn. */
  readonly background: readonly string[];
  readonly layers: readonly PublicLayer[];
}

/** The whitelist that ships. */
export const PUBLIC: PublicData = z
  .strictObject({
    version: named,
    citation: z.strictObject({ text: named, verified: z.enum(['yes', 'practice', 'no']) }),
    background: z.array(named),
    layers: z.array(
      z.strictObject({
        layer: named,
        on: z.boolean(),
        name: named,
        kind: named,
        fields: z.array(z.strictObject({ name: named, on: z.boolean() })),
        never: z.array(z.strictObject({ field: named, values: z.array(named) })).optional(),
      }),
    ),
  })
  .parse(data);

export const publicLayer = (layer: string): PublicLayer | undefined =>
  PUBLIC.layers.find((one) => one.layer === layer);

/** What is ticked before anybody has chosen. */
export const firstChoice = (): readonly NoticeLayer[] =>
  PUBLIC.layers
    .filter(({ on }) => on)
    .map(({ layer, fields }) => ({
      layer,
      fields: fields.filter(({ on }) => on).map(({ name }) => name),
    }));

/** A choice without anything that the whitelist does not have, in its order. */
export const withinWhitelist = (chosen: readonly NoticeLayer[]): readonly NoticeLayer[] =>
  PUBLIC.layers.flatMap(({ layer, fields }) => {
    const own = chosen.find((one) => one.layer === layer);
    if (own === undefined) return [];
    const wanted = new Set(own.fields);
    return [{ layer, fields: fields.map(({ name }) => name).filter((name) => wanted.has(name)) }];
  });

/** The mark of a feature that keeps it inside, whatever its layer. */
const MARK = 'classification_mark';
const PUBLIC_MARK = 'public';

/** Fields that decide whether a feature may go out. */
export const guardFields = (layer: string): readonly string[] => [
  MARK,
  ...(publicLayer(layer)?.never ?? []).map(({ field }) => field),
];

/** Whether a feature may go out: not one of those that never do, and not marked as anything but public. */
export function mayGoOut(layer: string, fields: Fields): boolean {
  const mark = fields[MARK];
  if (mark !== null && mark !== undefined && mark !== PUBLIC_MARK) return false;
  const never = publicLayer(layer)?.never ?? [];
  return !never.some(({ field, values }) => values.includes(String(fields[field] ?? '')));
}
