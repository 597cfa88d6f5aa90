import { z } from 'zod';
import type { FieldPackage } from '../exchange/change-set.ts';
import type { Committed, LabelParams, TextKey } from '../change/change.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { LayerStyle } from '../model/layer-style.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import { backgroundReferences, type BackgroundReference } from './background-reference.ts';
import { defineContract, event, method } from './contract.ts';
import { finite, layerId, text, uid } from './schemas.ts';

/** What the window title, the status bar and the start screen say of a blueprint. */
export interface BlueprintInfo {
  readonly blueprintId: string;
  readonly path: string;
  readonly name: string;
  readonly countyCode: string;
  readonly countyName: string;
  /** The county's 3-degree zone, as an EPSG code with zone prefix, e.g. 4525. Null until chosen. */
  readonly zoneEpsg: number | null;
  readonly baseYear: number | null;
  readonly planYear: number | null;
  readonly residentPopulation: number | null;
  readonly classEdition: '2020' | '2023';
  readonly rulesetVersion: string;
  readonly schemaVersion: number;
  /** 密级标识: public, internal, secret. */
  readonly classification: string;
  /** True for the demonstration county: shown wherever the name is. */
  readonly fictional: boolean;
  readonly rev: number;
  readonly readOnly: boolean;
  /** The package it works with in the field; null for a blueprint of an office. */
  readonly field: FieldPackage | null;
}

/** A layer with its view state. View state is kept in the file and is not undoable. */
export interface LayerState {
  readonly schema: LayerSchema;
  readonly count: number;
  readonly box: Box | null;
  readonly visible: boolean;
  readonly locked: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  /** Draw order within the map, larger is nearer to the eye. */
  readonly order: number;
  /** How it is drawn where that differs from its standard symbol; undoable. */
  readonly style?: LayerStyle | null;
}

export interface StoreState {
  readonly rev: number;
  /** ISO time of the last commit, null when nothing has been written since the file was made. */
  readonly savedAt: string | null;
  readonly undo: { readonly label: TextKey; readonly params: LabelParams } | null;
  readonly redo: { readonly label: TextKey; readonly params: LabelParams } | null;
  /** Edits by other programs that wait to be adopted. */
  readonly outside: number;
}

export interface HistoryEntry {
  readonly seq: number;
  readonly label: TextKey;
  readonly params: LabelParams;
  readonly time: string;
  readonly author: string;
  readonly kind: Committed['kind'];
  /** Records touched. */
  readonly records: number;
  readonly box: Box | null;
  /** True while this step can be undone by stepping back; false once it has been undone. */
  readonly current: boolean;
}

/** What a command would do to each record it writes, in its order. */
export interface CommandPreview {
  readonly label: TextKey;
  readonly params: LabelParams;
  readonly changes: readonly {
    readonly at: RecordRef;
    readonly kind: 'put' | 'patch' | 'delete';
    readonly before: Packed | null;
    readonly after: Packed | null;
    /** All fields as they would be. */
    readonly fields: Fields;
  }[];
}

/** Parameters of a new blueprint. */
export const newBlueprint = z.strictObject({
  name: text,
  countyCode: text,
  countyName: text,
  zoneEpsg: z.number().int().nullable(),
  classification: z.enum(['public', 'internal', 'secret']),
});

export const expectedRevs = z
  .array(z.strictObject({ table: layerId, uid, rev: z.number().int() }))
  .max(100_000);

/** What the page may ask of the one writer. Paths never appear here: files are opened by the shell. */
export const storeContract = defineContract({
  name: 'store',
  methods: {
    info: method<BlueprintInfo>()(z.strictObject({})),
    state: method<StoreState>()(z.strictObject({})),
    layers: method<readonly LayerState[]>()(z.strictObject({})),
    setLayerView: method<readonly LayerState[]>()(
      z.strictObject({
        layer: layerId,
        visible: z.boolean().optional(),
        locked: z.boolean().optional(),
        opacity: finite.min(0).max(1).optional(),
        order: z.number().int().optional(),
      }),
    ),
    /** `params` is checked again by the command's own schema. */
    execute: method<Committed>()(
      z.strictObject({ command: text, params: z.unknown(), expect: expectedRevs.optional() }),
    ),
    /** The same command, nothing written. */
    preview: method<CommandPreview>()(z.strictObject({ command: text, params: z.unknown() })),
    undo: method<Committed>()(z.strictObject({})),
    redo: method<Committed>()(z.strictObject({})),
    adoptOutside: method<Committed>()(z.strictObject({})),
    history: method<readonly HistoryEntry[]>()(
      z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(500) }),
    ),
    /** Takes what is staged into its layers: one change, all or nothing. */
    commitStaged: method<Committed>()(
      z.strictObject({
        staging: text,
        mode: z.enum(['append', 'replace', 'take']),
        /** Of `append`: layers whose own features go in the same step. */
        replaced: z.array(layerId).optional(),
      }),
    ),
  },
  events: {
    committed: event<Committed>(),
    state: event<StoreState>(),
    layers: event<readonly LayerState[]>(),
  },
});

/** What only the shell and the command line may ask: paths, opening and closing. */
export const storeControl = defineContract({
  name: 'store-control',
  methods: {
    open: method<BlueprintInfo>()(z.strictObject({ path: text, readOnly: z.boolean() })),
    create: method<BlueprintInfo>()(z.strictObject({ path: text, blueprint: newBlueprint })),
    close: method<null>()(z.strictObject({})),
    /** Lets the page name a staging file by an opaque token. */
    grantStaging: method<null>()(z.strictObject({ token: text, path: text })),
    /** Keeps files of evidence by their hash, before a step that speaks of them; how many were new. */
    keepBlobs: method<number>()(
      z.strictObject({
        files: z
          .array(z.strictObject({ path: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
          .max(100_000),
      }),
    ),
    /** The backgrounds that the blueprint speaks of, for a computer that has no list of its own. */
    backgrounds: method<readonly BackgroundReference[]>()(z.strictObject({})),
    keepBackgrounds: method<null>()(z.strictObject({ references: backgroundReferences })),
    /** Who edits from now on, as the user names himself; empty for the name of the account. */
    setAuthor: method<null>()(z.strictObject({ author: text })),
  },
  events: {},
});
