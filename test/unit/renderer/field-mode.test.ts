import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  accuracyText,
  bearingText,
  distanceText,
  positionText,
} from '../../../renderer/panels/field-mode/words.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';
import { handPosition } from '../../../shared/field/verdict.ts';
import type { PositionState } from '../../../shared/gnss/service-types.ts';
import { DEFAULT_GNSS_SETTINGS } from '../../../shared/gnss/settings.ts';
import { noFaults } from '../../../shared/gnss/types.ts';
import type { PhotoFacts } from '../../../shared/photo/photo-facts.ts';
import { text, type TextParams } from '../../../shared/i18n/text.ts';

const t = (key: string, params?: TextParams): string => text('zh-CN', key, params);

let drafts: typeof import('../../../renderer/state/field-draft.ts');
let ground: typeof import('../../../renderer/state/ground-position.ts');
let age: typeof import('../../../renderer/state/position-age.ts');
let evidence: typeof import('../../../renderer/state/field-evidence.ts');
let positions: typeof import('../../../renderer/state/position-work.ts');
let work: typeof import('../../../renderer/state/field-work.ts');
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', {
    ...events,
    lantu: { methods: {}, events: {} },
    matchMedia: () => ({ matches: false, ...events }),
  });
  drafts = await import('../../../renderer/state/field-draft.ts');
  ground = await import('../../../renderer/state/ground-position.ts');
  age = await import('../../../renderer/state/position-age.ts');
  evidence = await import('../../../renderer/state/field-evidence.ts');
  positions = await import('../../../renderer/state/position-work.ts');
  work = await import('../../../renderer/state/field-work.ts');
});

describe('words of field mode', () => {
  it.each([
    [1.2, 'receiver', '±1.2米'],
    [0.02, 'receiver', '±0.02米'],
    [12.4, 'receiver', '±12米'],
    [4, 'estimated', '约±4.0米（估计）'],
    [4, 'unknown', '精度未知'],
    [null, 'receiver', '精度未知'],
  ] as const)('an accuracy of %s by %s is %s', (metres, source, words) =>
    expect(accuracyText(t, metres, source)).toBe(words),
  );
  it.each([
    [0, '北 0°'],
    [22.4, '北 22°'],
    [22.6, '东北 23°'],
    [84.4, '东 84°'],
    [180, '南 180°'],
    [337.6, '北 338°'],
    [359.7, '北 0°'],
  ])('a bearing of %s is %s', (degrees, words) => expect(bearingText(t, degrees)).toBe(words));
  it.each([
    [3.26, '3.3米'],
    [111, '111米'],
    [999.4, '999米'],
    [1840, '1.84千米'],
  ])('%s metres are %s', (metres, words) => expect(distanceText(t, metres)).toBe(words));
  it('say how a position was got', () => {
    expect(positionText(t, handPosition([110, 30]))).toBe('图上点选，精度未知');
    expect(
      positionText(t, {
        ...handPosition([110, 30]),
        how: 'receiver',
        accuracyM: 5,
        accuracyFrom: 'estimated',
      }),
    ).toBe('接收机定位，约±5.0米（估计）');
  });
});

describe('the plate over the map', () => {
  const service = (antennaHeightM: number, heightGeoidM: number | null): PositionState => ({
    settings: { ...DEFAULT_GNSS_SETTINGS, antennaHeightM },
    source: null,
    status: { state: 'open', trouble: null },
    signal: 'fix',
    last: { fix: fixAt(0, 110, 30, { heightGeoidM }), use: 'counts', apart: false },
    satellites: [],
    counters: { faults: noFaults(), jumps: { aside: 0, dropped: 0, confirmed: 0 } },
    track: null,
    raw: { on: false, path: null, trouble: null },
  });
  it('has the height of the ground, not of the antenna over it', () => {
    const countedAt = age.pageMoment();
    const shown = (antenna: number, height: number | null) =>
      ground.groundOf({ service: service(antenna, height), countedAt });
    expect(shown(0, 486.5)).toEqual({ at: [110, 30], heightM: 486.5 });
    expect(shown(2, 486.5)).toEqual({ at: [110, 30], heightM: 484.5 });
    expect(shown(2, null)).toEqual({ at: [110, 30], heightM: null });
    expect(ground.groundOf({ service: service(2, 486.5), countedAt: null })).toBeNull();
  });
});

describe('a photograph that is taken up', () => {
  it.each([
    ['magnetic', -3.5, 358.5],
    ['magnetic', null, null],
    ['true', -3.5, 2],
  ] as const)(
    'whose direction of 2 degrees is %s has, with a declination of %s, that of %s',
    (directionFrom, declinationDeg, bearingDeg) => {
      positions.usePositionWork.setState({ declinationDeg });
      const facts: PhotoFacts = {
        takenAt: '2026-11-29T04:05:06',
        offsetMinutes: 480,
        place: [110, 30],
        heightM: 500,
        accuracyM: 3,
        datum: null,
        gpsTimeMs: null,
        directionDeg: 2,
        directionFrom,
        orientation: null,
        width: 4000,
        height: 3000,
        camera: null,
        notes: [],
      };
      expect(evidence.ownPlacing({ facts })).toMatchObject({
        placedBy: 'exif',
        place: [110, 30],
        bearingDeg,
      });
    },
  );
});

describe('what is entered and not saved', () => {
  it('comes back from what was kept; what cannot be read is left out', () => {
    const draft = {
      ...drafts.EMPTY_DRAFT,
      verdict: 'changed' as const,
      note: '东侧外移',
      answers: { land_class: 'paddy' },
      strokes: [
        [
          [110, 30],
          [110.1, 30],
        ] as [number, number][],
      ],
      position: handPosition([110, 30]),
    };
    const kept = JSON.stringify({
      a: draft,
      b: { ...draft, verdict: 'maybe' },
      c: 1,
      d: { ...draft, extra: 1 },
    });
    expect(drafts.readDrafts(kept)).toEqual({ a: draft });
    for (const damaged of ['', '{', 'null', '7', kept.slice(0, -9)])
      expect(drafts.readDrafts(damaged)).toEqual({});
    expect(drafts.readDrafts(null)).toEqual({});
  });
});

describe('the list of tasks', () => {
  it('is filtered by person and state; what is nobody\u2019s is mine too', () => {
    const task = (uid: string, assignee: string | null, verdict: string | null) =>
      ({ uid, assignee, verdict }) as Parameters<typeof work.isDone>[0] & { uid: string };
    const tasks = [
      task('a', '王测', null),
      task('b', '赵测', 'confirmed'),
      task('c', null, 'changed'),
    ] as unknown as NonNullable<Parameters<typeof work.shownTasks>[0]['tasks']>;
    const shown = (whose: 'all' | 'mine', state: 'all' | 'open' | 'done'): string =>
      work
        .shownTasks({ tasks, filter: { whose, state } }, '王测')
        .map(({ uid }) => uid)
        .join('');
    expect(shown('all', 'all')).toBe('abc');
    expect(shown('mine', 'all')).toBe('ac');
    expect(shown('all', 'open')).toBe('a');
    expect(shown('mine', 'done')).toBe('c');
    expect(work.shownTasks({ tasks: null, filter: { whose: 'all', state: 'all' } }, '')).toEqual([]);
  });
});
