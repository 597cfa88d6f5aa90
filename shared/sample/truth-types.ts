import type { Fault } from './dirty/faults.ts';
import type { Ref } from './layers/registry.ts';

export type Severity = 'blocking' | 'error' | 'warning' | 'notice';

/** One piece of an expected finding. */
export interface TruthPiece {
  readonly cases: readonly string[];
  readonly other: { readonly layer: string; readonly uid: string } | null;
  readonly areaM2: number;
  /** The piece lies in the core of a reserve. */
  readonly core?: boolean;
  readonly severity?: Severity;
}

/** An expected finding. Areas are those of the planted faces themselves, to 0.0001 m2. */
export interface TruthFinding {
  readonly cases: readonly string[];
  readonly rule: string;
  readonly kind: 'primary' | 'also';
  readonly subject: Ref;
  readonly counterpartLayer: string;
  readonly areaM2: number;
  /** Net of ridges, where the counterpart is basic farmland. */
  readonly netAreaM2?: number;
  /** For distance rules, metres. */
  readonly distanceM?: number;
  readonly severity: Severity;
  readonly pieces: readonly TruthPiece[];
}

export interface Decoy {
  readonly id: string;
  readonly what: string;
  readonly uids: readonly string[];
}

export interface Truth {
  readonly findings: readonly TruthFinding[];
  /** Topology and attribute faults of the dirty variant and what they must give, empty otherwise. */
  readonly faults: readonly Fault[];
  readonly decoys: readonly Decoy[];
  /** Rules that say "not checked" when a layer is empty. */
  readonly notChecked: readonly { readonly empty: string; readonly rules: readonly string[] }[];
  readonly tables: Tables;
}

/** Areas by class, zone and line in ha, in the clean and in this county. */
export interface Tables {
  readonly clean: Readonly<Record<string, number>>;
  readonly planted: Readonly<Record<string, number>>;
}
