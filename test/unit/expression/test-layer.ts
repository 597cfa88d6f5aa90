import type { Field, LayerSchema } from '../../../shared/model/layer.ts';

const field = (name: string, zh: string, type: string, more: Partial<Field> = {}): Field => ({
  name,
  label: { 'zh-CN': zh, en: name },
  type: type as Field['type'],
  required: false,
  aliases: [],
  split: 'copy',
  merge: 'largest',
  verified: 'yes',
  source: 'test',
  ...more,
});

/** A layer with a field of each kind. */
export const testLayer: LayerSchema = {
  id: 'land_use',
  plan: 'land-use',
  role: null,
  name: { 'zh-CN': '试验', en: 'Test' },
  geometry: 'POLYGON',
  builtIn: true,
  readOnly: false,
  coverage: false,
  fields: [
    field('name', '名称', 'text', { length: 50 }),
    field('note', '备注', 'text', { length: 255 }),
    field('land_class', '用地用海分类代码', 'code', { domain: 'land_use_class', required: true, length: 12 }),
    field('land_class_name', '用地用海分类名称', 'text', {
      computed: 'name of land_class in the class edition',
    }),
    field('area_m2', '面积', 'real', { unit: 'm2', computed: 'area' }),
    field('floors', '层数', 'int'),
    field('since', '起始日期', 'date'),
    field('built', '是否建成', 'bool'),
    field('shape', '附图', 'blob'),
  ],
};
