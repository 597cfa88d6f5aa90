import { useText } from '../../../i18n/use-text.ts';
import { useToolOptions } from '../../../state/tool-options.ts';
import { Segmented } from '../../../ui/segmented.tsx';

/** Whether a hole becomes ground of the feature around it, or a feature of its own. */
export function FillHoleOptions() {
  const { t } = useText();
  const how = useToolOptions((state) => state.fillHole);
  const change = useToolOptions((state) => state.change);
  return (
    <Segmented
      label={t('map.option.fill-hole')}
      value={how}
      choices={[
        { id: 'fill', content: t('map.option.fill-hole.fill') },
        { id: 'feature', content: t('map.option.fill-hole.feature') },
      ]}
      onChange={(fillHole) => change({ fillHole })}
    />
  );
}
