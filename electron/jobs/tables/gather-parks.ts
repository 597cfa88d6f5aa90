import { meetings } from '../../../shared/analysis/difference/compare.ts';
import {
  PARK_PARTS,
  type ParkAggregates,
  type ParkFacts,
  type ParkPart,
} from '../../../shared/analysis/tables/parks.ts';
import { units } from '../../../shared/analysis/versions/transitions.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import { gathered, lacking, layerOfRole, partOf, type Gathered, type GatherTools } from './gather-tools.ts';
import { featuresIn, groundOf } from './sums.ts';
import { ADMIN, readTownships } from './townships-of.ts';

/** Classes of mining, industry and storage (工矿、仓储). */
const INDUSTRY = ['10', '11'];

interface Over {
  readonly role: string;
  readonly field: string;
  readonly counts: (fields: Fields) => readonly ParkPart[];
}

const overlays = (construction: readonly string[]): readonly Over[] => [
  {
    role: 'planned_use',
    field: 'land_class',
    counts: (fields) => {
      const code = textOf(fields, 'land_class') ?? '';
      const starts = (prefix: string): boolean => code.startsWith(prefix);
      return [
        ...(construction.some(starts) ? (['built'] as const) : []),
        ...(INDUSTRY.some(starts) ? (['industry'] as const) : []),
      ];
    },
  },
  { role: 'boundary', field: 'boundary_kind', counts: () => ['boundary'] },
  { role: 'farmland_line', field: 'patch_number', counts: () => ['farmland'] },
  { role: 'redline', field: 'redline_kind', counts: () => ['redline'] },
];

const ROLE_OF: Readonly<Record<ParkPart, string>> = {
  built: 'planned_use',
  industry: 'planned_use',
  boundary: 'boundary',
  farmland: 'farmland_line',
  redline: 'redline',
};

const PARK_FIELDS = [
  'name',
  'park_kind',
  'park_level',
  'leading_industry',
  'industry_class',
  'approval_number',
  'announced_area_ha',
  ADMIN,
];

const nothing = (): Record<ParkPart, number> => ({
  built: 0,
  industry: 0,
  boundary: 0,
  farmland: 0,
  redline: 0,
});

/** Each park with what of it lies in the plan's classes and in the lines. */
export async function gatherParks(tools: GatherTools): Promise<Gathered<ParkAggregates>> {
  const layer = layerOfRole(tools.source, 'park');
  if (layer === undefined) return lacking('industrial_park');
  const parks = { layer: layer.schema.id, field: 'name' };
  const over = overlays(tools.ruleset.constructionPrefixes).filter(
    ({ role }) => layerOfRole(tools.source, role) !== undefined,
  );
  const parts = new Map<number, Record<ParkPart, number>>();
  for (const [i, { role, field, counts }] of over.entries()) {
    const step = partOf(tools, i, over.length + 1);
    const compare = { ...step, onProgress: step.onShare };
    const other = { layer: layerOfRole(tools.source, role)!.schema.id, field };
    for await (const { a, b, areaM2 } of meetings(compare, tools.ground, parks, other, [])) {
      const own = parts.get(a.fid) ?? nothing();
      parts.set(a.fid, own);
      for (const part of counts(b.fields)) own[part] += units(areaM2);
    }
  }
  const townships = await readTownships(tools);
  const facts: ParkFacts[] = [];
  for await (const park of featuresIn(
    partOf(tools, over.length, over.length + 1),
    parks.layer,
    PARK_FIELDS,
  )) {
    const code = townships.stated(park) ?? townships.largest(park.geometry);
    const announced = park.fields['announced_area_ha'];
    facts.push({
      name: textOf(park.fields, 'name'),
      kind: textOf(park.fields, 'park_kind'),
      level: textOf(park.fields, 'park_level'),
      township: code === null ? null : (townships.names.get(code) ?? code),
      industry: textOf(park.fields, 'leading_industry'),
      industryClass: textOf(park.fields, 'industry_class'),
      approval: textOf(park.fields, 'approval_number'),
      announcedHa: typeof announced === 'number' ? announced : null,
      units: groundOf(park),
      parts: parts.get(park.fid) ?? nothing(),
    });
  }
  const roles = new Set(over.map(({ role }) => role));
  return gathered({ parks: facts, held: PARK_PARTS.filter((part) => roles.has(ROLE_OF[part])) });
}
