import { M2_PER } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useToolOptions } from '../../../state/tool-options.ts';
import { useTool } from '../../../state/tool.ts';
import { Button } from '../../../ui/button.tsx';
import { NumberOption } from './number-option.tsx';

/** How much is cut off, and along which direction. */
export function SplitAreaOptions() {
  const { t } = useText();
  const { splitAreaM2, splitBearing, change } = useToolOptions();
  const askFinish = useTool((state) => state.askFinish);
  return (
    <>
      <NumberOption
        label={t('map.option.split-area')}
        unit={t('unit.mu')}
        value={splitAreaM2 / M2_PER.mu}
        onCommit={(mu) => {
          if (mu === null || mu <= 0) return false;
          change({ splitAreaM2: mu * M2_PER.mu });
          return true;
        }}
      />
      <NumberOption
        label={t('map.option.split-bearing')}
        unit="°"
        decimals={1}
        value={splitBearing}
        onCommit={(degrees) => {
          change({ splitBearing: degrees === null ? null : ((degrees % 360) + 360) % 360 });
          return true;
        }}
      />
      <Button kind="primary" onPress={askFinish}>
        {t('map.option.cut')}
      </Button>
    </>
  );
}
