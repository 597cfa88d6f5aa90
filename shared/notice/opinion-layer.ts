import { isOwnField, ownField, ownLayer } from '../model/own-layer.ts';
import type { BilingualText, FieldType, LayerSchema } from '../model/layer.ts';

interface Spec {
  readonly name: string;
  readonly label: BilingualText;
  readonly type: FieldType;
  readonly length?: number;
  readonly required?: boolean;
  readonly domain?: string;
}

const spec = (name: string, zh: string, en: string, type: FieldType, more: Partial<Spec> = {}): Spec => ({
  name,
  label: { 'zh-CN': zh, en },
  type,
  ...more,
});

/** What an opinion has as a record. `subject_layer` and `subject_uid` name the feature it is about. */
const FIELDS: readonly Spec[] = [
  // What the map writes beside it: never who said it.
  spec('name', '标题', 'Title', 'text', { length: 200 }),
  spec('text', '意见内容', 'Opinion', 'text', { length: 4000, required: true }),
  spec('number', '公示编号', 'Number in the notice', 'int'),
  spec('subject_name', '所涉要素', 'About', 'text', { length: 200 }),
  spec('subject_layer', '所涉图层', 'Layer', 'text', { length: 63 }),
  spec('subject_uid', '所涉要素标识', 'Feature id', 'text', { length: 64 }),
  spec('person', '姓名', 'Name', 'text', { length: 100 }),
  spec('contact', '联系方式', 'Contact', 'text', { length: 200 }),
  spec('written_on', '填写日期', 'Written on', 'date'),
  spec('state', '处理状态', 'State', 'code', { length: 16, required: true, domain: 'opinion_state' }),
  spec('reply', '处理意见', 'Reply', 'text', { length: 2000 }),
  spec('notice_id', '公示标识', 'Notice', 'text', { length: 64 }),
  spec('comment_id', '意见标识', 'Opinion id', 'text', { length: 64 }),
];

/** The field by which an opinion is recognised when it comes twice. */
export const COMMENT_ID = 'comment_id';

/** The layer of opinions, a layer of the user's own. @param id never used before in the file */
export function opinionLayer(id: string, newKey: () => string): LayerSchema {
  const base = ownLayer({
    id,
    name: { 'zh-CN': '公示意见', en: 'Public opinions' },
    plan: 'land-use',
    role: null,
    geometry: 'POINT',
    coverage: false,
    like: null,
    newKey,
  });
  const fields = FIELDS.map((one) =>
    ownField(newKey(), { ...one, merge: 'largest', source: '公示意见导入' }),
  );
  return { ...base, fields: [...base.fields.filter((field) => !isOwnField(field)), ...fields] };
}

/** Whether a layer is one of opinions, whatever it is called now. */
export const isOpinionLayer = ({ builtIn, geometry, fields }: LayerSchema): boolean => {
  const names = new Set(fields.map(({ name }) => name));
  return (
    !builtIn && geometry === 'POINT' && names.has(COMMENT_ID) && names.has('notice_id') && names.has('text')
  );
};
