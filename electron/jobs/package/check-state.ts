import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import { makeFacts } from '../../../shared/check/finding-facts.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import {
  packageFindings,
  type FindingsContext,
  type PackageFindings,
} from '../../../shared/package/findings.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { createCheckService } from '../check/check-service.ts';
import type { PackageHost } from './package-host.ts';

/** A check of one state of a blueprint, kept while neither the state nor what was said of findings changes. */
export interface StateCheck {
  readonly path: string;
  readonly seq: number;
  readonly rev: number;
  readonly result: CheckResult;
}

/** Checks a state in full: every finding, with what people said of it. */
export async function checkState(
  host: PackageHost,
  reader: Reader,
  seq: number,
  before: StateCheck | null,
  call: CallContext,
): Promise<Result<StateCheck>> {
  const { path } = reader;
  const rev = reader.rev();
  if (before !== null && before.path === path && before.seq === seq && before.rev === rev) return ok(before);
  // Threads open the file as it is now, so they can help with the newest state alone.
  const workers = seq === rev && host.workers !== undefined && host.workers.size > 0 ? host.workers : null;
  const service = createCheckService({
    openReader: (file) => {
      const opened = host.openReader(file);
      if (workers !== null) return opened;
      const past = opened.stateAt(seq);
      opened.close();
      return past;
    },
    loadOverlay: host.loadOverlay,
    loadFill: host.loadFill,
    emit: () => {},
    log: host.log,
    automatic: false,
    shown: Infinity,
    ruleset: reader.ruleset().ruleset,
    ...(workers && { workers }),
  });
  const opened = await service.open({ path, cacheDir: '', scratchDir: '' }, call);
  if (!opened.ok) return opened;
  try {
    const result = await service.check({}, call);
    if (!result.ok) return result;
    if (call.signal.aborted) return fail('cancelled');
    // A commit during the check: what was found may be of the state after it.
    if (workers !== null && reader.rev() !== rev) return fail('package.moved-on');
    return ok({ path, seq, rev, result: result.value });
  } finally {
    await service.close({}, call);
  }
}

async function readTownships(reader: Reader): Promise<FeatureRecord[]> {
  const found: FeatureRecord[] = [];
  for (const { id } of reader.schemas().filter(({ role }) => role === 'township')) {
    const fids: number[] = [];
    for await (const batch of reader.scan({ layer: id, fields: [], order: 'fid' })) fids.push(...batch.fids);
    found.push(...reader.featuresByFid(id, fids));
  }
  return found;
}

/** The findings of a state as a package tells them, and what they are told with. */
export async function findingsOf(
  state: Reader,
  { result }: StateCheck,
  schemas: readonly LayerSchema[],
  { language, asOf }: { readonly language: Language; readonly asOf: string },
): Promise<{ readonly found: PackageFindings; readonly context: FindingsContext }> {
  const { ruleset } = state.ruleset();
  const layers = state.schemas().map((schema) => ({ schema }));
  const facts = makeFacts({
    ruleset,
    language,
    townships: await readTownships(state),
    layers,
    today: asOf,
  });
  const known = new Map(layers.map(({ schema }) => [schema.id, schema]));
  return {
    found: packageFindings(result, schemas, ruleset, facts),
    context: { language, asOf, ruleset, facts, layerNames: (id) => known.get(id) },
  };
}
