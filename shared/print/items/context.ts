import type { Language } from '../../i18n/languages.ts';
import type { PageFacts, SheetFacts } from '../facts.ts';
import type { MapWindow } from '../map/map-window.ts';
import type { SymbolView } from '../map/view-of.ts';
import type { LayerTally } from '../tally.ts';

/** What items are composed from, beside their own options. */
export interface ItemContext {
  readonly language: Language;
  readonly weight: number;
  readonly facts: SheetFacts;
  readonly page: PageFacts;
  /** Null where the sheet has no map. */
  readonly window: MapWindow | null;
  readonly view: SymbolView | null;
  /** Layers of the map from the ground up, with what is seen of them. */
  readonly tallies: readonly LayerTally[];
}
