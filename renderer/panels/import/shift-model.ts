import type { SevenParameters } from '../../../shared/crs/old-datum.ts';

export const SHIFT_NUMBERS = ['dx', 'dy', 'dz', 'rx', 'ry', 'rz', 'scale'] as const;
export type ShiftNumber = (typeof SHIFT_NUMBERS)[number];

/** The seven parameters as they are typed. */
export type ShiftDraft = Readonly<Record<ShiftNumber, string>> & Pick<SevenParameters, 'rotation'>;

export const EMPTY_SHIFT: ShiftDraft = {
  dx: '',
  dy: '',
  dz: '',
  rx: '',
  ry: '',
  rz: '',
  scale: '',
  rotation: 'coordinate-frame',
};

export const UNITS: Readonly<Record<ShiftNumber, string>> = {
  dx: 'm',
  dy: 'm',
  dz: 'm',
  rx: '″',
  ry: '″',
  rz: '″',
  scale: 'ppm',
};

/** A typed figure; null for what is none. */
export function shiftNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll('−', '-').trim();
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** The parameters once all seven are figures. */
export function readShift(draft: ShiftDraft): SevenParameters | null {
  const numbers = SHIFT_NUMBERS.map((name) => [name, shiftNumber(draft[name])] as const);
  if (numbers.some(([, value]) => value === null)) return null;
  return {
    ...(Object.fromEntries(numbers) as Record<ShiftNumber, number>),
    rotation: draft.rotation,
  };
}
