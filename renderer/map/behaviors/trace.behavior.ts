import type { LonLat } from '../../../shared/map/sketch.ts';
import { services } from '../../bridge/client.ts';
import { useTool } from '../../state/tool.ts';
import { visibleLayers } from '../tools/subjects.ts';

/** Following borders that are there from the last point to the next one. */
export interface Tracer {
  /** Shows the way to the cursor; the newest question wins. */
  follow(from: LonLat | undefined, cursor: LonLat | null): void;
  /** The points of the way, without `from`; null where no border leads there. */
  path(from: LonLat | undefined, to: LonLat): Promise<readonly LonLat[] | null>;
  stop(): void;
}

/** The way along existing borders, asked of the query service; one question is under way at a time. */
export function makeTracer(): Tracer {
  let asking = false;
  let wanted: { readonly from: LonLat; readonly to: LonLat } | null = null;
  let turn = 0;

  const ask = async (from: LonLat, to: LonLat): Promise<readonly LonLat[] | null> => {
    const answer = await services()?.query.trace({
      layers: [...visibleLayers()],
      exclude: [],
      from: [from[0], from[1]],
      to: [to[0], to[1]],
      through: [],
      prefer: useTool.getState().traceLonger ? 'longer' : 'shorter',
    });
    if (!answer?.ok || answer.value.xy.length < 4) return null;
    const { xy } = answer.value;
    return Array.from({ length: xy.length / 2 - 1 }, (_, i): LonLat => [xy[2 * i + 2]!, xy[2 * i + 3]!]);
  };

  const pump = async (): Promise<void> => {
    if (asking || !wanted) return;
    const { from, to } = wanted;
    const mine = turn;
    wanted = null;
    asking = true;
    const path = await ask(from, to);
    asking = false;
    const { cursor } = useTool.getState();
    if (mine === turn && cursor && cursor[0] === to[0] && cursor[1] === to[1]) useTool.setState({ path });
    void pump();
  };

  const forget = (): void => {
    turn += 1;
    wanted = null;
    if (useTool.getState().path) useTool.setState({ path: null });
  };

  return {
    follow: (from, cursor) => {
      // A path to where the pointer no longer is would be a lie.
      if (useTool.getState().path) useTool.setState({ path: null });
      if (!from || !cursor || useTool.getState().snap.hits.length === 0) return forget();
      wanted = { from, to: cursor };
      void pump();
    },
    path: async (from, to) => {
      forget();
      return from && useTool.getState().snap.hits.length > 0 ? ask(from, to) : null;
    },
    stop: forget,
  };
}
