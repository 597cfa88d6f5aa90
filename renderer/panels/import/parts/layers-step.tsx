import { crsText } from '../../../i18n/crs-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { barred, type LayerDraft } from '../layer-draft.ts';
import type { ImportModel } from '../use-import.ts';
import { NoteList } from './note-list.tsx';
import { TargetMode } from './target-mode.tsx';
import { TargetSelect } from './target-select.tsx';

/** All layers of the source: what each is, whether it comes in, and where to. */
export function LayersStep({ model }: { readonly model: ImportModel }) {
  const { t } = useText();
  const { drafts, notes } = model.state;
  const layers = useLayers((all) => all.layers) ?? [];
  const schemas = layers.map(({ schema }) => schema);
  const open = drafts.filter((draft) => barred(draft, schemas) === null);
  const chosen = open.filter((draft) => draft.chosen);
  // How they are written is asked where a target has features already.
  const ways = chosen.some(({ target }) =>
    layers.some(({ schema, count }) => schema.id === target && count > 0),
  );
  return (
    <div className="form-col">
      <h3 className="form-head">
        {t('import.layers')}
        <span className="cap">{t('import.layers-count', { n: drafts.length, chosen: chosen.length })}</span>
      </h3>
      <div className="tbl-box">
        <table className="tbl mapping import-sources">
          <thead>
            <tr>
              <th className="tick">
                <Checkbox
                  label={t('import.choose-all')}
                  selected={open.length > 0 && chosen.length === open.length}
                  indeterminate={chosen.length > 0 && chosen.length < open.length}
                  disabled={open.length === 0}
                  onChange={(all) =>
                    model.setChosen(
                      open.map(({ source }) => source.name),
                      all,
                    )
                  }
                />
              </th>
              <th>{t('ui.import.source-layer')}</th>
              <th className="kind">{t('import.kind')}</th>
              <th className="n count">{t('import.features')}</th>
              <th className="system">{t('ui.import.crs')}</th>
              <th className="target">{t('ui.import.target-layer')}</th>
              <th className="by">{t('ui.import.match')}</th>
              {ways ? <th className="way">{t('ui.import.mode')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft) => (
              <Row key={draft.source.name} model={model} draft={draft} ways={ways} />
            ))}
          </tbody>
        </table>
      </div>
      <NoteList notes={notes} schema={undefined} />
    </div>
  );
}

function Row({
  model,
  draft,
  ways,
}: {
  readonly model: ImportModel;
  readonly draft: LayerDraft;
  readonly ways: boolean;
}) {
  const { t, language } = useText();
  const layers = useLayers((all) => all.layers) ?? [];
  const { source, chosen } = draft;
  const why = barred(
    draft,
    layers.map(({ schema }) => schema),
  );
  return (
    <tr className={why === null ? '' : 'out'} aria-disabled={why !== null}>
      <td className="tick">
        <Checkbox
          label={t('import.choose-layer', { name: source.name })}
          selected={chosen && why === null}
          disabled={why !== null}
          onChange={(on) => model.setChosen([source.name], on)}
        />
      </td>
      <td className="name">
        <b className="selectable">{source.name}</b>
      </td>
      <td className="mut">{t(source.kind === null ? 'import.kind.any' : `import.kind.${source.kind}`)}</td>
      <td className="n count">{source.count ?? '—'}</td>
      <td className="mut">
        {draft.epsg === null ? (
          <span className="tag warn">{t('ui.import.crs-unknown')}</span>
        ) : (
          crsText(draft.epsg, language)
        )}
      </td>
      {why === null ? (
        <>
          <td>
            <TargetSelect model={model} draft={draft} />
          </td>
          <td>
            <Match model={model} draft={draft} />
          </td>
          {ways ? <td>{chosen ? <TargetMode model={model} target={draft.target} /> : null}</td> : null}
        </>
      ) : (
        <td colSpan={ways ? 3 : 2}>{t(`import.barred.${why}`)}</td>
      )}
    </tr>
  );
}

/** What the preselected target rests on, or that it is the user's; another layer with the same target is told. */
function Match({ model, draft }: { readonly model: ImportModel; readonly draft: LayerDraft }) {
  const { t } = useText();
  const { suggestion, target, chosen, source } = draft;
  if (target === null) return <span className={chosen ? 'tag warn' : 'tag'}>{t('import.by.none')}</span>;
  const same = model.state.drafts.find(
    (other) => chosen && other.chosen && other.target === target && other.source.name !== source.name,
  );
  if (same !== undefined)
    return <span className="tag warn">{t('import.same-target', { name: same.source.name })}</span>;
  const by = suggestion?.layer === target ? suggestion.by : 'chosen';
  return <span className={by === 'name' ? 'tag ok' : 'tag acc'}>{t(`import.by.${by}`)}</span>;
}
