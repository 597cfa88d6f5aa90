import type { LabelParams } from '../../../shared/change/change.ts';
import { useText } from '../../i18n/use-text.ts';

/** What is kept of an import beside what it brought: where it came from, and what the user said of that. */
export function ImportRecord({ params }: { readonly params: LabelParams }) {
  const { t } = useText();
  const { source, sourceLayers, sourceCrs, web } = params;
  if (!source || !sourceLayers) return null;
  const rows: readonly (readonly [string, string])[] = [
    ['import.record.source', String(source)],
    ['import.record.layers', String(sourceLayers)],
    ['import.record.crs', String(sourceCrs)],
    ...(web === undefined ? [] : [['import.record.web', t(`import.record.web.${web}`)] as const]),
  ];
  return (
    <dl className="import-record">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd className="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
