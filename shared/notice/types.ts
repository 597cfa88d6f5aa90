/** What stands for the map in a public page: nothing, a picture, or shapes (only on an explicit choice). */
export type NoticeMap = 'none' | 'picture' | 'shapes';

/** Which features go out and what is said of each: a layer of the whitelist with the fields a person left ticked. */
export interface NoticeLayer {
  readonly layer: string;
  readonly fields: readonly string[];
}

/** One line of the public list. It carries a number and nothing by which the file knows the feature. */
export interface NoticeEntry {
  readonly number: number;
  /** Name of the layer, in the language of the page. */
  readonly layerName: string;
  readonly name: string;
  readonly kind: string;
  /** Hectares, two decimals; empty for points. */
  readonly areaHa: string;
  readonly more: readonly { readonly label: string; readonly value: string }[];
}

/** A place in the page's own units: whole numbers from the upper left corner of the frame. */
export type PagePoint = readonly [x: number, y: number];

/** The frame of the map in the page. Its units say nothing of where on earth it lies. */
export interface PageFrame {
  readonly width: number;
  readonly height: number;
}

/** A shape as the page draws it: path data in page units. */
export interface PageShape {
  /** Number of its entry; null for outlines that only help to find one's way. */
  readonly number: number | null;
  readonly path: string;
  readonly fill: string;
  readonly stroke: string;
}

/** The name of a place that helps to find one's way. */
export interface PageLabel {
  readonly text: string;
  readonly at: PagePoint;
}

/** What the map of the page is made of. */
export type PageMap =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'picture';
      readonly frame: PageFrame;
      /** `data:image/png;base64,...`, with nothing in it but the picture. */
      readonly image: string;
      readonly pins: readonly PagePin[];
    }
  | {
      readonly kind: 'shapes';
      readonly frame: PageFrame;
      readonly shapes: readonly PageShape[];
      readonly labels: readonly PageLabel[];
      readonly pins: readonly PagePin[];
      /** 审图号: shapes do not go out without one. */
      readonly review: string;
    };

/** Where the number of an entry stands on the map. */
export interface PagePin {
  readonly number: number;
  readonly at: PagePoint;
}

/** What a public page is made from. */
export interface NoticePage {
  readonly id: string;
  readonly language: 'zh-CN' | 'en';
  readonly title: string;
  readonly county: string;
  /** First and last day, `2026-11-22`; empty where not said. */
  readonly from: string;
  readonly until: string;
  /** Where opinions are to be sent, in the bureau's words. */
  readonly contact: string;
  readonly intro: string;
  readonly fictional: boolean;
  readonly entries: readonly NoticeEntry[];
  readonly map: PageMap;
}

/** What stays in the blueprint of a notice: which number is which feature, and where it was. */
export interface NoticeRecord {
  readonly format: 1;
  readonly id: string;
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly made: string;
  readonly author: string;
  readonly map: NoticeMap;
  readonly review: string | null;
  readonly from: string;
  readonly until: string;
  /** Where an opinion about the plan as a whole stands, degrees. */
  readonly home: readonly [number, number];
  readonly entries: readonly {
    readonly number: number;
    readonly layer: string;
    readonly uid: string;
    /** A point inside, as it was when the notice was made; degrees. */
    readonly at: readonly [number, number];
  }[];
}

/** One feature for a notice, as a job reads it: public words, and what stays inside. */
export interface NoticeFeature {
  readonly entry: NoticeEntry;
  readonly layer: string;
  readonly uid: string;
  /** A point inside, degrees. */
  readonly at: readonly [number, number];
}

/** What a job gives for a notice that is being put together. */
export interface NoticeDraft {
  readonly features: readonly NoticeFeature[];
  /** Where the number of each stands on the map, in the same order. */
  readonly pins: readonly PagePin[];
  readonly home: readonly [number, number];
  /** Shapes and names of places in page units, from the lowest to the topmost: what a picture is drawn from. */
  readonly shapes: readonly PageShape[];
  readonly labels: readonly PageLabel[];
  readonly frame: PageFrame;
  /** Metres on the ground in one page unit: what shapes are rounded to. Said to who makes the notice, not in the page. */
  readonly unitM: number;
}
