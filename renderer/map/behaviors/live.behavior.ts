import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { useTool } from '../../state/tool.ts';

/** Without an answer for this long the figures are "…", never old ones. */
const PATIENCE_MS = 100;

/** The shape in hand as the check sees it. */
export interface LiveShape {
  readonly sketch: string;
  readonly layer: string;
  readonly ref: RecordRef | null;
  readonly fields: Fields;
  readonly geometry: Packed;
}

/** Points that moved since the shape was last sent whole, by their number in the packed array. */
export interface Moved {
  readonly point: number;
  readonly to: readonly [number, number];
}

export interface LiveCheck {
  /** The shape is now this; `moved` where it differs from the shape sent before only there. */
  update(shape: LiveShape, moved?: readonly Moved[]): void;
  end(): void;
}

/** Area at once, collisions when the check answers; answers to older shapes are dropped. */
export function makeLiveCheck(): LiveCheck {
  let seq = 0;
  let answered = 0;
  let asking = false;
  let next: { shape: LiveShape; moved: readonly Moved[] | null; seq: number } | null = null;
  let sent: string | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const pump = async (): Promise<void> => {
    const query = services()?.query;
    if (asking || !next || !query) return;
    const { shape, moved, seq: mine } = next;
    next = null;
    asking = true;
    const delta = moved !== null && sent === shape.sketch;
    sent = shape.sketch;
    const answer = await query.live({
      sketch: shape.sketch,
      seq: mine,
      layer: shape.layer,
      ref: shape.ref,
      fields: { ...shape.fields },
      geometry: delta ? null : shape.geometry,
      moved: delta ? moved.map(({ point, to }) => ({ point, to: [to[0], to[1]] as [number, number] })) : [],
    });
    asking = false;
    if (!answer.ok) sent = null;
    const { live } = useTool.getState();
    if (answer.ok && live && answer.value.seq === mine && mine > answered && sent === shape.sketch) {
      answered = mine;
      const { hits } = answer.value;
      useTool.setState({
        live: {
          ...live,
          waiting: mine < seq && live.waiting,
          hits: hits.map(({ rule, areaM2 }) => ({ rule, areaM2 })),
          collisions: hits.flatMap(({ geometry }) => (geometry ? [geometry] : [])),
        },
      });
    }
    void pump();
  };

  return {
    update: (shape, moved) => {
      seq += 1;
      const waiting = next;
      // A shape that was never sent cannot be built upon: it goes whole.
      const whole = moved === undefined || (waiting !== null && waiting.moved === null);
      next = { shape, moved: whole ? null : moved, seq };
      const { live } = useTool.getState();
      useTool.setState({
        live: {
          areaM2: polygonAreaM2(shape.geometry),
          waiting: live?.waiting ?? true,
          hits: live?.hits ?? [],
          collisions: live?.collisions ?? [],
        },
      });
      const mine = seq;
      clearTimeout(patience);
      patience = setTimeout(() => {
        const now = useTool.getState().live;
        if (now && answered < mine)
          useTool.setState({ live: { ...now, waiting: true, hits: [], collisions: [] } });
      }, PATIENCE_MS);
      void pump();
    },
    end: () => {
      clearTimeout(patience);
      next = null;
      answered = seq;
      const ended = sent;
      sent = null;
      useTool.setState({ live: null });
      if (ended) void services()?.query.endSketch({ sketch: ended });
    },
  };
}
