import { canTake } from '../../../../shared/import/suggest-target.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Select } from '../../../ui/select.tsx';
import type { LayerDraft } from '../layer-draft.ts';
import { several } from '../import-state.ts';
import type { ImportModel } from '../use-import.ts';

/** The layer that a layer of the source goes to; of several at once, only those that take its kind are on offer. */
export function TargetSelect({
  model,
  draft,
  label,
}: {
  readonly model: ImportModel;
  readonly draft: LayerDraft;
  /** Shown above it; otherwise it is named for its layer, for screen readers. */
  readonly label?: string;
}) {
  const { t, name } = useText();
  const layers = useLayers((all) => all.layers) ?? [];
  const { source, target } = draft;
  return (
    <Select
      label={label ?? t('import.target-of', { name: source.name })}
      hideLabel={label === undefined}
      value={target}
      placeholder={t('ui.choose')}
      onChange={(id) => model.setTarget(source.name, id)}
      choices={layers
        .filter(
          ({ schema }) => schema.geometry !== null && (!several(model.state) || canTake(schema, source)),
        )
        .map(({ schema, count }) => ({
          id: schema.id,
          label: name(schema.name),
          icon: <LayerSwatch layer={schema.id} geometry={schema.geometry} />,
          note: String(count),
        }))}
    />
  );
}
