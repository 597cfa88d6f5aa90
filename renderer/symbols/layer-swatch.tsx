import { useId } from 'react';
import type { GeomType } from '../../shared/model/layer.ts';
import { classColor } from '../../shared/map/class-colors.ts';
import type { FillSymbol, LayerSymbol, PatternSymbol } from '../../shared/map/symbol.ts';
import { styledSymbol } from '../../shared/map/styled-symbol.ts';
import { layerSymbol } from '../../shared/map/symbols.ts';
import { useLayer } from '../state/layers.ts';
import { MAP_COLORS, type MapTheme } from '../../shared/map/theme.ts';
import { useSettings } from '../state/settings.ts';

const W = 16;
const H = 14;

/** A small picture of a layer's symbol, the same one the map draws, 16 by 14 pixels. */
export function LayerSwatch({
  layer,
  geometry,
}: {
  readonly layer: string;
  readonly geometry: GeomType | null;
}) {
  const theme = useSettings((state) => state.theme);
  const pattern = useId();
  const state = useLayer(layer);
  const symbol = state ? styledSymbol(state) : layerSymbol(layer, geometry);
  return (
    <svg className="sy" viewBox={`0 0 ${W} ${H}`} width={W} height={H} aria-hidden="true">
      {symbol.fill ? <Fill fill={symbol.fill} theme={theme} /> : null}
      {symbol.pattern ? <Pattern id={pattern} pattern={symbol.pattern} theme={theme} /> : null}
      {geometry === 'LINESTRING' ? (
        <Strokes symbol={symbol} theme={theme} shape="line" />
      ) : (
        <Strokes symbol={symbol} theme={theme} shape="box" />
      )}
      {symbol.dot ? <circle cx="8" cy="7" r="4.5" fill={sampleOf(symbol.dot.paint, theme)[0]} /> : null}
      {symbol.mark ? <Mark symbol={symbol} theme={theme} /> : null}
      {geometry === null ? <path d="M2 4h12M2 7h12M2 10h8" stroke="currentColor" opacity="0.6" /> : null}
    </svg>
  );
}

type Themed = { readonly theme: MapTheme };

function Fill({ fill, theme }: Themed & { readonly fill: FillSymbol }) {
  if (fill.kind === 'plain') {
    return <rect x="1" y="1" width="14" height="12" fill={fill.color[theme]} opacity={fill.opacity + 0.08} />;
  }
  const colors = sampleOf(fill, theme);
  const cells = [0, 1, 2, 3].map((i) => colors[i % colors.length]);
  return (
    <g opacity={theme === 'dark' ? 0.75 : fill.kind === 'by-code' ? Math.min(1, fill.strength + 0.2) : 0.95}>
      {cells.map((color, cell) => (
        <rect key={cell} x={(cell % 2) * 8} y={cell < 2 ? 0 : 7} width="8" height="7" fill={color} />
      ))}
    </g>
  );
}

/** Colours that stand for a fill in a small picture. */
function sampleOf(fill: FillSymbol, theme: MapTheme): readonly string[] {
  if (fill.kind === 'plain') return [fill.color[theme]];
  if (fill.kind === 'steps') return fill.colors;
  if (fill.kind === 'classes') {
    const colors = fill.classes.map(({ color }) => color);
    return colors.length > 0 ? colors : [fill.other ?? 'none'];
  }
  return typeof fill.colors === 'string' ? CLASS_SAMPLE : Object.values(fill.colors).map((c) => c[theme]);
}

/** Four classes that are told apart at this size: 居住, 耕地, 林地, 陆地水域. */
const CLASS_SAMPLE = ['07', '01', '03', '17'].map((code) => classColor('land_use_class', code));

function Pattern({ id, pattern, theme }: Themed & { readonly id: string; readonly pattern: PatternSymbol }) {
  const color = pattern.color[theme];
  const clip = `${id}-in`;
  if (pattern.kind === 'dots') {
    const at = [3, 7, 11].flatMap((x, column) =>
      [4, 9].map((y) => [x + 1, column % 2 ? y + 1.5 : y] as const),
    );
    return (
      <g fill={color}>
        {at.map(([x, y]) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="0.9" />
        ))}
      </g>
    );
  }
  const rising = pattern.kind === 'rising-hatch';
  const lines = [-10, -5, 0, 5, 10, 15].map((x) =>
    rising ? `M${x} ${H}L${x + H} 0` : `M${x} 0L${x + H} ${H}`,
  );
  return (
    <g>
      <clipPath id={clip}>
        {pattern.band === undefined ? (
          <rect width={W} height={H} />
        ) : (
          <path clipRule="evenodd" d={`M0 0H${W}V${H}H0zM4.5 4v6h7V4z`} />
        )}
      </clipPath>
      <path d={lines.join('')} stroke={color} strokeWidth={pattern.weight} clipPath={`url(#${clip})`} />
    </g>
  );
}

function Strokes({
  symbol,
  theme,
  shape,
}: Themed & { readonly symbol: LayerSymbol; readonly shape: 'box' | 'line' }) {
  const drawn = symbol.fill && symbol.fill.kind !== 'plain' ? [] : symbol.strokes;
  return drawn.map((stroke) => {
    const width = Math.min(stroke.width, 4);
    const props = {
      fill: 'none',
      stroke: stroke.paint ? sampleOf(stroke.paint, theme)[0] : stroke.color[theme],
      strokeWidth: width,
      opacity: stroke.opacity?.[theme] ?? 1,
      strokeDasharray: stroke.dash?.map((length) => length / 2.5).join(' '),
    };
    return shape === 'line' ? (
      <path key={stroke.width} d={`M0 ${H / 2}H${W}`} {...props} />
    ) : (
      <rect key={stroke.width} x="1.25" y="1.25" width={W - 2.5} height={H - 2.5} {...props} />
    );
  });
}

function Mark({ symbol, theme }: Themed & { readonly symbol: LayerSymbol }) {
  const label = symbol.label?.color;
  const color =
    symbol.strokes[0]?.color[theme] ?? (typeof label === 'object' ? label[theme] : MAP_COLORS[theme].ink);
  return (
    <g>
      <circle
        cx="8"
        cy="7"
        r={symbol.strokes.length > 0 ? 2.4 : 4.5}
        fill="none"
        stroke={color}
        strokeWidth="1.3"
      />
      <circle cx="8" cy="7" r="1.1" fill={color} />
    </g>
  );
}
