import { blanks } from './checks/blanks.ts';
import { coordinateUnit, coordinateUnitOfShapes, extent } from './checks/coordinate-unit.ts';
import { dates } from './checks/dates.ts';
import { fieldStructure } from './checks/field-structure.ts';
import { fieldValues } from './checks/field-values.ts';
import { grossArea } from './checks/gross-area.ts';
import { heightDatum } from './checks/height-datum.ts';
import { impliedSettlement } from './checks/implied-settlement.ts';
import { layers } from './checks/layers.ts';
import { NOT_IN_THE_FILE } from './checks/not-in-the-file.ts';
import { referenceSystem, shapeSystem } from './checks/reference-system.ts';
import { REUSED_RULES } from './checks/reused-rules.ts';
import { curve, emptyShape, shapeKind } from './checks/shapes.ts';
import { zonePrefix } from './checks/zone-prefix.ts';
import type { InspectionCheck } from './define-check.ts';

/** Everything an inspection looks at. Ids are those of the model; several checks may stand under one. */
export const INSPECTION_CHECKS: readonly InspectionCheck[] = [
  referenceSystem,
  shapeSystem,
  coordinateUnit,
  coordinateUnitOfShapes,
  zonePrefix,
  heightDatum,
  emptyShape,
  curve,
  shapeKind,
  extent,
  layers,
  fieldStructure,
  fieldValues,
  blanks,
  dates,
  impliedSettlement,
  grossArea,
  ...REUSED_RULES,
  ...NOT_IN_THE_FILE,
];
