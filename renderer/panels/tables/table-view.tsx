import { headSpans, rowSpan } from '../../../shared/analysis/tables/spans.ts';
import type {
  ColumnKind,
  OfficialTable,
  TableCell,
  TableRow,
} from '../../../shared/analysis/tables/types.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { useText } from '../../i18n/use-text.ts';

const cellText = (cell: TableCell | undefined, kind: ColumnKind, language: Language): string => {
  if (cell === undefined || cell.kind === 'blank') return '';
  if (cell.kind === 'text') return cell.text[language];
  return kind === 'count' ? String(cell.value) : cell.value.toFixed(2);
};

/** An official table as it is printed: mark, title, unit, heads, figures, remarks. */
export function TableView({ table }: { readonly table: OfficialTable }) {
  const { t, name, language } = useText();
  const levels = table.columns[0]?.heads.length ?? 0;
  return (
    <div className="official-sheet scroll" lang={language}>
      <p className="official-mark">{t(`classification.${table.about.mark}`)}</p>
      <h3>{name(table.title)}</h3>
      <p className="official-line">
        <span>{t('tables.filled', { county: table.about.county })}</span>
        <span>{name(table.unit)}</span>
      </p>
      <table className="official-table" aria-label={name(table.title)}>
        <thead>
          {Array.from({ length: levels }, (_, level) => (
            <tr key={level}>
              {headSpans(table.columns, level, language).map(({ column, across, down }) => (
                <th key={column} scope={across > 1 ? 'colgroup' : 'col'} colSpan={across} rowSpan={down}>
                  {name(table.columns[column]!.heads[level]!)}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            <Row key={r} table={table} row={row} r={r} language={language} />
          ))}
        </tbody>
      </table>
      {table.notes.map((note) => (
        <p key={note.en} className="cap">
          {name(note)}
        </p>
      ))}
      {table.layoutVerified ? null : (
        <p className="cap">
          <span className="tag">{t('tables.layout')}</span> {t('tables.layout-text')}
        </p>
      )}
      <p className="cap">{t('tables.ruleset', { version: table.about.rulesetVersion })}</p>
    </div>
  );
}

function Row({
  table,
  row,
  r,
  language,
}: {
  readonly table: OfficialTable;
  readonly row: TableRow;
  readonly r: number;
  readonly language: Language;
}) {
  return (
    <tr className={`official-${row.kind}`}>
      {table.columns.map(({ kind }, c) => {
        const span = rowSpan(table, r, c, language);
        if (span === 0) return null;
        const shown = cellText(row.cells[c], kind, language);
        const side = kind === 'text' || c === 0 ? 'w' : 'n';
        return c === 0 ? (
          <th key={c} scope="row" rowSpan={span} className={side}>
            {shown}
          </th>
        ) : (
          <td key={c} rowSpan={span} className={`${side} selectable`}>
            {shown}
          </td>
        );
      })}
    </tr>
  );
}
