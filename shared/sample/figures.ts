/** Figures of the demonstration county that are prescribed, not made: areas in the units named. */

export const COUNTY = {
  name: '澄川县（示范）',
  code: '990121',
  /** West, south, east, north in degrees. */
  box: [109.72, 29.78, 110.28, 30.22],
  areaM2: 2_036_400_000,
  residents2020: 31.82,
  mainFunction: 'agricultural',
} as const;

/** A township: area in km2, residents of 2020 in ten thousand. */
export interface TownshipFigures {
  readonly name: string;
  readonly km2: number;
  readonly people: number;
  readonly mainFunction: 'urbanised' | 'agricultural' | 'ecological';
  readonly town: string;
  readonly level: 'central_city' | 'key_town' | 'ordinary_town' | 'country_market';
  readonly townHa: number;
  /** Planned residents of the town in 2035, ten thousand. */
  readonly planned: number;
}

const row = (
  name: string,
  km2: number,
  people: number,
  mainFunction: TownshipFigures['mainFunction'],
  town: string,
  level: TownshipFigures['level'],
  townHa: number,
  planned: number,
): TownshipFigures => ({ name, km2, people, mainFunction, town, level, townHa, planned });

/** Townships 990121001 to 990121012 in order. */
export const TOWNSHIPS: readonly TownshipFigures[] = [
  row('澄阳镇', 148.6, 9.86, 'urbanised', '澄川中心城区', 'central_city', 1148, 11.4),
  row('桐渡镇', 131.2, 3.42, 'urbanised', '桐渡镇区', 'key_town', 212, 2.1),
  row('石屏口镇', 162.4, 2.71, 'urbanised', '石屏口镇区', 'key_town', 158, 1.5),
  row('雁落坪镇', 186.9, 3.18, 'agricultural', '雁落坪镇区', 'key_town', 146, 1.3),
  row('望岫镇', 172.3, 2.26, 'agricultural', '望岫镇区', 'ordinary_town', 84, 0.6),
  row('枫香渡镇', 139.8, 2.04, 'agricultural', '枫香渡镇区', 'ordinary_town', 72, 0.5),
  row('双鹤垭镇', 214.5, 1.62, 'ecological', '双鹤垭镇区', 'ordinary_town', 58, 0.3),
  row('茶溪湾镇', 158.7, 1.88, 'agricultural', '茶溪湾镇区', 'ordinary_town', 66, 0.4),
  row('龙潭坝镇', 176.2, 1.57, 'ecological', '龙潭坝镇区', 'ordinary_town', 61, 0.2),
  row('云台荒乡', 231.6, 0.94, 'ecological', '云台荒集镇', 'country_market', 24, 0.12),
  row('白竹园乡', 147.9, 1.31, 'agricultural', '白竹园集镇', 'country_market', 31, 0.16),
  row('杉木岭乡', 166.3, 1.03, 'ecological', '杉木岭集镇', 'country_market', 27, 0.14),
];

/** Area of each first-level class in ha: what the survey of 2020 and the plan of 2035 must sum to. 01 is net of ridges. */
export const CLASS_TABLE: Readonly<Record<string, readonly [base: number, plan: number]>> = {
  '01': [24436.8, 24180],
  '02': [7941.96, 7620],
  '03': [150082.68, 150010],
  '04': [1629.12, 1560],
  '05': [407.28, 428],
  '06': [1832.76, 1905],
  '07': [5294.64, 5190],
  '08': [468.37, 560],
  '09': [305.46, 372],
  '10': [794.2, 1012],
  '11': [81.46, 128],
  '12': [1832.76, 2240],
  '13': [183.28, 226],
  '14': [61.09, 178],
  '15': [142.55, 146],
  '16': [0, 38],
  '17': [4887.36, 4912],
  '23': [3258.23, 2935],
};

/** Area of each planning zone in ha. */
export const ZONE_TABLE: Readonly<Record<string, number>> = {
  '100': 58650,
  '210': 22400,
  '310': 26150,
  '400': 2480,
  '510': 4480,
  '520': 16300,
  '540': 71640,
  '710': 640,
  '730': 900,
};

/** Control lines in ha: redline, its core, basic farmland (net), boundary and its flexible and special parts. */
export const LINES = {
  redline: 58650,
  core: 7420,
  farmlandNet: 19820,
  boundary: 2480,
  flexible: 60,
  special: 90,
} as const;
