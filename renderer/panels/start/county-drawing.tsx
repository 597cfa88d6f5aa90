import { codeEntry } from '../../../shared/model/code-list.ts';
import { LAYER_SYMBOLS } from '../../../shared/map/symbols.ts';
import { COUNTY_CARD } from '../../../shared/sample/county-card-data.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSettings } from '../../state/settings.ts';

const fill = LAYER_SYMBOLS['township_function']?.fill;
const COLORS = fill?.kind === 'by-code' && typeof fill.colors === 'object' ? fill.colors : {};
const FUNCTIONS = ['urbanised', 'agricultural', 'ecological'] as const;
/** Room around the county in units of the picture. */
const ROOM = 24;

/** The sample county: its townships in the colours of their main function, the river, the names. */
export function CountyDrawing() {
  const { t, name } = useText();
  const theme = useSettings((state) => state.theme);
  const { width, height, county, river, townships } = COUNTY_CARD;
  const label = (code: string): string =>
    name(codeEntry('main_function', code)?.label ?? { 'zh-CN': code, en: code });
  return (
    <figure className="county-drawing">
      <svg
        viewBox={`${-ROOM} ${-ROOM} ${width + 2 * ROOM} ${height + 2 * ROOM}`}
        preserveAspectRatio="xMaxYMid"
        role="img"
        aria-label={t('start.sample-name')}
      >
        <clipPath id="county-in">
          <path d={county} />
        </clipPath>
        <path d={county} className="shade" />
        {townships.map((township) => (
          <path
            key={township.name}
            d={township.path}
            className="township"
            fill={COLORS[township.mainFunction]?.[theme]}
          />
        ))}
        <path d={river} className="river" clipPath="url(#county-in)" />
        <path d={county} className="line" />
        {townships.map((township) => (
          <g key={township.name} transform={`translate(${township.at[0]} ${township.at[1]})`}>
            <circle r="3" className="dot" />
            <text y="-8">{township.name}</text>
          </g>
        ))}
      </svg>
      <figcaption className="county-legend">
        {FUNCTIONS.map((code) => (
          <div key={code} className="row">
            <span className="swatch" style={{ background: COLORS[code]?.[theme], opacity: 0.6 }} />
            {label(code)}
          </div>
        ))}
      </figcaption>
    </figure>
  );
}
