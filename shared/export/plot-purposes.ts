/** What a boundary-point file is for; each purpose has plot lines of its own. */
export const PLOT_PURPOSES = [
  'approval',
  'supply',
  'one-map',
  'enforcement',
  'linkage',
  'in-out-balance',
] as const;
export type PlotPurpose = (typeof PLOT_PURPOSES)[number];

/** What plot lines say that comes from fields. */
export const PLOT_PARTS = ['number', 'name', 'use', 'classCode', 'sheet', 'kind'] as const;
export type PlotPart = (typeof PLOT_PARTS)[number];

const APPROVAL: readonly PlotPart[] = ['number', 'name', 'use', 'classCode', 'sheet'];

/** What the plot lines of each purpose have room for. */
export const PARTS_OF: Readonly<Record<PlotPurpose, readonly PlotPart[]>> = {
  approval: APPROVAL,
  supply: APPROVAL,
  'one-map': ['number', 'name', 'kind'],
  enforcement: ['name', 'kind', 'use'],
  linkage: ['name', 'use'],
  'in-out-balance': ['name', 'kind', 'use'],
};

/** Fields that fill the plot lines where the user chose none, the likeliest first. */
export const LIKELY_FIELDS: Readonly<Record<PlotPart, readonly string[]>> = {
  number: ['parcel_number', 'patch_number', 'zone_number', 'project_code', 'identifier'],
  name: ['name', 'zone_name'],
  use: ['land_class_name', 'survey_class_name'],
  classCode: ['land_class', 'survey_class', 'zone_code'],
  sheet: [],
  kind: [],
};

/** Which figure of a point comes first; the rule is the northing. */
export const PLOT_ORDERS = ['north-first', 'east-first'] as const;
export type PlotOrder = (typeof PLOT_ORDERS)[number];
