import type { DraftDefect } from './define-check.ts';
import { checkData } from './model.ts';
import { noCounts, type ClassCounts } from './score.ts';
import type { Defect, DefectException, InspectionModel } from './types.ts';

/** Defects of one check that a report lists; of more only how many there are. */
export const LISTED_A_CHECK = 2000;

interface Tally {
  found: number;
  excepted: number;
  readonly listed: Defect[];
}

export interface LayerTally {
  readonly counts: ClassCounts;
  excepted: number;
}

/** Takes defects in as they are found and counts all of them, and keeps those that are listed. */
export interface Collector {
  add(
    check: string,
    draft: DraftDefect,
    more?: { readonly rule: string; readonly exception: DefectException | null },
  ): void;
  /** Without a look at the defects: for those of which only the number is known. */
  tally(check: string): { readonly found: number; readonly excepted: number; readonly listed: number };
  /** By table; the file as a whole under null. */
  byLayer(): ReadonlyMap<string | null, LayerTally>;
  /** Gravest first, then by check in the order of the model, by table and uid. */
  defects(): readonly Defect[];
}

const NOTHING: Tally = { found: 0, excepted: 0, listed: [] };
const RANK = { A: 0, B: 1, C: 2, notice: 3 } as const;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function createCollector(model: InspectionModel, limit = LISTED_A_CHECK): Collector {
  const tallies = new Map<string, Tally>();
  const layers = new Map<string | null, LayerTally>();

  return {
    add(check, draft, more) {
      const data = checkData(model, check);
      if (data === undefined) throw new Error(`no check ${check} in the model`);
      const exception = more?.exception ?? null;
      const tally = tallies.get(check) ?? { found: 0, excepted: 0, listed: [] };
      tallies.set(check, tally);
      const layer = layers.get(draft.layer) ?? { counts: noCounts(), excepted: 0 };
      layers.set(draft.layer, layer);
      if (exception === null) {
        tally.found += 1;
        layer.counts[data.class] += 1;
      } else {
        tally.excepted += 1;
        layer.excepted += 1;
      }
      if (tally.listed.length >= limit) return;
      tally.listed.push({
        key: `${check} ${draft.layer ?? ''} ${draft.uid ?? ''} ${draft.detail}`,
        check,
        class: data.class,
        layer: draft.layer,
        uid: draft.uid,
        rule: more?.rule ?? null,
        messages: draft.messages,
        box: draft.box ?? null,
        shapes: draft.shapes ?? [],
        exception,
      });
    },
    tally(check) {
      const { found, excepted, listed } = tallies.get(check) ?? NOTHING;
      return { found, excepted, listed: listed.length };
    },
    byLayer: () => layers,
    defects() {
      const order = new Map(model.checks.map(({ id }, i) => [id, i]));
      return [...tallies.values()]
        .flatMap(({ listed }) => listed)
        .sort(
          (a, b) =>
            RANK[a.class] - RANK[b.class] ||
            order.get(a.check)! - order.get(b.check)! ||
            byText(a.layer ?? '', b.layer ?? '') ||
            byText(a.key, b.key),
        );
    },
  };
}
