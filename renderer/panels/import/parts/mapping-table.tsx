import { ArrowRight } from 'lucide-react';
import type { SourceField } from '../../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { assign, mappingRows, targetChoices, type Mapping } from '../mapping-model.ts';

/** Not a field name: fields are plain words. */
const SKIP = '-';

/** Source fields, what they hold, and the field each is written to. */
export function MappingTable({
  fields,
  schema,
  mapping,
  onChange,
}: {
  readonly fields: readonly SourceField[];
  readonly schema: LayerSchema;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const { t, name } = useText();
  /** The kind of a source field in words, with its length as the source gives it. */
  const typeText = (type: string): string => {
    const [kind = '', ...rest] = type.split(' ');
    const key = `ui.type.${kind.toLowerCase()}`;
    const said = t(key);
    return [said === key ? kind : said, ...rest].join(' ');
  };
  const rows = mappingRows(fields, schema, mapping);
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  const choices = [
    { id: SKIP, label: t('ui.import.skip') },
    ...targetChoices(schema).map((field) => ({
      id: field.name,
      label: name(field.label),
      ...(field.standardName === undefined ? {} : { code: field.standardName }),
    })),
  ];
  return (
    <section>
      <h3 className="form-head">
        {t('ui.import.mapping')}
        <span className="cap">
          {t('ui.import.mapping-count', { n: rows.length, auto: count('auto'), skipped: count('skipped') })}
        </span>
      </h3>
      {rows.length === 0 ? (
        <p className="cap">{t('ui.import.no-fields')}</p>
      ) : (
        <div className="tbl-box">
          <table className="tbl mapping">
            <thead>
              <tr>
                <th>{t('ui.import.source-field')}</th>
                <th className="type">{t('ui.import.type')}</th>
                <th>{t('ui.import.samples')}</th>
                <th className="arrow" />
                <th>{t('ui.import.write-to')}</th>
                <th className="state">{t('ui.import.match')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ source, target, state }) => (
                <tr key={source.name}>
                  <td>
                    <b className="selectable">{source.name}</b>
                    {source.alias === undefined ? null : (
                      <span className="cap import-alias">{source.alias}</span>
                    )}
                  </td>
                  <td className="mut">{typeText(source.type)}</td>
                  <td title={source.samples.join('\n')}>{source.samples.join('，')}</td>
                  <td>
                    <ArrowRight className="i" />
                  </td>
                  <td>
                    <Combobox
                      label={t('ui.import.write-field', { name: source.name })}
                      hideLabel
                      choices={choices}
                      value={target?.name ?? SKIP}
                      openLabel={t('ui.open-list', { name: source.name })}
                      emptyLabel={t('ui.no-match')}
                      onChange={(id) => {
                        if (id !== null)
                          onChange(assign(schema, mapping, source.name, id === SKIP ? null : id));
                      }}
                    />
                  </td>
                  <td>
                    <span className={`tag ${state === 'auto' ? 'ok' : state === 'chosen' ? 'acc' : ''}`}>
                      {t(`ui.import.state.${state}`)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
