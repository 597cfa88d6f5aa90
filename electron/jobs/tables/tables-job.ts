import { setImmediate as breathe } from 'node:timers/promises';
import { TABLE_BUILDERS, type TableAggregates } from '../../../shared/analysis/tables/catalogue.ts';
import type { TableAbout, TableAnswer, TableId } from '../../../shared/analysis/tables/types.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { Aborted, createPace } from '../../../shared/check/pace.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { gatherConversion } from './gather-conversion.ts';
import { gatherIndicators } from './gather-indicators.ts';
import { gatherLines } from './gather-lines.ts';
import { gatherParks } from './gather-parks.ts';
import { gatherStructure } from './gather-structure.ts';
import { createGatherTools, type Gathered, type GatherTools } from './gather-tools.ts';
import { gatherTownships } from './gather-townships.ts';

/** What gathers the figures of each table. */
const GATHERERS: {
  readonly [K in TableId]: (tools: GatherTools) => Promise<Gathered<TableAggregates[K]>>;
} = {
  structure: gatherStructure,
  lines: gatherLines,
  indicators: gatherIndicators,
  townships: gatherTownships,
  parks: gatherParks,
  conversion: gatherConversion,
};

async function make<K extends TableId>(id: K, tools: GatherTools): Promise<TableAnswer> {
  const { aggregates, missing } = await GATHERERS[id](tools);
  return aggregates === null
    ? { table: null, missing }
    : { table: TABLE_BUILDERS[id](aggregates, tools.about), missing: [] };
}

/** Steps of the progress that are told. */
const STEPS = 200;

/** What a table is made from. */
export interface TableGround {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly ruleset: Ruleset;
  readonly about: TableAbout;
}

/**
 * Official tables of one state of a blueprint, in the order asked, computed in slices so that the worker answers
 * meanwhile. Failure: `cancelled`.
 */
export async function officialTables(
  { source, overlay, ruleset, about }: TableGround,
  ids: readonly TableId[],
  { signal, progress }: CallContext,
): Promise<Result<readonly TableAnswer[]>> {
  const pace = createPace({ now: () => performance.now(), breathe: () => breathe() }, signal);
  const held = await source.at();
  let told = -1;
  const tell = (share: number): void => {
    const step = Math.floor(share * STEPS);
    if (step <= told) return;
    told = step;
    progress({ share: Math.min(1, share), stage: 'tables.progress' });
  };
  try {
    const answers: TableAnswer[] = [];
    for (const [i, id] of ids.entries()) {
      const onShare = (share: number): void => tell((i + share) / ids.length);
      answers.push(await make(id, createGatherTools({ source, overlay, pace, ruleset, about, onShare })));
    }
    tell(1);
    return ok(answers);
  } catch (error) {
    if (error instanceof Aborted) return fail('cancelled');
    throw error;
  } finally {
    held.release();
  }
}
