import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { useText } from '../../i18n/use-text.ts';
import { drawnBackgrounds, useBackgrounds } from '../../state/backgrounds.ts';
import { useView } from '../../state/view.ts';

/** Whose pictures lie under the map, and that they come over the network or are offset, where they do. */
export function MapAttribution() {
  const { t } = useText();
  const items = useBackgrounds((state) => state.items);
  const box = useView((state) => state.box);
  const shown = drawnBackgrounds(items).filter(({ visible, opacity, tiles }) => {
    const bounds = tiles?.bounds ?? null;
    return visible && opacity > 0 && (box === null || bounds === null || boxesIntersect(box, bounds));
  });
  const said = [
    ...new Set(
      shown.flatMap(({ tiles, offset }) => [
        ...(tiles?.attribution ? [tiles.attribution] : []),
        ...(offset === 'gcj02' ? [t('background.offset-mark')] : []),
      ]),
    ),
  ];
  if (said.length === 0) return null;
  return (
    <div className="map-float map-attribution" role="note" aria-label={t('background.attribution')}>
      {said.join(' · ')}
    </div>
  );
}
