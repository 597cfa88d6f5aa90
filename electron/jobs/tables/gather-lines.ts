import { meetings } from '../../../shared/analysis/difference/compare.ts';
import { townshipOf } from '../../../shared/analysis/difference/areas.ts';
import { LINE_GROUPS, type LineAggregates, type LineGroup } from '../../../shared/analysis/tables/lines.ts';
import { divideUnits, RIDGE_FIELDS, ridgeShare } from '../../../shared/analysis/tables/ridges.ts';
import { units } from '../../../shared/analysis/versions/transitions.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import {
  BORDER_NOISE,
  gathered,
  lacking,
  layerOfRole,
  partOf,
  type Gathered,
  type GatherTools,
} from './gather-tools.ts';
import { createMetGround, createTally, featuresIn, groundOf } from './sums.ts';
import { readTownships } from './townships-of.ts';

interface LineSpec {
  readonly role: string;
  readonly fields: readonly string[];
  /** What of the line a feature is, with its share of the feature's ground. */
  readonly parts: (fields: Fields) => readonly { readonly part: string; readonly share: number }[];
}

const whole = (part: string) => [{ part, share: 1 }];

const LINES: Readonly<Record<LineGroup, LineSpec>> = {
  farmland: {
    role: 'farmland_line',
    fields: RIDGE_FIELDS,
    parts: (fields) => {
      const ridges = ridgeShare(fields);
      return [
        { part: 'net', share: 1 - ridges },
        { part: 'ridge', share: ridges },
      ];
    },
  },
  redline: {
    role: 'redline',
    fields: ['is_core_reserve', 'redline_kind'],
    parts: (fields) =>
      whole(fields['is_core_reserve'] === 1 || fields['redline_kind'] === 'core' ? 'core' : 'other'),
  },
  boundary: {
    role: 'boundary',
    fields: ['boundary_kind'],
    parts: (fields) => whole(textOf(fields, 'boundary_kind') ?? '99'),
  },
  zones: {
    role: 'zone',
    fields: ['zone_code'],
    parts: (fields) => whole(`${textOf(fields, 'zone_code')?.[0] ?? '0'}00`),
  },
};

type Key = readonly [group: LineGroup, part: string, township: string | null];

/** Stands for the county where it has no townships. */
const COUNTY = 'county';

/** Ground of the lines and zones by township: each laid over the townships. */
export async function gatherLines(tools: GatherTools): Promise<Gathered<LineAggregates>> {
  const held = LINE_GROUPS.filter((group) => layerOfRole(tools.source, LINES[group].role) !== undefined);
  if (held.every((group) => group === 'zones'))
    return lacking('basic_farmland', 'ecological_redline', 'urban_boundary');
  const townships = await readTownships(tools);
  const townshipLayer = layerOfRole(tools.source, 'township');
  const tally = createTally<Key>();
  for (const [i, group] of held.entries()) {
    const spec = LINES[group];
    const layer = layerOfRole(tools.source, spec.role)!.schema.id;
    const add = (fields: Fields, township: string | null, amount: number): void => {
      const parts = spec.parts(fields).filter(({ share }) => share > 0);
      const amounts = divideUnits(
        amount,
        parts.map(({ share }) => share),
      );
      parts.forEach(({ part }, p) => tally.add([group, part, township], amounts[p]!));
    };
    const met = createMetGround();
    if (townshipLayer !== undefined) {
      const first = partOf(tools, 2 * i, 2 * held.length);
      const compare = { ...first, onProgress: first.onShare };
      const a = { layer, field: spec.fields[0]! };
      const b = { layer: townshipLayer.schema.id, field: 'code' };
      for await (const one of meetings(compare, tools.ground, a, b, spec.fields)) {
        met.add(one.a, units(one.areaM2));
        add(one.a.fields, townshipOf(textOf(one.b.fields, 'code')), units(one.areaM2));
      }
    }
    const outside = townshipLayer === undefined ? COUNTY : null;
    for await (const feature of featuresIn(partOf(tools, 2 * i + 1, 2 * held.length), layer, spec.fields)) {
      const rest = met.rest(feature, townshipLayer === undefined ? 0 : BORDER_NOISE);
      if (rest > 0) add(feature.fields, outside, rest);
    }
  }
  return gathered({
    ground: tally
      .entries()
      .map(({ key: [group, part, township], units: amount }) => ({ group, part, township, units: amount })),
    names: new Map([...townships.names, [COUNTY, tools.about.county]]),
    held,
    county: await countyGround(tools),
  });
}

async function countyGround(tools: GatherTools): Promise<number | null> {
  const layer = layerOfRole(tools.source, 'county');
  if (layer === undefined) return null;
  let sum = 0;
  for await (const feature of featuresIn({ ...tools, onShare: () => {} }, layer.schema.id, []))
    sum += groundOf(feature);
  return sum;
}
