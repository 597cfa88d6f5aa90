/*
 * The demonstration county 澄川县（示范）.
 *
 * One planar mesh carries the county. place/ draws what has a place of its own (county line, townships,
 * rivers, roads, towns, parks, and the places where contradictions and decoys will be); kernel/ nodes the
 * drawing and takes its faces. Open land is then divided and every face is labelled (label.ts): zoning.ts,
 * classes.ts, parcels.ts and baseline.ts take faces until each prescribed figure is met and cut the last
 * one, so that every figure is exact. A layer is a union of faces with equal labels (layers/), so
 * neighbours share their vertices and coverages have neither gap nor overlap.
 *
 * Planting changes labels only: a face holds what it is in the clean county and, in `planted`, what
 * differs. The truth is measured on those faces. dirty/ spoils finished features for the dirty variant.
 */
import { build } from './build.ts';
import { soil } from './dirty/faults.ts';
import { County, type SampleFeature } from './features.ts';
import { COUNTY } from './figures.ts';
import { landUse, surveyParcels, townships, zones } from './layers/coverage.ts';
import { basicFarmland, boundary, county, redline } from './layers/lines.ts';
import { ecologicalZones, parks, townCenters } from './layers/plans.ts';
import { facilities } from './layers/points.ts';
import { projects } from './layers/projects.ts';
import { Registry } from './layers/registry.ts';
import { quotas, type QuotaRow } from './quota.ts';
import { tables } from './tables.ts';
import { decoys } from './decoys.ts';
import { NOT_CHECKED, truthFindings } from './truth.ts';
import type { Truth } from './truth-types.ts';

export type { SampleFeature, QuotaRow, Truth };
export type { Fault } from './dirty/faults.ts';
export type { Decoy, Severity, TruthFinding, TruthPiece } from './truth-types.ts';

export interface SampleOptions {
  /** Number of planned parcels. */
  readonly parcels?: 3000 | 20_000 | 200_000;
  readonly seed?: number;
  /** False for the county before anything is planted: it gives no finding. */
  readonly planted?: boolean;
  /** Adds the topology and attribute faults of the dirty variant. */
  readonly dirty?: boolean;
  readonly onProgress?: (share: number, stage: string) => void;
}

/** What the sample is: for the start screen and the metadata of the file. */
export interface SampleInfo {
  readonly countyName: string;
  readonly countyCode: string;
  /** 3-degree zone and its EPSG code. */
  readonly zone: number;
  readonly epsg: number;
  readonly baseYear: number;
  readonly term: readonly [number, number];
  readonly residents2020: number;
  readonly residents2035: number;
  readonly classEdition: '2023';
  readonly fictional: true;
  readonly generatorVersion: number;
}

export const SAMPLE_INFO: SampleInfo = {
  countyName: COUNTY.name,
  countyCode: COUNTY.code,
  zone: 37,
  epsg: 4525,
  baseYear: 2020,
  term: [2021, 2035],
  residents2020: 31.82,
  residents2035: 30.5,
  classEdition: '2023',
  fictional: true,
  generatorVersion: 1,
};

/** The layers of the sample in the order they are made. */
export const SAMPLE_LAYERS = [
  'county',
  'township',
  'survey_parcel',
  'public_facility',
  'industrial_park',
  'major_project',
  'land_use',
  'town_center',
  'functional_zone',
  'ecological_zone',
  'township_function',
  'ecological_redline',
  'basic_farmland',
  'urban_boundary',
] as const;

export interface Sample {
  readonly info: SampleInfo;
  /** The features of a layer, made while they are read. */
  features(layer: (typeof SAMPLE_LAYERS)[number]): Iterable<SampleFeature>;
  readonly quotas: readonly QuotaRow[];
  readonly truth: Truth;
}

/**
 * Makes the demonstration county 澄川县（示范）. The same options give the same county, bit for bit.
 * Takes about two seconds for 3,000 parcels and holds the mesh in memory; features are streamed.
 */
export function generateSample(options: SampleOptions = {}): Sample {
  const { parcels = 3000, seed = 2026, planted = true, dirty = false, onProgress } = options;
  const { land, composition } = build(seed, parcels, (stage, share) => onProgress?.(share, stage));
  const here = new County(land, planted);
  const r = new Registry(here);
  const made = new Map<string, SampleFeature[]>();
  const make: Record<(typeof SAMPLE_LAYERS)[number], () => Iterable<SampleFeature>> = {
    county: () => county(r),
    township: () => townships(r, 'township'),
    survey_parcel: () => surveyParcels(r),
    public_facility: () => facilities(r, composition.settlements, seed),
    industrial_park: () => parks(r),
    major_project: () => projects(r),
    land_use: () => landUse(r),
    town_center: () => townCenters(r),
    functional_zone: () => zones(r),
    ecological_zone: () => ecologicalZones(r),
    township_function: () => townships(r, 'township_function'),
    ecological_redline: () => redline(r),
    basic_farmland: () => basicFarmland(r),
    urban_boundary: () => boundary(r),
  };
  // Parks first: facilities are placed by them, and the truth needs to know every feature.
  for (const layer of ['industrial_park', ...SAMPLE_LAYERS.filter((l) => l !== 'industrial_park')] as const) {
    made.set(layer, [...make[layer]()]);
  }
  onProgress?.(1, 'features');
  const clean = tables(new County(land, false));
  const findings = planted ? truthFindings(r) : [];
  const harmless = decoys(r);
  const spoken = [
    ...findings.flatMap((f) => [f.subject.uid, ...f.pieces.map((p) => p.other?.uid ?? '')]),
    ...harmless.flatMap((d) => d.uids),
  ];
  const quota = quotas(r);
  const faults = dirty ? soil(made, new Set(spoken)) : [];
  return {
    info: SAMPLE_INFO,
    features: (layer) => made.get(layer)!,
    quotas: quota,
    truth: {
      findings,
      faults,
      decoys: harmless,
      notChecked: NOT_CHECKED,
      tables: { clean, planted: tables(here) },
    },
  };
}
