import type { Box, Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import type { Finding, FindingMessage, MessageParams } from '../rules/rule.ts';
import type { FileFacts, ShapeFault, ShapeFaultKind } from './source.ts';
import type { InspectionModel, Unchecked } from './types.ts';

/** What checks may know beside the thing they look at. */
export interface InspectionContext {
  readonly model: InspectionModel;
  readonly county: {
    readonly code: string;
    /** The county's 3-degree zone; null where none is chosen. */
    readonly zoneEpsg: number | null;
    /** Degrees; null where no county is drawn. */
    readonly box: Box | null;
  };
}

/** A defect before it has its key and its class. */
export interface DraftDefect {
  readonly layer: string | null;
  readonly uid: string | null;
  /** Tells it from others of the same check on the same feature. */
  readonly detail: string;
  readonly messages: readonly [FindingMessage, ...FindingMessage[]];
  readonly box?: Box | null;
  readonly shapes?: readonly Packed[];
}

export interface FileFound {
  readonly defects: readonly DraftDefect[];
  readonly unchecked: readonly Omit<Unchecked, 'check' | 'rule'>[];
  /** Whether anything of the file could be looked at. */
  readonly looked: boolean;
}

/** A record of any layer as a check sees it. */
export interface InspectedRecord {
  readonly ref: RecordRef;
  readonly fields: Fields;
}

/**
 * One way in which a check looks. Several may stand under one id of the rule list.
 * - `file`: the tables that describe the file.
 * - `shape`: the bytes of stored shapes.
 * - `record`: the values of each record; a sentence for each fault of it.
 * - `rule`: what rules of the ruleset find, taken over with their words, places and exceptions.
 * - `never`: what no file of this kind can answer.
 */
export type InspectionCheck =
  | {
      readonly kind: 'file';
      readonly check: string;
      readonly run: (facts: FileFacts, context: InspectionContext) => FileFound;
    }
  | {
      readonly kind: 'shape';
      readonly check: string;
      readonly faults: readonly ShapeFaultKind[];
      readonly message: (fault: ShapeFault, subject: MessageParams) => FindingMessage;
      /** One defect for all of a layer, where the fault is that of the program that wrote it. */
      readonly together?: (fault: ShapeFault, layer: string, count: number) => FindingMessage;
    }
  | {
      readonly kind: 'record';
      readonly check: string;
      /** Fields it reads; none: the layer is left out. */
      readonly fieldsOf: (schema: LayerSchema, context: InspectionContext) => readonly string[];
      readonly visit: (
        record: InspectedRecord,
        schema: LayerSchema,
        context: InspectionContext,
      ) => readonly FindingMessage[];
    }
  | {
      readonly kind: 'rule';
      readonly check: string;
      readonly rules: readonly string[];
      /** Which of the findings are its own; all where left out. */
      readonly takes?: (finding: Finding, model: InspectionModel) => boolean;
    }
  | { readonly kind: 'never'; readonly check: string; readonly why: Unchecked['why'] };

/** Parameters of a sentence about a table of the file. */
export const tableParam = (table: string): MessageParams[string] => ({ kind: 'layer', id: table });
export const textParam = (value: string): MessageParams[string] => ({ kind: 'text', value });
