import { Check, Undo2, X } from 'lucide-react';
import { formatPosition } from '../../../shared/crs/coordinate-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { zoneText } from '../../i18n/zone-text.ts';
import { useZone } from '../../state/coordinates.ts';
import { useDrafts } from '../../state/field-draft.ts';
import { endLine, endSketch, stepBack, useFieldHand } from '../../state/field-hand.ts';
import { taskOf, useFieldWork, useHere, wayTo } from '../../state/field-work.ts';
import { groundOf } from '../../state/ground-position.ts';
import { usePosition } from '../../state/position.ts';
import { useTool } from '../../state/tool.ts';
import { useView } from '../../state/view.ts';
import { BigButton } from './parts/big-button.tsx';
import { bearingText, distanceText } from './words.ts';

/** What floats over the map in field mode: where one is, how far to the task, and what the hand draws. */
export const FieldOverMap = () => (
  <>
    <HandBar />
    <div className="field-plates">
      <Target />
      <Coordinates />
    </div>
  </>
);

/** Coordinates of the position, else of the middle of the map, and which of the two. */
function Coordinates() {
  const { t, language } = useText();
  const here = groundOf(usePosition());
  const centre = useView((state) => state.centre);
  const zone = useZone();
  const at = here?.at ?? centre;
  const height = here?.heightM ?? null;
  return (
    <output
      className="map-float field-plate"
      aria-label={t('coords.readout')}
      data-of={here ? 'here' : 'centre'}
    >
      <span className="mut">{t(here === null ? 'field.plate.centre' : 'field.plate.here')}</span>
      {zone === null ? null : <span>{zoneText(zone, language).replace(/[（(].*$/, '')}</span>}
      <span className="path">{formatPosition(zone === null ? 'degrees' : 'zone', at, zone)}</span>
      {height === null ? null : <span className="mut">{t('field.height', { n: height.toFixed(2) })}</span>}
    </output>
  );
}

/** Distance and direction of the task in hand. */
function Target() {
  const { t } = useText();
  const task = useFieldWork(taskOf);
  const here = useHere();
  const way = task === null ? null : wayTo(here, task);
  if (way === null) return null;
  return (
    <output className="map-float field-plate target" aria-label={t('field.target')}>
      <span className="mut">{t('field.target')}</span>
      <b>{distanceText(t, way.lengthM)}</b>
      <span>{bearingText(t, way.bearingDeg)}</span>
    </output>
  );
}

/** What a tap or a pull on the map does now, and the way out of it. */
function HandBar() {
  const { t } = useText();
  const tool = useTool((state) => state.tool);
  const draft = useFieldHand((state) => state.draft);
  const open = useDrafts((state) => (state.drafts[draft]?.open.length ?? 0) > 0);
  const setTool = useTool((state) => state.setTool);
  if (tool !== 'field-tap' && tool !== 'field-sketch') return null;
  return (
    <div className="map-float field-hand" role="status">
      <span>{t(tool === 'field-tap' ? 'field.hand.tap' : 'field.hand.sketch')}</span>
      {tool === 'field-tap' ? (
        <BigButton icon={X} onPress={() => setTool('select')}>
          {t('ui.cancel')}
        </BigButton>
      ) : (
        <>
          <BigButton icon={Undo2} onPress={stepBack}>
            {t('field.hand.back')}
          </BigButton>
          {open ? <BigButton onPress={endLine}>{t('field.hand.end-line')}</BigButton> : null}
          <BigButton icon={Check} primary onPress={endSketch}>
            {t('field.hand.done')}
          </BigButton>
        </>
      )}
    </div>
  );
}
