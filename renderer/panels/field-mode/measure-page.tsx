import { useEffect } from 'react';
import { canFinish } from '../../../shared/map/sketch.ts';
import { useText } from '../../i18n/use-text.ts';
import { useTool } from '../../state/tool.ts';
import { BigButton, Choices } from './parts/big-button.tsx';

type Measure = 'measure-length' | 'measure-area';

/** Length or area on the ellipsoid; the figures stand at the top of the map while points are set. */
export function MeasurePage() {
  const { t } = useText();
  const tool = useTool((state) => state.tool);
  const sketch = useTool((state) => state.sketch.current);
  const { setTool, askFinish, sketchAction } = useTool.getState();
  useEffect(() => {
    setTool('measure-length');
    return () => {
      if (useTool.getState().tool.startsWith('measure-')) setTool('select');
    };
  }, [setTool]);
  const of: Measure = tool === 'measure-area' ? 'measure-area' : 'measure-length';
  return (
    <>
      <div className="field-head">
        <h3>{t('field.rail.measure')}</h3>
      </div>
      <div className="field-body">
        <Choices<Measure>
          label={t('field.measure-what')}
          columns={2}
          needed
          value={of}
          choices={[
            { id: 'measure-length', label: t('field.measure-length') },
            { id: 'measure-area', label: t('field.measure-area') },
          ]}
          onChange={(next) => setTool(next ?? 'measure-length')}
        />
        <p className="said fq">{t('field.measure-how')}</p>
        <section className="fq fpair">
          <BigButton
            onPress={() => sketchAction({ type: 'remove-last' })}
            {...(sketch === null || sketch.points.length === 0
              ? { reason: t('field.reason.no-points') }
              : {})}
          >
            {t('ui.draw.remove-last')}
          </BigButton>
          <BigButton
            primary
            onPress={askFinish}
            {...(sketch !== null && canFinish(sketch) ? {} : { reason: t('field.reason.few-points') })}
          >
            {t('ui.draw.finish')}
          </BigButton>
        </section>
      </div>
    </>
  );
}
