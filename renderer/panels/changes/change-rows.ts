import type { Township, VersionChange } from '../../../shared/analysis/versions/types.ts';
import { classFieldOf } from '../../../shared/analysis/versions/class-field.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';
import { fieldLabel, valueText } from '../../i18n/field-text.ts';
import type { Texts } from '../../i18n/use-text.ts';
import type { ChangeSort } from '../../state/version-changes.ts';

/** As many fields are named in a row; the inspector of the step has all. */
const NAMED = 3;

/** One change as the list shows it. */
export interface ChangeRow {
  readonly change: VersionChange;
  /** Position: the name, else township and the end of the identifier. */
  readonly place: string;
  readonly layer: string;
  readonly what: string;
  readonly township: string;
}

interface RowParts {
  readonly said: Texts;
  readonly schemas: ReadonlyMap<string, LayerSchema>;
  readonly townships: ReadonlyMap<string, string>;
}

export const townshipNames = (all: readonly Township[]): ReadonlyMap<string, string> =>
  new Map(all.map(({ code, name }) => [code, name]));

function classText(schema: LayerSchema | undefined, code: string | null, said: Texts): string {
  if (code === null) return said.t('compare.unclassed');
  const domain = schema === undefined ? undefined : classFieldOf(schema)?.domain;
  return (domain === undefined ? undefined : codeEntry(domain, code)?.label[said.language]) ?? code;
}

/** What happened, in words: a class before and after, else what it is and what became of it. */
function whatText(change: VersionChange, schema: LayerSchema | undefined, said: Texts): string {
  const { t, language } = said;
  const own = (code: string | null): string => classText(schema, code, said);
  const hasClass = change.classBefore !== null || change.classAfter !== null;
  const parts = change.kinds.map((kind) => {
    switch (kind) {
      case 'added':
        return hasClass ? t('compare.added-as', { class: own(change.classAfter) }) : t('compare.kind.added');
      case 'deleted':
        return hasClass
          ? t('compare.deleted-as', { class: own(change.classBefore) })
          : t('compare.kind.deleted');
      case 'class':
        return `${own(change.classBefore)} → ${own(change.classAfter)}`;
      case 'attributes': {
        const field = schema === undefined ? undefined : classFieldOf(schema)?.name;
        const others = change.fields.filter((one) => one.field !== field);
        const named = others
          .slice(0, NAMED)
          .map(
            (one) =>
              `${fieldLabel(schema, one.field, language)} ${valueText(schema, one.field, one.before, language)} → ${valueText(schema, one.field, one.after, language)}`,
          );
        const rest = others.length > NAMED ? [t('compare.more-fields', { n: others.length - NAMED })] : [];
        return [...named, ...rest].join(t('compare.list-separator'));
      }
      default:
        return t(`compare.kind.${kind}`);
    }
  });
  return parts.join(t('compare.list-separator'));
}

export function changeRow(change: VersionChange, { said, schemas, townships }: RowParts): ChangeRow {
  const schema = schemas.get(change.ref.table);
  const township = change.township === null ? '' : (townships.get(change.township) ?? change.township);
  const number = `…${(change.identifier ?? change.ref.uid).slice(-4)}`;
  return {
    change,
    place: change.name ?? [township, number].filter((part) => part !== '').join(' '),
    layer: schema === undefined ? change.ref.table : said.name(schema.name),
    what: whatText(change, schema, said),
    township,
  };
}

/** Rows in the order that was asked for; of equals in the order they came, the largest first. */
export function sortRows(
  rows: readonly ChangeRow[],
  { by, descending }: { readonly by: ChangeSort; readonly descending: boolean },
): readonly ChangeRow[] {
  const sign = descending ? -1 : 1;
  const compare: Readonly<Record<ChangeSort, (a: ChangeRow, b: ChangeRow) => number>> = {
    area: (a, b) => a.change.areaM2 - b.change.areaM2,
    place: (a, b) => a.place.localeCompare(b.place, 'zh-CN'),
    what: (a, b) => a.what.localeCompare(b.what, 'zh-CN'),
    township: (a, b) => a.township.localeCompare(b.township, 'zh-CN'),
  };
  return rows.toSorted((a, b) => sign * compare[by](a, b));
}
