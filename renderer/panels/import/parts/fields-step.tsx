import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { withEdition } from '../class-model.ts';
import { useClassColumns } from '../use-class-columns.ts';
import type { ImportModel } from '../use-import.ts';
import { ClassChoice } from './class-choice.tsx';
import { Constants } from './constants.tsx';
import { CrsChoice } from './crs-choice.tsx';
import { MappingTable } from './mapping-table.tsx';
import { NoteList } from './note-list.tsx';
import { Outlines } from './outlines.tsx';

/** GBK and GB 2312 are read as GB 18030, which holds both. */
const ENCODINGS = ['utf-8', 'gb18030', 'big5'];
const encodingName = (id: string): string => (id === 'gb18030' ? 'GB18030 / GBK' : id.toUpperCase());

/** Layer, fields, encoding and coordinate system: everything that decides how the file is read. */
export function FieldsStep({ model }: { readonly model: ImportModel }) {
  const { t } = useText();
  const { state, source } = model;
  const schema = useLayers((all) => all.layers?.find((one) => one.schema.id === state.layer)?.schema);
  useClassColumns(model);
  if (source === undefined || state.probe === null) return null;
  return (
    <div className="form-two">
      <div className="form-col">
        <Layers model={model} />
        {schema === undefined ? (
          <p className="form-ask">{t('ui.import.ask-layer')}</p>
        ) : (
          <>
            <MappingTable
              fields={source.fields}
              schema={schema}
              mapping={state.mapping}
              onChange={(mapping) => model.change({ mapping })}
            />
            <Constants
              schema={schema}
              mapping={state.mapping}
              constants={withEdition(schema, state.mapping, state.classes, state.constants)}
              onChange={(constants) => model.change({ constants })}
            />
          </>
        )}
        {source.encoding === null && state.encoding === null ? null : <Encoding model={model} />}
        <NoteList notes={state.probe.notes} schema={schema} />
      </div>
      <div className="form-col">
        <CrsChoice
          source={source}
          epsg={state.epsg}
          shift={state.shift}
          onChange={(epsg) => model.change({ epsg })}
          onShift={(shift) => model.change({ shift })}
        />
        {schema === undefined ? null : <ClassChoice model={model} schema={schema} />}
        <Outlines shapes={source.preview} count={source.count} epsg={source.epsg} />
      </div>
    </div>
  );
}

function Layers({ model }: { readonly model: ImportModel }) {
  const { t, name } = useText();
  const { state } = model;
  const layers = useLayers((all) => all.layers) ?? [];
  const target = layers.find(({ schema }) => schema.id === state.layer);
  return (
    <div className="import-layers">
      {(state.probe?.layers.length ?? 0) > 1 ? (
        <Select
          label={t('ui.import.source-layer')}
          value={state.sourceLayer}
          onChange={model.setSource}
          choices={(state.probe?.layers ?? []).map((layer) => ({
            id: layer.name,
            label: layer.name,
            ...(layer.count === null ? {} : { note: String(layer.count) }),
          }))}
        />
      ) : null}
      <Select
        label={t('ui.import.target-layer')}
        value={state.layer}
        placeholder={t('ui.choose')}
        onChange={model.setLayer}
        choices={layers
          .filter(({ schema }) => schema.geometry !== null)
          .map(({ schema, count }) => ({
            id: schema.id,
            label: name(schema.name),
            icon: <LayerSwatch layer={schema.id} geometry={schema.geometry} />,
            note: String(count),
          }))}
      />
      {target !== undefined && target.count > 0 ? (
        <div className="field">
          <span className="field-label">{t('ui.import.mode')}</span>
          <Segmented
            label={t('ui.import.mode')}
            value={state.mode}
            choices={[
              { id: 'append', content: t('ui.import.append') },
              { id: 'replace', content: t('ui.import.replace', { n: target.count }) },
            ]}
            onChange={(mode) => model.change({ mode })}
          />
        </div>
      ) : null}
    </div>
  );
}

function Encoding({ model }: { readonly model: ImportModel }) {
  const { t } = useText();
  const { state, source } = model;
  const known = state.encoding?.toLowerCase() ?? null;
  const choices = known === null || ENCODINGS.includes(known) ? ENCODINGS : [...ENCODINGS, known];
  const sample = source?.fields
    .flatMap(({ samples }) => samples)
    .find((text) => Array.from(text).some((char) => char > '\u007f'));
  return (
    <section>
      <h3 className="form-head">{t('ui.import.encoding')}</h3>
      <div className="row wrap">
        <Segmented
          label={t('ui.import.encoding')}
          value={known}
          choices={choices.map((id) => ({ id, content: encodingName(id) }))}
          onChange={(id) => void model.setEncoding(id)}
        />
        {sample === undefined ? null : (
          <span className="dense">
            {t('ui.import.sample')} <b className="selectable">{sample}</b>
          </span>
        )}
        {sample === undefined ? null : (
          <span className={sample.includes('\ufffd') ? 'tag error' : 'tag ok'}>
            {t(sample.includes('\ufffd') ? 'ui.import.garbled' : 'ui.import.readable')}
          </span>
        )}
      </div>
    </section>
  );
}
