import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import type { ImportModel } from '../use-import.ts';

/** Whether a target that has features keeps them; nothing to ask where it has none. */
export function TargetMode({
  model,
  target,
}: {
  readonly model: ImportModel;
  readonly target: string | null;
}) {
  const { t } = useText();
  const { replaced } = model.state;
  const count = useLayers((all) => all.layers?.find(({ schema }) => schema.id === target)?.count ?? 0);
  if (target === null || count === 0) return null;
  return (
    <Segmented
      label={t('ui.import.mode')}
      value={replaced.includes(target) ? 'replace' : 'append'}
      choices={[
        { id: 'append', content: t('ui.import.append') },
        { id: 'replace', content: t('ui.import.replace', { n: count }) },
      ]}
      onChange={(mode) =>
        model.change({
          replaced: mode === 'replace' ? [...replaced, target] : replaced.filter((layer) => layer !== target),
        })
      }
    />
  );
}
