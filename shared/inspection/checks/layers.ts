import { tableParam, type DraftDefect, type FileFound, type InspectionCheck } from '../define-check.ts';

const about = (table: string, key: string): DraftDefect => ({
  layer: table,
  uid: null,
  detail: key,
  messages: [{ key, params: { layer: tableParam(table) } }],
});

/** 图层完整性: layers that must hold something, tables that are named and not there, tables that nobody named. */
export const layers: InspectionCheck = {
  kind: 'file',
  check: 'A1',
  run({ tables }, { model }): FileFound {
    const required = model.requiredLayers.layers.flatMap((id) => {
      const found = tables.find(({ table, layer }) => table === id && layer !== null);
      if (found === undefined) return [about(id, 'layer-absent')];
      return found.present && found.records === 0 ? [about(id, 'layer-empty')] : [];
    });
    return {
      defects: [
        ...required,
        ...tables.filter(({ present }) => !present).map(({ table }) => about(table, 'table-absent')),
        ...tables
          .filter(({ layer, present, features }) => layer === null && present && features)
          .map(({ table }) => about(table, 'table-unknown')),
      ],
      unchecked: [],
      looked: true,
    };
  },
};
