import type { Migration } from './migration.ts';

/** Room for the style of a layer, as JSON of `LayerStyle`; null where it is drawn by its standard symbol. */
export const layerStyleColumn: Migration = {
  id: 3,
  name: 'layer-style',
  up(db) {
    db.exec('ALTER TABLE lantu_layer ADD COLUMN style TEXT');
  },
};
