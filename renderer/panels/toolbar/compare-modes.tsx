import { Columns2, Square, SquareSplitHorizontal } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { COMPARE_MODES, useCompare } from '../../state/compare.ts';
import { Segmented } from '../../ui/segmented.tsx';

const ICONS = { single: Square, side: Columns2, swipe: SquareSplitHorizontal } as const;

/** One map, two side by side, or two with a curtain. */
export function CompareModes() {
  const { t } = useText();
  const mode = useCompare((state) => state.mode);
  const setMode = useCompare((state) => state.setMode);
  return (
    <Segmented
      label={t('compare.view')}
      value={mode}
      choices={COMPARE_MODES.map((id) => {
        const Icon = ICONS[id];
        return {
          id,
          label: t(`compare.mode.${id}`),
          content: (
            <>
              <Icon className="i" />
              <span className="word">{t(`compare.mode.${id}`)}</span>
            </>
          ),
        };
      })}
      onChange={setMode}
    />
  );
}
