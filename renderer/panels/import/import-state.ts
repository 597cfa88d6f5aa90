import type { Progress } from '../../../shared/bridge/contract.ts';
import type { ImportNote, ImportReport } from '../../../shared/bridge/query-contract.ts';
import type { ChosenFile } from '../../../shared/bridge/shell-contract.ts';
import type { Failure } from '../../../shared/result.ts';
import type { FileDraft, LayerDraft } from './layer-draft.ts';

export type ImportStep = 'file' | 'layers' | 'fields' | 'report';

/** Everything the import dialog knows; nothing of it is in the blueprint until `commit`. */
export interface ImportState extends FileDraft {
  readonly step: ImportStep;
  readonly file: ChosenFile | null;
  /** What was noticed of the file when it was looked at. */
  readonly notes: readonly ImportNote[];
  /** The layers of the source, in its order. */
  readonly drafts: readonly LayerDraft[];
  /** Name of the source layer that is looked at. */
  readonly current: string | null;
  /** Layers of the blueprint whose own features are replaced. */
  readonly replaced: readonly string[];
  readonly report: ImportReport | null;
  readonly busy: 'choosing' | 'probing' | 'staging' | 'committing' | null;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

export const START: ImportState = {
  step: 'file',
  file: null,
  notes: [],
  drafts: [],
  current: null,
  shifts: {},
  web: 'unknown',
  replaced: [],
  report: null,
  busy: null,
  progress: null,
  failure: null,
};

export const several = ({ drafts }: ImportState): boolean => drafts.length > 1;
export const chosenDrafts = ({ drafts }: ImportState): readonly LayerDraft[] =>
  drafts.filter(({ chosen }) => chosen);

/** The steps of an import: a source with one layer has no choice of layers. */
export const stepsOf = (state: ImportState): readonly ImportStep[] =>
  several(state) ? ['file', 'layers', 'fields', 'report'] : ['file', 'fields', 'report'];

/** The layer that is looked at: one of those chosen. */
export const currentDraft = (state: ImportState): LayerDraft | undefined => {
  const chosen = chosenDrafts(state);
  return chosen.find(({ source }) => source.name === state.current) ?? chosen[0];
};
