import classes from '../../resources/codes/land-use-classes.json' with { type: 'json' };
import planningZones from '../../resources/codes/planning-zones.json' with { type: 'json' };
import surveyClasses from '../../resources/codes/survey-classes.json' with { type: 'json' };
import { fromSteps } from '../geometry/grid.ts';
import type { Land } from './divide.ts';
import { COUNTY, TOWNSHIPS } from './figures.ts';
import { groups, outline, outlineArea, type Outline } from './kernel/dissolve.ts';
import { hashText } from './kernel/prng.ts';
import type { Face, Label } from './label.ts';

export type FieldValue = string | number | null;

/** GeoJSON nesting: a point, a polygon or a multi-polygon. */
export type Coordinates = number[] | number[][][] | number[][][][];

/** A feature of the sample, ready for any store. */
export interface SampleFeature {
  readonly layer: string;
  readonly uid: string;
  readonly kind: 'point' | 'line' | 'polygon';
  /** Nested as GeoJSON: Point, Polygon or MultiPolygon by the layer's declared type. */
  readonly coordinates: Coordinates;
  readonly fields: Record<string, FieldValue>;
}

const className = new Map(classes.classes.map((c) => [c.code, c.name['zh-CN']]));
const zoneName = new Map(planningZones.map((z) => [z.code, z.name['zh-CN']]));
const surveyName = new Map(surveyClasses.map((c) => [c.code, c.name['zh-CN']]));

/** A stable UUID of version 7 form from a text: fixed time of 2026, the rest by hash. */
export function uidOf(text: string): string {
  const hex = (n: number, digits: number): string => n.toString(16).padStart(8, '0').slice(0, digits);
  const a = hashText(`a ${text}`);
  const b = hashText(`b ${text}`);
  const c = hashText(`c ${text}`);
  const variant = ((c & 0x3fff) | 0x8000).toString(16).padStart(4, '0');
  return `019b2c4f-${hex(a, 4)}-7${hex(b, 3)}-${variant}-${hex(hashText(`d ${text}`), 8)}${hex(hashText(`e ${text}`), 4)}`;
}

/** What the features of one county are made from: the land and whether contradictions are planted. */
export class County {
  readonly land: Land;
  readonly planted: boolean;

  constructor(land: Land, planted: boolean) {
    this.land = land;
    this.planted = planted;
  }

  /** Label of a face in this county. */
  label(face: number): Face | undefined {
    const l = this.land.faces[face];
    if (!l) return undefined;
    return this.planted && l.planted ? { ...l, ...l.planted } : l;
  }

  /** Connected groups of faces with the same key. */
  groups(key: (l: Label, face: number) => string): { key: string; faces: number[]; first: Label }[] {
    const keys = new Map<number, string>();
    this.land.faces.forEach((_l, face) => {
      const label = this.label(face);
      const k = label ? key(label, face) : '';
      if (k !== '') keys.set(face, k);
    });
    return groups(this.land.mesh, keys.keys(), (f) => keys.get(f)).map((g) => ({
      ...g,
      first: this.label(g.faces[0]!)!,
    }));
  }

  ring(vertices: readonly number[]): number[][] {
    const m = this.land.mesh;
    const out = vertices.map((v) => [fromSteps(m.lon[v]!), fromSteps(m.lat[v]!)]);
    out.push([...out[0]!]);
    return out;
  }

  polygon(faces: readonly number[]): { coordinates: number[][][]; area: number } {
    const rings: Outline = outline(this.land.mesh, faces);
    return { coordinates: rings.map((r) => this.ring(r)), area: outlineArea(this.land.mesh, rings) };
  }

  /** Several connected groups as one multi-part polygon, largest part first. */
  multi(parts: readonly (readonly number[])[]): { coordinates: number[][][][]; area: number } {
    const polygons = parts.map((p) => this.polygon(p)).sort((a, b) => b.area - a.area);
    return {
      coordinates: polygons.map((p) => p.coordinates),
      area: polygons.reduce((s, p) => s + p.area, 0),
    };
  }
}

/** To two decimals of a square metre. */
export const round2 = (v: number): number => Math.round(v * 100) / 100;

export const townshipCode = (k: number): string => `${COUNTY.code}${String(k).padStart(3, '0')}`;

/** The system and administrative fields every layer has. */
export function common(township: number, area: number | null): Record<string, FieldValue> {
  const county = township === 0;
  return {
    revision: 1,
    admin_code: county ? COUNTY.code : townshipCode(township),
    admin_name: county ? COUNTY.name : TOWNSHIPS[township - 1]!.name,
    ...(area === null ? {} : { area_m2: round2(area) }),
  };
}

export const nameOfClass = (code: string): string => className.get(code) ?? code;
export const nameOfZone = (code: string): string => zoneName.get(code) ?? code;
export const nameOfSurvey = (code: string): string => surveyName.get(code) ?? code;
