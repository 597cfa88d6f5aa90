import { useEffect } from 'react';
import { samePacked } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { useTool } from '../../state/tool.ts';

/** Shows on the map the shape that a feature would get, as long as this stands in the page. */
export function ShownShape({ uid, shape }: { readonly uid: string; readonly shape: Packed | null }) {
  useEffect(() => {
    const { preview } = useTool.getState();
    const same = shape !== null && preview?.uid === uid && samePacked(preview.geometry, shape);
    if (!same) useTool.setState({ preview: shape === null ? null : { uid, geometry: shape } });
  });
  useEffect(() => () => useTool.setState({ preview: null }), []);
  return null;
}
