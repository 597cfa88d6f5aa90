import { useMemo } from 'react';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import { useText } from '../../../i18n/use-text.ts';
import { boxAround } from '../../../state/zoom.ts';
import { svgPath } from '../svg-path.ts';
import { useCountyShape } from '../../../state/use-county-shape.ts';

/** The first features as outlines, over the county where their coordinates are known. */
export function Outlines({
  shapes,
  count,
  epsg,
}: {
  readonly shapes: readonly Packed[];
  readonly count: number | null;
  readonly epsg: number | null;
}) {
  const { t } = useText();
  const county = useCountyShape();
  const drawn = epsg === null ? null : county;
  const box = boxAround([...shapes.map((shape) => shape.box), drawn?.box ?? null]);
  const view = useMemo(() => {
    if (box === null) return null;
    const [west, south, east, north] = box;
    // Degrees of longitude are shorter than those of latitude; a plane source has none of that.
    const squeeze = Math.abs(north) <= 90 ? Math.cos((((south + north) / 2) * Math.PI) / 180) : 1;
    const width = Math.max((east - west) * squeeze, 1e-9);
    const height = Math.max(north - south, 1e-9);
    const scale = 380 / Math.max(width, height);
    return { west, north, squeeze, scale, width: width * scale, height: height * scale };
    // The box is compared by its numbers.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [box?.join(' ')]);
  if (view === null) return null;
  return (
    <figure className="outlines">
      <svg
        viewBox={`-10 -10 ${view.width + 20} ${view.height + 20}`}
        role="img"
        aria-label={t('ui.import.preview')}
      >
        {drawn ? <path className="county-line" d={svgPath(drawn, view)} /> : null}
        {shapes.map((shape, index) => (
          <path
            key={index}
            className={shape.kind === 'line' ? 'shape line' : 'shape'}
            d={svgPath(shape, view)}
          />
        ))}
      </svg>
      <figcaption className="cap">
        {count === null
          ? t('ui.import.preview-first', { n: shapes.length })
          : t('ui.import.preview-of', { n: shapes.length, all: count })}
      </figcaption>
    </figure>
  );
}
