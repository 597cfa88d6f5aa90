import { create } from 'zustand';
import type { ChosenFile } from '../../shared/bridge/shell-contract.ts';
import type { Crs } from '../../shared/crs/catalogue.ts';
import type { LonLat } from '../../shared/geometry/geodesic.ts';
import type { North } from '../../shared/gnss/offset-point.ts';
import type { SourceChoice } from '../../shared/gnss/service-types.ts';
import { readSavedTracks, type SavedTracks } from './saved-tracks.ts';

export type PositionTab = 'receiver' | 'track' | 'sky' | 'settings';

/** Where one wants to get to. */
export interface Target {
  readonly at: LonLat;
  /** What stands for it in lists: the name of a feature; null where it has none. */
  readonly name: string | null;
}

/** How the receiver is chosen; files are chosen anew each time. */
export interface SourceForm {
  readonly kind: SourceChoice['kind'];
  readonly path: string;
  readonly baudRate: number;
  readonly tcp: { readonly host: string; readonly port: string };
  readonly udp: { readonly host: string; readonly port: string };
  readonly rate: number;
}

/** What is remembered on this computer. */
interface Kept {
  readonly form: SourceForm;
  readonly north: North['kind'];
  /** Degrees, east positive, as typed; null until the user has given it. */
  readonly declinationDeg: number | null;
  /** Least distance between vertices of a shape that is walked round, metres. */
  readonly walkEveryM: number;
  readonly averageS: number;
  /** What of the tracks of this computer has been put into blueprints. */
  readonly saved: SavedTracks;
}

/** What the window does with positions. */
export interface PositionWork extends Kept {
  /** The panel stands open beside the map. */
  readonly open: boolean;
  readonly tab: PositionTab;
  /** The map keeps the position in view. */
  readonly follow: boolean;
  readonly target: Target | null;
  /** The recording that was chosen last; granted for this start of the app. */
  readonly file: ChosenFile | null;
  readonly show: (open: boolean, tab?: PositionTab) => void;
  readonly setFollow: (follow: boolean) => void;
  readonly setTarget: (target: Target | null) => void;
  readonly keep: (patch: Partial<Kept>) => void;
}

const KEY = 'lantu.position';
const DEFAULT: Kept = {
  form: {
    kind: 'serial',
    path: '',
    baudRate: 9600,
    tcp: { host: '127.0.0.1', port: '2947' },
    udp: { host: '127.0.0.1', port: '10110' },
    rate: 1,
  },
  north: 'true',
  declinationDeg: null,
  walkEveryM: 5,
  averageS: 30,
  saved: {},
};
const KINDS: readonly SourceForm['kind'][] = ['serial', 'tcp', 'udp', 'file'];
const NORTHS: readonly North['kind'][] = ['true', 'grid', 'magnetic'];

type Loose = Readonly<Record<string, unknown>>;
const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
const textOf = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value.length <= 200 ? value : otherwise;
const numberOf = (value: unknown, least: number, most: number, otherwise: number): number =>
  typeof value === 'number' && value >= least && value <= most ? value : otherwise;
const oneOf = <T extends string>(value: unknown, list: readonly T[], otherwise: T): T =>
  list.find((one) => one === value) ?? otherwise;

/** What was kept; everything that does not fit is as at the first start. */
export function readPositionWork(kept: string | null): Kept {
  let raw: Loose;
  try {
    raw = objectOf(JSON.parse(kept ?? '{}'));
  } catch {
    return DEFAULT;
  }
  const form = objectOf(raw['form']);
  const end = (name: 'tcp' | 'udp') => {
    const { host, port } = objectOf(form[name]);
    return { host: textOf(host, DEFAULT.form[name].host), port: textOf(port, DEFAULT.form[name].port) };
  };
  const declination = raw['declinationDeg'];
  return {
    form: {
      kind: oneOf(form['kind'], KINDS, 'serial'),
      path: textOf(form['path'], ''),
      baudRate: numberOf(form['baudRate'], 4800, 921_600, DEFAULT.form.baudRate),
      tcp: end('tcp'),
      udp: end('udp'),
      rate: numberOf(form['rate'], 0, 1000, DEFAULT.form.rate),
    },
    north: oneOf(raw['north'], NORTHS, 'true'),
    declinationDeg: typeof declination === 'number' && Math.abs(declination) <= 180 ? declination : null,
    walkEveryM: numberOf(raw['walkEveryM'], 0.1, 10_000, DEFAULT.walkEveryM),
    averageS: numberOf(raw['averageS'], 1, 3600, DEFAULT.averageS),
    saved: readSavedTracks(objectOf(raw['saved'])),
  };
}

const stored = (): string | null => (typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY));

export const usePositionWork = create<PositionWork>()((set) => ({
  ...readPositionWork(stored()),
  open: false,
  tab: 'receiver',
  follow: false,
  target: null,
  file: null,
  show: (open, tab) => set(tab === undefined ? { open } : { open, tab }),
  setFollow: (follow) => set((state) => (state.follow === follow ? state : { follow })),
  setTarget: (target) => set({ target }),
  keep: (patch) => set(patch),
}));

usePositionWork.subscribe((state, before) => {
  const { form, north, declinationDeg, walkEveryM, averageS, saved } = state;
  const same =
    form === before.form &&
    north === before.north &&
    declinationDeg === before.declinationDeg &&
    walkEveryM === before.walkEveryM &&
    averageS === before.averageS &&
    saved === before.saved;
  if (same || typeof localStorage === 'undefined') return;
  localStorage.setItem(KEY, JSON.stringify({ form, north, declinationDeg, walkEveryM, averageS, saved }));
});

/** The north that bearings count from; null where what it needs (a zone, the declination) is not known. */
export function northOf(kind: North['kind'], zone: Crs | null, declinationDeg: number | null): North | null {
  if (kind === 'true') return { kind };
  if (kind === 'grid') return zone === null ? null : { kind, zone };
  return declinationDeg === null ? null : { kind, declinationDeg };
}
