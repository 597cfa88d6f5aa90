import { Footprints, MapPinPlus, Pause, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { useKeyProps } from '../../../commands/use-command.ts';
import { useText } from '../../../i18n/use-text.ts';
import { usePosition, whyNoPosition } from '../../../state/position.ts';
import { usePositionWork } from '../../../state/position-work.ts';
import { useTool } from '../../../state/tool.ts';
import { addVertexHere } from '../../../state/vertex-by-position.ts';
import { pauseWalking, startWalking, stopWalking, useWalking } from '../../../state/walking.ts';
import { Button } from '../../../ui/button.tsx';
import { Keys } from '../../../ui/keys.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { AveragingBlock } from './averaging-block.tsx';
import { NumberField } from './number-field.tsx';
import { OffsetBlock } from './offset-block.tsx';
import { SignalBadge } from './signal-badge.tsx';
import './position.css';

type Way = 'here' | 'average' | 'walk' | 'offset';
const WALK_LIMITS = [0.1, 10_000] as const;

/** Vertices from positions, for whatever shape is being drawn: here, averaged, walked round, or beside where one stands. */
export function DrawByPosition() {
  const { t } = useText();
  const [way, setWay] = useState<Way>('here');
  const service = usePosition((state) => state.service);
  const form = useTool((state) => state.sketch.current?.form);
  const on = service !== null && service.status.state !== 'off';
  // Walking sets many vertices, and a point has one.
  const ways: readonly Way[] =
    form === 'point' ? ['here', 'average', 'offset'] : ['here', 'average', 'walk', 'offset'];
  return (
    <section className="sec pos-draw" aria-label={t('position.draw')}>
      <h4>
        {t('position.draw')}
        <span className="r">
          <SignalBadge short />
        </span>
      </h4>
      <div className="pos-block">
        <Segmented<Way>
          label={t('position.draw.way')}
          value={way}
          choices={ways.map((id) => ({ id, content: t(`position.draw.${id}`) }))}
          onChange={setWay}
        />
        {way === 'here' ? <Here /> : null}
        {way === 'average' ? (
          <AveragingBlock
            owner="draw"
            useLabel={t('position.draw.add')}
            onUse={({ lon, lat }) => useTool.getState().askAdd([lon, lat])}
          />
        ) : null}
        {way === 'walk' ? <Walk /> : null}
        {way === 'offset' ? <OffsetBlock /> : null}
        {on ? null : (
          <Button kind="link" onPress={() => usePositionWork.getState().show(true, 'receiver')}>
            {t('position.connect-one')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Here() {
  const { t } = useText();
  const keys = useKeyProps()('position.add-vertex');
  const why = usePosition(whyNoPosition);
  return (
    <>
      <div className="row">
        <Button onPress={addVertexHere} {...(why === null ? {} : { reason: t(why) })}>
          <MapPinPlus className="i" />
          {t('position.draw.add-here')}
        </Button>
        {keys.keys === undefined ? null : <Keys of={keys.keys} />}
      </div>
      {why === null ? null : <p className="help out">{t(why)}</p>}
    </>
  );
}

/** A shape that is walked round: begun, paused, ended. */
function Walk() {
  const { t } = useText();
  const { phase, vertices, why: broken } = useWalking();
  const every = usePositionWork((state) => state.walkEveryM);
  const why = usePosition(whyNoPosition);
  const blocked = why === null ? {} : { reason: t(why) };
  return (
    <>
      <NumberField
        label={t('position.walk.every')}
        unit={t('unit.m')}
        value={every}
        limits={WALK_LIMITS}
        onChange={(walkEveryM) => usePositionWork.getState().keep({ walkEveryM })}
      />
      <div className="row">
        {phase === 'on' ? (
          <Button onPress={pauseWalking}>
            <Pause className="i" />
            {t('position.walk.pause')}
          </Button>
        ) : (
          <Button onPress={startWalking} {...blocked}>
            {phase === 'off' ? <Footprints className="i" /> : <Play className="i" />}
            {t(phase === 'off' ? 'position.walk.start' : 'position.walk.resume')}
          </Button>
        )}
        {phase === 'off' ? null : (
          <Button onPress={stopWalking}>
            <Square className="i" />
            {t('position.walk.stop')}
          </Button>
        )}
        {phase === 'off' ? null : (
          <span className="cap" role="status">
            {t('position.walk.vertices', { n: vertices })}
          </span>
        )}
      </div>
      {broken !== null ? (
        <p className="help out">{t('position.walk.paused-by', { why: t(broken) })}</p>
      ) : null}
      {broken === null && why !== null ? <p className="help out">{t(why)}</p> : null}
    </>
  );
}
