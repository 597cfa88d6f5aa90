import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { withEdition } from '../../../../shared/import/class-columns.ts';
import { several } from '../import-state.ts';
import { said, shiftOf } from '../layer-draft.ts';
import type { ImportModel } from '../use-import.ts';
import { ClassChoice } from './class-choice.tsx';
import { Constants } from './constants.tsx';
import { CrsChoice } from './crs-choice.tsx';
import { EncodingChoice } from './encoding-choice.tsx';
import { LayerNav } from './layer-nav.tsx';
import { MappingTable } from './mapping-table.tsx';
import { NoteList } from './note-list.tsx';
import { Outlines } from './outlines.tsx';
import { TargetMode } from './target-mode.tsx';
import { TargetSelect } from './target-select.tsx';
import { WebQuestion } from './web-question.tsx';

/** Fields, encoding and coordinate system of a layer: everything that decides how it is read. */
export function FieldsStep({ model }: { readonly model: ImportModel }) {
  const { t } = useText();
  const { state, draft } = model;
  const target = draft?.target ?? null;
  const layer = useLayers((all) => all.layers?.find((one) => one.schema.id === target));
  if (draft === undefined) return null;
  const { source, epsg } = draft;
  const schema = layer?.schema;
  const { mapping, constants, classes } = said(draft);
  const many = several(state);
  return (
    <div className={many ? 'form-two with-nav' : 'form-two'}>
      {many ? <LayerNav model={model} /> : null}
      <div className="form-col">
        <div className="import-layers">
          <TargetSelect model={model} draft={draft} label={t('ui.import.target-layer')} />
          {layer !== undefined && layer.count > 0 ? (
            <div className="field">
              <span className="field-label">{t('ui.import.mode')}</span>
              <TargetMode model={model} target={target} />
            </div>
          ) : null}
        </div>
        {schema === undefined ? (
          <p className="form-ask">{t('ui.import.ask-layer')}</p>
        ) : (
          <>
            <MappingTable
              fields={source.fields}
              schema={schema}
              mapping={mapping}
              onChange={(changed) => model.say({ mapping: changed })}
            />
            <Constants
              schema={schema}
              mapping={mapping}
              constants={withEdition(schema, mapping, classes, constants)}
              onChange={(changed) => model.say({ constants: changed })}
            />
          </>
        )}
        {source.encoding === null && draft.encoding === null ? null : (
          <EncodingChoice model={model} draft={draft} />
        )}
        <NoteList
          notes={many ? state.notes.filter(({ params }) => params['layer'] === source.name) : state.notes}
          schema={schema}
        />
      </div>
      <div className="form-col">
        <CrsChoice
          key={source.name}
          source={source}
          epsg={epsg}
          shift={shiftOf(state, epsg ?? 0)}
          onChange={(chosen) => model.setEpsg(source.name, chosen)}
          onShift={(shift) => model.change({ shifts: { ...state.shifts, [epsg ?? 0]: shift } })}
        />
        {source.mayBeWeb ? <WebQuestion value={state.web} onChange={(web) => model.change({ web })} /> : null}
        {schema === undefined ? null : <ClassChoice model={model} draft={draft} schema={schema} />}
        <Outlines shapes={source.preview} count={source.count} epsg={source.epsg} />
      </div>
    </div>
  );
}
