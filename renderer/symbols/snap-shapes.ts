import type { SnapKind } from '../../shared/bridge/snap-contract.ts';

/** The mark of each kind in a square of 30 pixels around the point (15, 15); picture 05 and NOTES.md section 4. */
export const SNAP_SHAPES: Readonly<Record<SnapKind, string>> = {
  vertex: 'M8 8H22V22H8z',
  midpoint: 'M15 6L23 20H7z',
  intersection: 'M8 8L22 22M22 8L8 22',
  edge: 'M8 8L22 22V8L8 22z',
  perpendicular: 'M8 7V22H23M8 15H15V22',
  extension: 'M10 10L20 20M20 10L10 20',
  'right-angle': 'M9 8V21H22M9 15H15V21',
  parallel: 'M9 21L15 9M15 21L21 9',
};

/** Arms of 8 pixels outside the mark, for what lies on something drawn. */
export const SNAP_ARMS = 'M15 0V5M15 25V30M0 15H5M25 15H30';
