import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { FeatureDiff } from '../../../shared/bridge/query-contract.ts';
import type { interactContract } from '../../../shared/bridge/worker-contracts.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { fieldWork } from './field-work.ts';
import { identifyAt } from './identify.ts';
import { nearFeatures } from './near-features.ts';
import { parsedFeatures } from './parsed.ts';
import type { Reader } from './reader.ts';
import { tryOpenReader, type ReadHost } from './read-host.ts';
import { borderNets } from './border-net.ts';
import { sharersOf } from './sharers.ts';
import { snapAt } from './snap.ts';
import { trace } from './trace.ts';

/** A long search lets other questions in after this, milliseconds. */
const SLICE_MS = 4;

/** Short questions of pointer and panels: snapping, identifying, attributes, tables, search, differences. */
export function createInteractService(host: ReadHost): ApiOf<typeof interactContract> {
  const parsed = parsedFeatures();
  const near = nearFeatures(parsed);
  const nets = borderNets(parsed);
  let reader: Reader | null = null;

  const close = (): void => {
    reader?.close();
    reader = null;
    parsed.clear();
    near.clear();
    nets.clear();
  };
  /** Asks the open file; `read.not-open` while there is none. */
  const ask = <T>(question: (open: Reader) => T): Result<T> =>
    reader === null ? fail('read.not-open') : ok(question(reader));

  return {
    open: ({ path }) => {
      close();
      const opened = tryOpenReader(host, path);
      if (!opened.ok) return opened;
      reader = opened.value;
      return ok(null);
    },
    close: () => {
      close();
      return ok(null);
    },
    // Every question reads the file as it is now, and parsed geometry is kept by revision.
    committed: () => ok(null),
    snap: (query) => ask((open) => snapAt(open, near, query)),
    trace: async (query, { signal }) => {
      if (reader === null) return fail('read.not-open');
      if (signal.aborted) return fail('cancelled');
      const open = reader;
      // One state of the file for the whole search, though others are let in between.
      const state = await open.at();
      try {
        const search = trace(open, parsed, nets.of(open, query.layers, query.exclude), query);
        for (let began = performance.now(); ;) {
          const step = search.next();
          if (step.done) return ok(step.value);
          if (performance.now() - began < SLICE_MS) continue;
          await new Promise<void>((resolve) => setImmediate(resolve));
          if (signal.aborted || reader !== open) return fail('cancelled');
          began = performance.now();
        }
      } finally {
        state.release();
      }
    },
    sharers: ({ layers, place }) => ask((open) => sharersOf(open, parsed, layers, place)),
    identify: ({ at, tolerance, layers }) =>
      ask((open) => identifyAt(open, parsed, at, tolerance, [...new Set(layers)])),
    features: ({ refs }) => ask((open) => open.features(refs)),
    featuresByFid: ({ layer, fids }) => ask((open) => open.featuresByFid(layer, fids)),
    summary: () => ask((open) => open.summary()),
    table: (query) => {
      if (reader === null) return fail('read.not-open');
      const page = reader.table(query);
      return page === null ? fail('read.no-such-field', { layer: query.layer }) : ok(page);
    },
    search: ({ text, limit }) => ask((open) => open.search(text, limit)),
    ruleset: () => ask((open) => open.ruleset()),
    versions: () => ask((open) => open.versions()),
    sheets: () => ask((open) => open.sheets()),
    fieldWork: () => ask(fieldWork),
    diff: async ({ from, to, limit }, { signal }) => {
      if (reader === null) return fail('read.not-open');
      const found: FeatureDiff[] = [];
      for await (const one of reader.diff(from, to)) {
        if (signal.aborted) return fail('cancelled');
        found.push(one);
        if (found.length >= limit) break;
      }
      return ok(found);
    },
  };
}
