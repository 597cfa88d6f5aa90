import { z } from 'zod';
import data from '../../resources/notice/fields.json' with { type: 'json' };
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
