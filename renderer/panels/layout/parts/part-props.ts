import type { ItemKind, ItemOf } from '../../../../shared/print/layout/layout-schema.ts';

/** What the form of an item gets: the item, and how a change of it is kept as one step. */
export interface PartProps<K extends ItemKind> {
  readonly item: ItemOf<K>;
  readonly locked: boolean;
  readonly change: (patch: Partial<ItemOf<K>>) => void;
}
