import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TaskRecord } from '../../../shared/bridge/task-contract.ts';
import { readSketchText } from '../../../shared/field/sketch-text.ts';
import { fail, ok } from '../../../shared/result.ts';

/** What was recorded, and what lies in the form that is kept on the disk. */
const world = vi.hoisted(() => ({
  recorded: [] as { readonly command: string; readonly params: { readonly sketch: string | null } }[],
  kept: null as string | null,
}));
vi.mock('../../../renderer/bridge/client.ts', () => ({
  services: () => ({
    store: {
      execute: async (step: (typeof world.recorded)[number]) => {
        world.recorded.push(step);
        return Promise.resolve(ok({ touched: [], params: {} }));
      },
    },
    query: { fieldWork: async () => Promise.resolve(fail('bridge.closed')) },
  }),
  shellClient: () => ({
    keptForm: async () => Promise.resolve(ok(world.kept)),
    keepForm: async ({ form }: { form: string | null }) => {
      world.kept = form;
      return Promise.resolve(ok(null));
    },
  }),
  positionClient: () => null,
  onPosition: () => () => {},
  onServices: () => () => {},
}));

let drafts: typeof import('../../../renderer/state/field-draft.ts');
let hand: typeof import('../../../renderer/state/field-hand.ts');
let mode: typeof import('../../../renderer/state/field-mode.ts');
let steps: typeof import('../../../renderer/state/field-steps.ts');
let tools: typeof import('../../../renderer/state/tool.ts');
let session: typeof import('../../../renderer/state/session.ts');
let draw: (lon: number, lat: number) => void;
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', { ...events, matchMedia: () => ({ matches: false, ...events }) });
  drafts = await import('../../../renderer/state/field-draft.ts');
  hand = await import('../../../renderer/state/field-hand.ts');
  mode = await import('../../../renderer/state/field-mode.ts');
  steps = await import('../../../renderer/state/field-steps.ts');
  tools = await import('../../../renderer/state/tool.ts');
  session = await import('../../../renderer/state/session.ts');
  const { fieldSketchTool } = await import('../../../renderer/map/tools/field-sketch.tool.ts');
  const map = { project: ([lon, lat]: [number, number]) => ({ x: 1000 * lon, y: 1000 * lat }) };
  const tool = fieldSketchTool({ map } as never);
  // As the map does it with the tool in hand.
  tools.useTool.subscribe((state, before) => {
    if (before.tool === 'field-sketch' && state.tool !== 'field-sketch') tool.stop?.();
  });
  draw = (lon, lat) => {
    const at = { x: 1000 * lon, y: 1000 * lat, lonLat: [lon, lat] } as never;
    tool.down?.(at);
    tool.up?.(at);
  };
});

const TASK = {
  uid: 'one',
  title: '核实',
  verdict: null,
  verdictNote: '',
  form: null,
  sketch: null,
  position: null,
} as unknown as TaskRecord;
const draftOf = (uid: string) => drafts.useDrafts.getState().drafts[uid];
const begin = (uid: string): void => hand.beginSketch(uid, drafts.EMPTY_DRAFT);
const LINE = [
  [110, 30],
  [110.1, 30],
  [110.1, 30.1],
];
const drawLine = (): void => LINE.forEach(([lon, lat]) => draw(lon!, lat!));

beforeEach(() => {
  tools.useTool.getState().setTool('select');
  drafts.useDrafts.setState({ drafts: {} });
  world.recorded = [];
});

describe('a line that is set point by point and not ended', () => {
  it('is there when one turns to another page', () => {
    begin('one');
    drawLine();
    mode.useFieldMode.getState().show('tasks');
    expect(draftOf('one')).toMatchObject({ strokes: [LINE], open: [] });
  });

  it('is not that of the next task', () => {
    begin('one');
    drawLine();
    begin('two');
    draw(111, 31);
    draw(111.1, 31);
    hand.endSketch();
    expect(draftOf('one')?.strokes).toEqual([LINE]);
    expect(draftOf('two')?.strokes).toEqual([
      [
        [111, 31],
        [111.1, 31],
      ],
    ]);
    begin('one');
    drawLine();
    hand.askTap('two', drafts.EMPTY_DRAFT, 'position');
    expect(draftOf('one')?.strokes).toEqual([LINE, LINE]);
  });

  it('is saved with the task, and leaves no draft behind', async () => {
    begin('one');
    drawLine();
    expect(await steps.recordVerdict(TASK, draftOf('one')!)).toBe(true);
    expect(readSketchText(world.recorded[0]!.params.sketch!)).toEqual([LINE]);
    mode.useFieldMode.getState().show('tasks');
    expect(draftOf('one')).toBeUndefined();
  });

  it('is gone with the draft that is discarded', () => {
    begin('one');
    drawLine();
    drafts.dropDraft('one');
    mode.useFieldMode.getState().show('tasks');
    expect(draftOf('one')).toBeUndefined();
  });

  it('is stepped back point by point, then line by line', () => {
    begin('one');
    drawLine();
    hand.endLine();
    draw(111, 31);
    hand.stepBack();
    expect(draftOf('one')).toMatchObject({ strokes: [LINE], open: [] });
    hand.stepBack();
    expect(draftOf('one')).toMatchObject({ strokes: [], open: [] });
  });

  it('outlives a power cut, and is gone on with', async () => {
    session.useSession.setState({ blueprint: { path: '/a.gpkg' } as never });
    await drafts.takeUpDrafts();
    begin('one');
    draw(110, 30);
    draw(110.1, 30);
    await vi.waitFor(() => expect(drafts.readDrafts(world.kept)['one']?.open).toHaveLength(2));
    const cut = world.kept;
    // As it is after a start.
    session.useSession.setState({ blueprint: null });
    await drafts.takeUpDrafts();
    tools.useTool.getState().setTool('select');
    world.kept = cut;
    session.useSession.setState({ blueprint: { path: '/a.gpkg' } as never });
    await drafts.takeUpDrafts();
    begin('one');
    draw(110.1, 30.1);
    hand.endSketch();
    expect(draftOf('one')?.strokes).toEqual([LINE]);
  });

  it('is no reason to leave out a draft that an older edition kept', () => {
    const { open: _none, ...older } = drafts.EMPTY_DRAFT;
    expect(drafts.readDrafts(JSON.stringify({ a: older }))).toEqual({ a: drafts.EMPTY_DRAFT });
  });
});
