/** What a column is, as far as shapes are concerned. */
export type ColumnRole =
  | 'longitude'
  | 'latitude'
  /** Headed X, north or ordinate (纵): which axis it is, the size of its figures tells. */
  | 'x'
  | 'y'
  | 'geometry'
  | 'plot'
  | 'plot-name'
  | 'point'
  | 'ring'
  /** Of a point, not of its plot: side length, bearing, kind of mark. */
  | 'of-point';

/** Words that say nothing about which coordinate it is. */
const NOISE =
  /坐标|座标|轴|值|中心点?|质心|点位|cgcs2000|2000|wgs84|gps|gauss|coord(?:inate)?s?|point|center|centre|centroid|[\s_\-./:：]/g;

const COORDINATES: readonly (readonly [ColumnRole, ReadonlySet<string>])[] = [
  [
    'longitude',
    new Set([
      '经',
      '经度',
      '东经',
      '大地经度',
      'lon',
      'lng',
      'long',
      'longitude',
      'l',
      '经度l',
      '经度e',
      '大地l',
    ]),
  ],
  [
    'latitude',
    new Set(['纬', '纬度', '北纬', '大地纬度', 'lat', 'latitude', 'b', '纬度b', '纬度n', '大地b']),
  ],
  ['x', new Set(['x', '纵', '北', '纵x', 'x纵', 'x北', '北x', '纵向', 'n', 'north', 'northing'])],
  ['y', new Set(['y', '横', '东', '横y', 'y横', 'y东', '东y', '横向', 'e', 'east', 'easting'])],
];

const OTHERS: readonly (readonly [ColumnRole, RegExp])[] = [
  ['geometry', /^(?:wkt|wktgeom|geom|geometry|thegeom|shape|geojson|几何|几何图形|图形|空间数据|坐标串)$/],
  ['ring', /^(?:地块)?(?:圈号|环号)$|^(?:ring|part)(?:no)?$/],
  [
    'point',
    /^(?:界址点|界址|拐点|顶点|边界点|点)(?:号|编号|序号|名)$|^(?:界址点|拐点)$|^(?:point|vertex)(?:no|id|name)?$/,
  ],
  [
    'plot',
    /^(?:地块|宗地|图斑|斑块|项目地块|用地)(?:号|编号|编码|代码|序号)$|^(?:plot|parcel|polygon)(?:no|id|number)?$|^(?:dkbh|dkh|zdh|zddm|tbbh)$/,
  ],
  ['plot-name', /^(?:地块|宗地|项目|图斑)名称?$|^(?:plot|parcel)name$|^(?:dkmc)$/],
  [
    'of-point',
    /^(?:界址)?边长|^(?:方位角|坐标方位角|夹角|界标类型|界标|距离|间距)$|^(?:sidelength|length|distance|bearing)$/,
  ],
];

/** Letters small, forms of one width, without what stands in brackets. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[([【〔].*?[)\]】〕]/g, '')
    .trim();

const inBrackets = (name: string): string =>
  /[([【〔](.*?)[)\]】〕]/.exec(name.normalize('NFKC').toLowerCase())?.[1] ?? '';

function coordinateRole(text: string): ColumnRole | null {
  const bare = text.replaceAll(NOISE, '');
  return COORDINATES.find(([, names]) => names.has(bare))?.[0] ?? null;
}

/** The role of a column by its name; null when the name says none. */
export function roleOfName(name: string): ColumnRole | null {
  const bare = plain(name).replaceAll(/[\s_\-./:：]/g, '');
  const other = OTHERS.find(([, pattern]) => pattern.test(bare))?.[0];
  if (other !== undefined) return other;
  const role = coordinateRole(plain(name));
  // `坐标（X）` has its letter in brackets, `X（m）` its unit.
  return role ?? (bare === '' || bare === '坐标' ? coordinateRole(inBrackets(name)) : null);
}
