import { DrawHint } from './draw-hint.tsx';
import { LiveCard } from './live-card.tsx';
import { MapControls } from './map-controls.tsx';
import { MapContextMenu } from './map-context-menu.tsx';
import { MapLegend } from './map-legend.tsx';
import { Operations } from './operations/operations.tsx';
import { MapScale } from './map-scale.tsx';
import { Picker } from './picker.tsx';
import { SnapMark } from './snap-mark.tsx';

/** Everything that floats over the map. */
export const MapOverlays = () => (
  <>
    <SnapMark />
    <MapLegend />
    <MapScale />
    <MapControls />
    <DrawHint />
    <Operations />
    <Picker />
    <LiveCard />
    <MapContextMenu />
  </>
);
