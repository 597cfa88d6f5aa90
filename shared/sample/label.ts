/** What one face of the mesh belongs to in every plan. Features are unions of faces with equal labels. */
export interface Label {
  /** 1 to 12; 0 outside the county. */
  township: number;
  /** Planned land class (2035) and class of the survey (2020), both as planning codes. */
  plan: string;
  base: string;
  /** Planning zone. */
  zone: string;
  /** Subtype of the urban boundary, empty outside it, and the place it belongs to. */
  boundary: '' | '01' | '02' | '03';
  place: string;
  /** K1 to K8. */
  park: string;
  /** Township number of the town centre, 0 outside. */
  town: number;
  /** Ecological zones, E1 to E6. */
  eco: readonly string[];
  /** Redline feature. */
  redline: string;
  /** Basic farmland patch. */
  patch: string;
  /** Forced grouping into one planned parcel, one survey parcel, one zone feature. */
  parcel: string;
  survey: string;
  zoneFeature: string;
  /** Ridge coefficient of cultivated land. */
  ridge: number;
  /** Settlement attribute of the plan: 10 town, 20 village. */
  settlement: '' | '10' | '20';
  /** Item of limited activity in the redline; basis of giving up built land. */
  item: string;
  basis: string;
  /** Village or place the parcel is named after. */
  where: string;
  /** Linear feature the face is part of. */
  way: string;
  /** Part of a planted place: neither divided nor given new corners. */
  frozen: boolean;
  /** How the face is divided: street blocks of a town or park, or open country. */
  ground: 'country' | 'town' | 'park' | 'fixed';
  /** Name of a place that truth and decoys speak of. */
  mark: string;
}

/** A face: its label in the clean county and what planting changes of it. */
export interface Face extends Label {
  planted?: Partial<Label>;
}

export const openCountry = (township: number): Face => ({
  township,
  plan: '',
  base: '',
  zone: '',
  boundary: '',
  place: '',
  park: '',
  town: 0,
  eco: [],
  redline: '',
  patch: '',
  parcel: '',
  survey: '',
  zoneFeature: '',
  ridge: -1,
  settlement: '',
  item: '',
  basis: '',
  where: '',
  way: '',
  frozen: false,
  ground: 'country',
  mark: '',
});
