import type { RecordRef } from '../../../shared/model/record.ts';
import { pixelsToLatitudeDegrees } from '../../../shared/map/scale.ts';
import { services } from '../../bridge/client.ts';
import { notify } from '../../state/notices.ts';
import { sameRef } from '../../state/selection.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { inTurn } from './in-turn.ts';
import { selectedWritable, visibleLayers } from './subjects.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

const REACH_PIXELS = 4;

/**
 * Erases the selected features by others, or clips them to those: a click takes a feature to cut by or gives it
 * back, Enter cuts. What is cut by is only read, so control lines serve.
 */
export const cutByTool = ({ map }: Desk): MapTool => {
  const turns = inTurn();
  let by: readonly RecordRef[] = [];

  const show = async (): Promise<void> => {
    const found = by.length > 0 ? await services()?.query.features({ refs: [...by] }) : null;
    const records = found?.ok ? found.value : [];
    useTool.setState({
      ghosts: records.flatMap(({ geometry }) => (geometry ? [{ geometry, kind: 'mark' as const }] : [])),
    });
  };

  const toggle = async (at: PointerAt): Promise<void> => {
    const subjects = selectedWritable();
    const answer = await services()?.query.identify({
      at: [at.lonLat[0], at.lonLat[1]],
      tolerance: pixelsToLatitudeDegrees(REACH_PIXELS, at.lonLat[1], map.getZoom()),
      layers: [...visibleLayers()],
    });
    const hits = answer?.ok ? answer.value.map(({ ref }) => ref) : [];
    const hit = hits.find((ref) => !subjects.some((subject) => sameRef(subject, ref)));
    if (!hit) return;
    const rest = by.filter((ref) => !sameRef(ref, hit));
    by = rest.length < by.length ? rest : [...by, hit];
    await show();
  };

  const cut = async (): Promise<void> => {
    if (by.length === 0) {
      notify('info', 'map.cut-by.none');
      return;
    }
    const keep = useToolOptions.getState().cutBy === 'erase' ? 'outside' : 'inside';
    const done = await runCommand('erase-features', { refs: [...selectedWritable()], by: [...by], keep });
    if (done.ok) useTool.getState().setTool('select');
  };

  const stopAsked = useTool.subscribe((state, before) => {
    if (state.finishAsked !== before.finishAsked) turns.next(cut);
  });

  return {
    id: 'cut-by',
    cursor: 'pointer',
    stop: () => {
      turns.end();
      stopAsked();
    },
    click: (at) => turns.next(() => toggle(at)),
    key: (combination) => {
      if (combination === 'Enter') turns.next(cut);
      else if (combination !== 'Esc') return false;
      else if (by.length > 0) {
        by = [];
        turns.next(show);
      } else useTool.getState().setTool('select');
      return true;
    },
  };
};
