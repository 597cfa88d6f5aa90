import type { EditPreview } from '../../../../shared/bridge/rows-contract.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import { fieldLabel, valueText } from '../../../i18n/field-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import type { Tried } from '../use-edit.ts';

/** What an edit would do: how many rows, the first of them old and new, and what a field would not take. */
export function PreviewList({ schema, tried }: { readonly schema: LayerSchema; readonly tried: Tried }) {
  const { t, failure } = useText();
  const { preview } = tried;
  if (tried.failure !== null) {
    return (
      <p className="filter-fault" role="status">
        {failure(tried.failure)}
      </p>
    );
  }
  if (preview === null) return null;
  return (
    <div className={tried.waiting ? 'preview old' : 'preview'}>
      <p className="cap" data-testid="edit-preview" role="status">
        {t('table.preview', { changed: preview.changed, total: preview.total })}
        {preview.wrong === 0 ? '' : ` ${t('table.preview-wrong', { n: preview.wrong })}`}
      </p>
      {preview.faults.map((fault) => (
        <p key={fault.failure.code} className="filter-fault">
          {t('table.fault', { n: fault.count, text: failure(fault.failure) })}
        </p>
      ))}
      {preview.rows.length === 0 ? null : <Changes schema={schema} rows={preview.rows} />}
    </div>
  );
}

function Changes({ schema, rows }: { readonly schema: LayerSchema; readonly rows: EditPreview['rows'] }) {
  const { t, language } = useText();
  // Features without a name of their own are told apart by their number.
  const named = new Set(rows.map(({ title }) => title)).size > rows.length / 2;
  const several = new Set(rows.map(({ field }) => field)).size > 1;
  return (
    <table className="tbl preview-rows">
      <thead>
        <tr>
          <th>{t('table.feature')}</th>
          <th>{t('table.before')}</th>
          <th>{t('table.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.fid} ${row.field}`}>
            <td title={row.title}>
              {several ? fieldLabel(schema, row.field, language) : named ? row.title : `#${row.fid}`}
            </td>
            <td className="mut">{valueText(schema, row.field, row.before, language)}</td>
            {row.failure === null ? (
              <td>{valueText(schema, row.field, row.after, language)}</td>
            ) : (
              <td className="bad">{t('table.not-taken')}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
