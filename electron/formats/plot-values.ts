import type { RawValue } from '../../shared/import/raw.ts';
import { areaOf, type PlotForm } from './plot-form.ts';
import type { PlotSurvey } from './plot-survey.ts';

/** A column of the plots of a file. */
export interface PlotColumn {
  readonly name: string;
  readonly type: 'text' | 'number';
  /** Its value in a plot. */
  readonly value: (form: PlotForm) => RawValue;
}

/** The further fields of lines of thirteen, as the land consolidation registers name them. */
const LONG_NAMES: readonly string[] = ['图斑类型', '地类', '改造前质量等别', '改造后质量等别', '备注'];

const text = (value: string): RawValue => (value === '' ? null : value);

/** A number where it is one, else as written. */
function figure(value: string, read: (value: string) => number | null): RawValue {
  const number = read(value);
  return number === null ? text(value) : number;
}

const whole = (value: string): number | null => (/^\d{1,9}$/.test(value) ? Number(value) : null);

/** The columns of a file: what plot lines say, then the keys of the head with the same value in every plot. */
export function plotColumns(survey: PlotSurvey): readonly PlotColumn[] {
  const { isNumbered, isLink } = survey;
  const columns: PlotColumn[] = [
    { name: '地块编号', type: 'text', value: (f) => text(isNumbered ? (f.first ?? f.number) : f.number) },
    { name: '地块名称', type: 'text', value: (f) => text(f.name) },
    { name: '地块面积（公顷）', type: 'number', value: (f) => figure(f.area, areaOf) },
    { name: '记录图形属性', type: 'text', value: (f) => text(f.graphic) },
    { name: '图幅号', type: 'text', value: (f) => text(f.sheet) },
    { name: '地块用途', type: 'text', value: (f) => text(isLink && f.use === '' ? f.classCode : f.use) },
    {
      name: '地类编码',
      type: 'text',
      value: (f) => text(isLink && f.use === '' ? '' : f.classCode),
    },
    {
      name: '界址点数',
      type: 'number',
      value: (f) => figure(isNumbered ? f.count : (f.first ?? f.count), whole),
    },
  ];
  if (survey.hasKind) columns.push({ name: '地块类型', type: 'text', value: (f) => text(f.kind) });
  for (let i = 0; i < survey.more; i++) {
    const name = (survey.more === LONG_NAMES.length ? LONG_NAMES[i] : undefined) ?? `第${i + 9}项`;
    columns.push({ name, type: 'text', value: (f) => text(f.more[i] ?? '') });
  }
  const used = new Set(columns.map(({ name }) => name));
  for (const { key, value } of survey.head) {
    let name = key;
    for (let n = 2; used.has(name); n++) name = `${key}_${n}`;
    used.add(name);
    columns.push({ name, type: 'text', value: () => text(value) });
  }
  return columns;
}

/** The number of points that a plot line states; null where it states none. */
export function statedCount(form: PlotForm | null, survey: PlotSurvey): number | null {
  if (form === null) return null;
  return whole(survey.isNumbered ? form.count : (form.first ?? form.count));
}

/** The value of a key of the head; empty where it is missing or said twice in different ways. */
export function headValue(survey: PlotSurvey, ...keys: readonly string[]): string {
  const values = new Set(survey.head.filter(({ key }) => keys.includes(key)).map(({ value }) => value));
  return values.size === 1 ? [...values][0]! : '';
}
