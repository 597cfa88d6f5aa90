import { useText } from '../../../i18n/use-text.ts';
import { useToolOptions } from '../../../state/tool-options.ts';
import { useTool } from '../../../state/tool.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';

/** Which side of the clicked features stays. */
export function CutByOptions() {
  const { t } = useText();
  const cutBy = useToolOptions((state) => state.cutBy);
  const change = useToolOptions((state) => state.change);
  const askFinish = useTool((state) => state.askFinish);
  const ready = useTool((state) => state.ghosts.length > 0);
  return (
    <>
      <Segmented
        label={t('map.option.cut-by')}
        value={cutBy}
        choices={[
          { id: 'erase', content: t('map.option.cut-by.erase') },
          { id: 'clip', content: t('map.option.cut-by.clip') },
        ]}
        onChange={(next) => change({ cutBy: next })}
      />
      <Button kind="primary" onPress={askFinish} disabled={!ready}>
        {t('map.draw.finish')}
      </Button>
    </>
  );
}
