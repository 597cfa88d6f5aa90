import { useEffect } from 'react';
import { useBoundaryPoint } from '../../state/boundary.ts';
import { useCamera } from '../../state/camera.ts';
import { currentMap } from '../current-map.ts';
import { usePlace } from './use-place.ts';

/** The boundary point in hand in its table: a ring around the vertex and its number. It is brought into view. */
export function PointMark() {
  const point = useBoundaryPoint((state) => state.point);
  const place = usePlace(point?.at ?? null);
  const lon = point?.at[0];
  const lat = point?.at[1];
  useEffect(() => {
    const map = currentMap();
    if (lon === undefined || lat === undefined || !map) return;
    if (!map.getBounds().contains([lon, lat])) useCamera.getState().goTo([lon, lat], null);
  }, [lon, lat]);
  if (point === null || place === null) return null;
  return (
    <div
      className="map-point"
      style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
      data-testid="boundary-point"
      data-number={point.number}
    >
      <span className="ring" />
      <span className="map-float name">{point.number}</span>
    </div>
  );
}
