import { z } from 'zod';
import data from '../../../resources/codes/conversion-contexts.json' with { type: 'json' };
import { holdLayer, type HeldLayer } from '../../check/held-layer.ts';
import { hasShapes } from '../../check/source.ts';
import type { Packed } from '../../geometry/packed.ts';
import { filterFields, passes, sideFilter } from '../../rules/filter.ts';
import type { CommonGround } from './common-ground.ts';
import type { CompareTools } from './compare.ts';

/** How each place is known: the role of its layers, and what their features must say. */
const CONTEXTS = z
  .array(z.strictObject({ context: z.string(), role: z.string(), where: sideFilter }))
  .parse(data.contexts);

/** The places of the conversion table: inside basic farmland, the redline, a zone, a part of the boundary. */
export interface Places {
  /** Those that a piece of ground reaches into by at least this area, m2, in the order of the table of places. */
  at(geometry: Packed, leastM2: number): string[];
}

/** Reads the control lines and zones there are; a layer that is empty is no place. */
export async function readPlaces(tools: CompareTools, ground: CommonGround): Promise<Places> {
  const layers: HeldLayer[] = [];
  for (const layer of tools.source.occupied().filter(hasShapes)) {
    const own = CONTEXTS.filter(({ role }) => role === layer.schema.role);
    if (own.length === 0) continue;
    const fields = [...new Set(own.flatMap(({ where }) => filterFields(where)))];
    const held = await holdLayer(
      tools,
      { layer: layer.schema.id, fields },
      {
        marks: (feature) =>
          new Set(own.filter(({ where }) => passes(feature.fields, where)).map(({ context }) => context)),
      },
    );
    if (held !== null) layers.push(held);
  }
  return {
    at(geometry, leastM2) {
      const found = new Set<string>();
      for (const layer of layers) {
        for (const { feature, marks } of layer.near(geometry.box)) {
          const fresh = [...marks].filter((mark) => !found.has(mark));
          if (fresh.length === 0) continue;
          const areaM2 = ground.areaM2(feature.geometry, geometry);
          if (areaM2 === 0 || areaM2 < leastM2) continue;
          for (const mark of fresh) found.add(mark);
        }
      }
      return CONTEXTS.map(({ context }) => context).filter((context) => found.has(context));
    },
  };
}
