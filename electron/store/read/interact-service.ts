import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { FeatureDiff } from '../../../shared/bridge/query-contract.ts';
import type { interactContract } from '../../../shared/bridge/worker-contracts.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { identifyAt } from './identify.ts';
import { parsedFeatures } from './parsed.ts';
import type { Reader } from './reader.ts';
import { tryOpenReader, type ReadHost } from './read-host.ts';
import { reachBox, snapHits } from './snap.ts';

/** Short questions of pointer and panels: snapping, identifying, attributes, tables, search, differences. */
export function createInteractService(host: ReadHost): ApiOf<typeof interactContract> {
  const parsed = parsedFeatures();
  let reader: Reader | null = null;

  const close = (): void => {
    reader?.close();
    reader = null;
    parsed.clear();
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
    snap: ({ at, tolerance, layers, exclude }) =>
      ask((open) =>
        open.within(() => {
          const left = new Set(exclude.map((ref) => `${ref.table}/${ref.uid}`));
          const box = reachBox(at, tolerance);
          const near = [...new Set(layers)].flatMap((layer) => parsed.near(open, layer, box));
          const wanted = near.filter((feature) => !left.has(`${feature.layer}/${feature.uid}`));
          return snapHits(at, tolerance, wanted);
        }),
      ),
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
