import { DrawHint } from './draw-hint.tsx';
import { GoToBar } from './go-to-bar.tsx';
import { GoToMarker } from './go-to-marker.tsx';
import { LiveCard } from './live-card.tsx';
import { MapAttribution } from './map-attribution.tsx';
import { MapControls } from './map-controls.tsx';
import { MapContextMenu } from './map-context-menu.tsx';
import { MapLegend } from './map-legend.tsx';
import { MergeLegend } from './merge-legend.tsx';
import { Operations } from './operations/operations.tsx';
import { MapScale } from './map-scale.tsx';
import { Picker } from './picker.tsx';
import { PointMark } from './point-mark.tsx';
import { SnapMark } from './snap-mark.tsx';

/** Everything that floats over the map. */
export const MapOverlays = () => (
  <>
    <SnapMark />
    <PointMark />
    <GoToMarker />
    <MapLegend />
    <MergeLegend />
    <MapScale />
    <MapAttribution />
    <MapControls />
    <DrawHint />
    <Operations />
    <Picker />
    <LiveCard />
    <MapContextMenu />
    <GoToBar />
  </>
);
