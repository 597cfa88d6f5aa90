import { boxContains, boxesIntersect, expandBox } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import type { BoundRule } from '../rules/bound-rule.ts';
import type { Checker } from './checker.ts';
import { admitsCounterpart } from './evaluate.ts';
import { createFeaturePool } from './feature-pool.ts';
import type { Pace } from './pace.ts';
import { fieldsRead, planChecks, type Binding } from './plan.ts';
import { streamLayer } from './scan-share.ts';
import type { CheckFeature, FeatureSource } from './source.ts';

/** What the check of the whole file knows, where it has seen the same revision. */
export type Checked = Pick<Checker, 'rev' | 'counterpartsIn'>;

/**
 * The surroundings of what is being drawn, read once and good for all moves and all sketches until the next commit;
 * with them stays what was worked out about their geometry.
 */
export interface LiveGround {
  /** The bindings a sketch on this layer is held against, in the newest revision: to be asked first of all. */
  bindings(layer: string): readonly Binding[];
  /** Counterparts that pass the filter, of a window around the box. */
  near(binding: Binding, box: Box, pace: Pace): Promise<readonly CheckFeature[]>;
  /** The revision the surroundings are of. */
  rev(): number;
}

export interface LiveGroundParts {
  readonly source: FeatureSource;
  readonly rules: readonly BoundRule[];
  readonly checked?: Checked;
}

/** How much wider than the sketch its surroundings are read, so that most moves need no reading. */
const MARGIN = 0.1;
const LEAST_MARGIN_DEGREES = 0.001;
/** Windows of one binding that are kept, the newest first. */
const WINDOWS = 4;

interface Window {
  readonly box: Box;
  readonly features: readonly CheckFeature[];
}

const windowAround = (box: Box): Box =>
  expandBox(
    box,
    MARGIN * (box[2] - box[0]) + LEAST_MARGIN_DEGREES,
    MARGIN * (box[3] - box[1]) + LEAST_MARGIN_DEGREES,
  );

/** What is shown while drawing: ground shared or left; rules on all around wait for the commit. */
const isLive =
  (layer: string) =>
  ({ subject, rule: { operation } }: Binding): boolean =>
    subject === layer && (operation === 'intersection' || operation === 'difference');

export function createLiveGround({ source, rules, checked }: LiveGroundParts): LiveGround {
  let at: number | null = null;
  let pool = createFeaturePool();
  const windows = new Map<string, readonly Window[]>();
  const planned = new Map<string, readonly Binding[]>();

  /** The revision now; what was read of an older one is forgotten. */
  function renew(): number {
    const rev = source.rev();
    if (rev !== at) {
      at = rev;
      pool = createFeaturePool();
      windows.clear();
      planned.clear();
    }
    return rev;
  }

  async function read(binding: Binding, window: Box, rev: number, pace: Pace): Promise<CheckFeature[]> {
    const features: CheckFeature[] = [];
    for (const layer of binding.counterparts) {
      const fids = checked?.rev() === rev ? checked.counterpartsIn(binding.id, layer, window) : undefined;
      if (fids !== undefined) {
        features.push(...(await pool.get({ source, pace }, layer, fids)));
        continue;
      }
      const query = { layer, box: window, fields: fieldsRead([binding], layer) };
      for await (const one of streamLayer({ source, pace }, query)) {
        if (admitsCounterpart(binding, one)) features.push(one);
      }
    }
    return features.filter(({ geometry }) => boxesIntersect(geometry.box, window));
  }

  return {
    rev: () => at ?? 0,
    bindings(layer) {
      renew();
      let bindings = planned.get(layer);
      if (bindings === undefined) {
        // The sketch itself is what the subject layer holds, even where it is the first feature of it.
        const layers = source
          .occupied()
          .map((one) => (one.schema.id === layer ? { ...one, size: one.size + 1 } : one));
        bindings = planChecks(rules, layers).bindings.filter(isLive(layer));
        planned.set(layer, bindings);
      }
      return bindings;
    },
    async near(binding, box, pace) {
      // Asking for the revision costs a question to the file: whoever asks for bindings first has done so.
      const found = windows.get(binding.id)?.find((window) => boxContains(window.box, box));
      if (found !== undefined) return found.features;
      const rev = renew();
      const known = windows.get(binding.id) ?? [];
      const window = windowAround(box);
      const features = await read(binding, window, rev, pace);
      if (at === rev) windows.set(binding.id, [{ box: window, features }, ...known].slice(0, WINDOWS));
      return features;
    },
  };
}
