import { Check, CircleAlert } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { RadioList } from '../../../ui/radio-list.tsx';
import { chosenDrafts } from '../import-state.ts';
import { lacking } from '../layer-draft.ts';
import type { ImportModel } from '../use-import.ts';

/** The chosen layers, one of which is looked at; those that lack something are marked. */
export function LayerNav({ model }: { readonly model: ImportModel }) {
  const { t, name } = useText();
  const layers = useLayers((all) => all.layers) ?? [];
  const schemas = layers.map(({ schema }) => schema);
  const { state, draft } = model;
  return (
    <section className="import-nav">
      <h3 className="form-head">{t('import.chosen-layers')}</h3>
      <RadioList
        label={t('import.chosen-layers')}
        value={draft?.source.name ?? null}
        onChange={(current) => model.change({ current })}
        choices={chosenDrafts(state).map((one) => {
          const target = schemas.find(({ id }) => id === one.target);
          const lack = lacking(one, state, schemas);
          return {
            id: one.source.name,
            content: (
              <>
                <span className="grow el">
                  <b>{one.source.name}</b>
                  <span className="cap">{target === undefined ? t('ui.choose') : name(target.name)}</span>
                </span>
                {lack === null ? (
                  <Check className="i ok" />
                ) : (
                  <CircleAlert className="i lack" aria-label={t(lack)} />
                )}
              </>
            ),
          };
        })}
      />
    </section>
  );
}
