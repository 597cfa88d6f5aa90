import type { SnapKind } from '../../../../shared/bridge/snap-contract.ts';
import { SNAP_SHAPES } from '../../../symbols/snap-shapes.ts';

/** The mark of a kind, small: the same lines as over the map. */
export const KindIcon = ({ kind }: { readonly kind: SnapKind }) => (
  <svg
    viewBox="5 5 20 20"
    width="12"
    height="12"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.4"
    aria-hidden="true"
  >
    <path d={SNAP_SHAPES[kind]} />
  </svg>
);
