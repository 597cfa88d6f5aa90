import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import type { FixEvent, PositionState } from '../../../shared/gnss/service-types.ts';
import { DEFAULT_GNSS_SETTINGS } from '../../../shared/gnss/settings.ts';
import { createTrackColumns, segmentsOf } from '../../../shared/gnss/track-points.ts';
import { noFaults, type Quality } from '../../../shared/gnss/types.ts';
import { TEXTS, text } from '../../../shared/i18n/text.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';
import { must } from '../../fixtures/import/must.ts';

let work: typeof import('../../../renderer/state/position-work.ts');
let line: typeof import('../../../renderer/state/track-line.ts');
let position: typeof import('../../../renderer/state/position.ts');
let form: typeof import('../../../renderer/panels/parts/position/use-source-form.ts');
let age: typeof import('../../../renderer/state/position-age.ts');
let badge: typeof import('../../../renderer/panels/parts/position/signal-badge.tsx');
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', {
    ...events,
    lantu: { methods: {}, events: {} },
    matchMedia: () => ({ matches: false, ...events }),
  });
  work = await import('../../../renderer/state/position-work.ts');
  line = await import('../../../renderer/state/track-line.ts');
  position = await import('../../../renderer/state/position.ts');
  form = await import('../../../renderer/panels/parts/position/use-source-form.ts');
  age = await import('../../../renderer/state/position-age.ts');
  badge = await import('../../../renderer/panels/parts/position/signal-badge.tsx');
});

describe('what is kept of positions', () => {
  it('is as at the first start where nothing, or nonsense, was kept', () => {
    const first = work.readPositionWork(null);
    expect(first).toMatchObject({ north: 'true', declinationDeg: null, saved: {}, form: { kind: 'serial' } });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (kept) => {
        const { form: read, declinationDeg, walkEveryM } = work.readPositionWork(kept);
        expect(['serial', 'tcp', 'udp', 'file']).toContain(read.kind);
        expect(declinationDeg === null || Math.abs(declinationDeg) <= 180).toBe(true);
        expect(walkEveryM).toBeGreaterThan(0);
      }),
    );
  });
  it('comes back as it was', () => {
    const kept = {
      form: {
        kind: 'udp' as const,
        path: 'COM3',
        baudRate: 115_200,
        tcp: { host: '192.168.1.20', port: '9001' },
        udp: { host: '', port: '' },
        rate: 0,
      },
      north: 'magnetic' as const,
      declinationDeg: -3.5,
      walkEveryM: 0.5,
      averageS: 60,
      saved: { a: { '/澄川县.gpkg': 3 } },
    };
    expect(work.readPositionWork(JSON.stringify(kept))).toEqual(kept);
  });
});

describe('the north', () => {
  it('needs a zone for the grid and the declination for the needle', () => {
    const zone = must(crsByEpsg(4525));
    expect(work.northOf('true', null, null)).toEqual({ kind: 'true' });
    expect(work.northOf('grid', null, 1)).toBeNull();
    expect(work.northOf('grid', zone, null)).toEqual({ kind: 'grid', zone });
    expect(work.northOf('magnetic', zone, null)).toBeNull();
    expect(work.northOf('magnetic', null, 0)).toEqual({ kind: 'magnetic', declinationDeg: 0 });
  });
});

describe('the choice of a receiver', () => {
  it('says what is missing, with a text', () => {
    const base = work.readPositionWork(null).form;
    const ask = (patch: Partial<typeof base>, file: string | null = null) =>
      form.sourceOf({ ...base, ...patch }, file);
    const wanting = [
      ask({ kind: 'serial', path: '' }),
      ask({ kind: 'file' }),
      ask({ kind: 'tcp', tcp: { host: ' ', port: '1' } }),
      ...['', '0', '65536', '1.5', 'x'].map((port) => ask({ kind: 'udp', udp: { host: '127.0.0.1', port } })),
    ];
    for (const one of wanting) expect('reason' in one && one.reason in TEXTS.en).toBe(true);
    expect(ask({ kind: 'tcp', tcp: { host: ' 10.0.0.8 ', port: '65535' } })).toEqual({
      choice: { kind: 'tcp', host: '10.0.0.8', port: 65_535 },
    });
    expect(ask({ kind: 'file', rate: 0 }, 'token')).toEqual({
      choice: { kind: 'file', file: 'token', rate: 0 },
    });
  });
});

describe('the line of a track', () => {
  it('is the same however its points come, and joins nothing over a start', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.boolean()), { minLength: 1, maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
        (points, portions) => {
          const columns = createTrackColumns();
          let shown: ReturnType<typeof line.withPoints> = { id: 'a', points: 0, segments: [] };
          const before: { readonly at: readonly (readonly number[])[]; readonly as: string }[] = [];
          let [sent, turn] = [0, 0];
          while (sent < points.length) {
            for (const [lon, begins] of points.slice(sent, sent + portions[turn]!)) {
              columns.add(
                {
                  timeMs: null,
                  lon,
                  lat: 1,
                  heightM: null,
                  accuracyM: null,
                  accuracySource: 'unknown',
                  quality: 1,
                },
                begins,
              );
            }
            shown = line.withPoints(shown, columns.view(sent));
            before.push({ at: shown.segments, as: JSON.stringify(shown.segments) });
            sent = columns.count;
            turn++;
          }
          const all = columns.view();
          expect(shown.points).toBe(points.length);
          expect(shown.segments).toEqual(
            segmentsOf(all).map(([from, to]) =>
              Array.from({ length: to - from }, (_u, i) => [all.lon[from + i]!, all.lat[from + i]!]).flat(),
            ),
          );
          // What was handed out is left as it was: a map may still be drawing it.
          for (const { at, as } of before) expect(JSON.stringify(at)).toBe(as);
        },
      ),
    );
  });
});

describe('the position that may be used', () => {
  const state = (patch: Partial<PositionState>): PositionState => ({
    settings: DEFAULT_GNSS_SETTINGS,
    source: null,
    status: { state: 'open', trouble: null },
    signal: 'fix',
    last: null,
    satellites: [],
    counters: { faults: noFaults(), jumps: { aside: 0, dropped: 0, confirmed: 0 } },
    track: null,
    raw: { on: false, path: null, trouble: null },
    ...patch,
  });
  const last = (use: FixEvent['use'], quality: Quality = 1): FixEvent => ({
    fix: fixAt(0, 110, 30, { quality }),
    use,
    apart: false,
  });

  it('is there with a fix that counts and else never, and then the reason has a text in both languages', () => {
    for (const signal of ['none', 'searching', 'fix', 'stale', 'lost'] as const) {
      for (const use of ['counts', 'jump', 'not-measured', null] as const) {
        for (const source of ['off', 'waiting', 'open', 'ended'] as const) {
          const service = state({
            signal,
            last: use === null ? null : last(use),
            status: { state: source, trouble: null },
          });
          const may = signal === 'fix' && use === 'counts';
          const heard = { service, countedAt: age.pageMoment(), gone: false };
          expect(position.positionNow(heard) !== null).toBe(may);
          // One that was there before the page was may be of any age.
          expect(position.positionNow({ ...heard, countedAt: null })).toBeNull();
          const why = position.whyNoPosition(heard);
          expect(why === null).toBe(may);
          for (const texts of [TEXTS['zh-CN'], TEXTS.en]) if (why !== null) expect(why in texts).toBe(true);
        }
      }
    }
    const none = { service: null, countedAt: null };
    expect(position.whyNoPosition({ ...none, gone: false })).toBe('position.why.off');
    expect(position.whyNoPosition({ ...none, gone: true })).toBe('position.why.gone');
  });

  it('is where something was noted when it is begun, not where the form is saved', async () => {
    const hand = await import('../../../renderer/state/field-hand.ts');
    const drafts = await import('../../../renderer/state/field-draft.ts');
    const { pageMoment } = await import('../../../renderer/state/position-age.ts');
    const stand = (lon: number): void => {
      const fix: FixEvent = { ...last('counts'), fix: fixAt(0, lon, 30) };
      position.usePosition.setState({
        service: state({ last: fix }),
        said: 'fix',
        counted: fix,
        countedAt: pageMoment(),
      });
    };
    const noted = () => drafts.useDrafts.getState().drafts[drafts.NEW_OBSERVATION];
    const change = (patch: Parameters<typeof hand.changeHere>[2]): void =>
      hand.changeHere(drafts.NEW_OBSERVATION, drafts.EMPTY_DRAFT, patch);
    stand(110);
    change({ note: '墙已拆' });
    expect(noted()?.position).toMatchObject({ place: [110, 30], how: 'receiver' });
    stand(111);
    change({ note: '墙已拆，地已平' });
    expect(noted()).toMatchObject({ position: { place: [110, 30] }, note: '墙已拆，地已平' });
    // One who says so stands elsewhere.
    change({ position: hand.standingNow() });
    expect(noted()?.position).toMatchObject({ place: [111, 30] });
    drafts.dropDraft(drafts.NEW_OBSERVATION);
    position.usePosition.setState({ service: null, said: 'none', counted: null, countedAt: null });
    change({ note: '没有信号' });
    expect(noted()?.position).toBeNull();
    drafts.dropDraft(drafts.NEW_OBSERVATION);
  });

  it('is said with its quality, satellites and accuracy, a guess as a guess', () => {
    const say = (key: string, params?: Record<string, string | number>) => text('en', key, params);
    const words = (patch: Partial<PositionState>) =>
      badge.signalWords({ service: state(patch), countedAt: age.pageMoment(), gone: false }, say);
    const estimated = {
      ...last('counts', 4),
      fix: fixAt(0, 110, 30, {
        quality: 4,
        accuracy: { source: 'estimated', horizontalM: 0.016, verticalM: null },
      }),
    };
    expect(words({ last: last('counts') })).toEqual({
      kind: 'ok',
      state: 'Single',
      satellites: '14 sat.',
      accuracy: '±2.0 m',
      stated: true,
    });
    expect(words({ last: estimated })).toMatchObject({
      state: 'RTK fixed',
      accuracy: '±0.016 m',
      stated: false,
    });
    expect(words({ last: last('counts'), signal: 'stale' })).toMatchObject({ kind: 'warn', accuracy: null });
    expect(words({ last: last('jump') })).toMatchObject({ kind: 'warn', accuracy: null });
    expect(words({ status: { state: 'off', trouble: null } }).kind).toBe('off');
  });
});
