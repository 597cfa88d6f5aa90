import { Maximize, Minus, Plus } from 'lucide-react';
import { useKeyProps } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useView } from '../../state/view.ts';
import { zoomToAll } from '../../state/zoom.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { northUp, zoomBy } from '../navigate.ts';

/** Nearer, farther, the whole county, and the compass, which turns north up again. */
export function MapControls() {
  const { t } = useText();
  const keys = useKeyProps();
  const bearing = useView((state) => state.bearing);
  return (
    <div className="map-float map-controls">
      <IconButton label={t('map.zoom-in')} keys="+" onPress={() => zoomBy(1)}>
        <Plus className="i" />
      </IconButton>
      <IconButton label={t('map.zoom-out')} keys="-" onPress={() => zoomBy(-1)}>
        <Minus className="i" />
      </IconButton>
      <IconButton label={t('map.whole')} {...keys('view.zoom-all')} onPress={zoomToAll}>
        <Maximize className="i" />
      </IconButton>
      <div className="compass">
        <IconButton label={t('map.north-up')} onPress={northUp}>
          <svg className="i" viewBox="0 0 16 16" aria-hidden="true" transform={`rotate(${-bearing})`}>
            <path d="M8 1.5 11 8H5z" fill="var(--m-diff)" />
            <path d="M8 14.5 5 8h6z" fill="currentColor" opacity="0.55" />
          </svg>
        </IconButton>
      </div>
    </div>
  );
}
