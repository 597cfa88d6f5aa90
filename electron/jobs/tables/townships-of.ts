import { townshipOf } from '../../../shared/analysis/difference/areas.ts';
import { townshipNames } from '../../../shared/analysis/difference/township-names.ts';
import { units } from '../../../shared/analysis/versions/transitions.ts';
import { holdLayer } from '../../../shared/check/held-layer.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import { layerOfRole, type GatherTools } from './gather-tools.ts';

/** Field of a feature's township. */
export const ADMIN = 'admin_code';

/** Ground of a shape by township, 0.0001 m2. */
export interface TownshipPart {
  readonly township: string | null;
  readonly units: number;
}

/** Where ground lies. */
export interface Townships {
  /** Names by code. */
  readonly names: ReadonlyMap<string, string>;
  /** The township that the feature says it is in; null where it says none. */
  stated(feature: CheckFeature): string | null;
  /** A shape laid over the townships; what lies in none comes under null. */
  divide(geometry: Packed): readonly TownshipPart[];
  /** The township with the most of a shape. */
  largest(geometry: Packed): string | null;
}

const NONE: ReadonlySet<string> = new Set(['township']);

/** Holds the townships of the county, a handful of shapes. */
export async function readTownships(tools: GatherTools): Promise<Townships> {
  const { source, overlay, pace, ground } = tools;
  const layer = layerOfRole(source, 'township');
  const names = await townshipNames({ source, overlay, pace });
  const held =
    layer === undefined
      ? null
      : await holdLayer(
          { source, overlay, pace },
          { layer: layer.schema.id, fields: ['code'] },
          { marks: () => NONE },
        );
  const divide = (geometry: Packed): TownshipPart[] => {
    const whole = units(polygonAreaM2(geometry));
    const parts: TownshipPart[] = [];
    let left = whole;
    for (const { feature } of held?.near(geometry.box) ?? []) {
      const part = units(ground.areaM2(feature.geometry, geometry));
      if (part <= 0) continue;
      parts.push({ township: townshipOf(textOf(feature.fields, 'code')), units: part });
      left -= part;
    }
    return left > 0 ? [...parts, { township: null, units: left }] : parts;
  };
  return {
    names,
    stated: ({ fields }) => townshipOf(textOf(fields, ADMIN)),
    divide,
    largest: (geometry) =>
      divide(geometry).reduce<TownshipPart>(
        (best, part) => (part.township !== null && part.units > best.units ? part : best),
        { township: null, units: 0 },
      ).township,
  };
}
