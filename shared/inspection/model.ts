import { z } from 'zod';
import data from '../../resources/inspection/model.json' with { type: 'json' };
import type { InspectionSettings, Ruleset } from '../rules/rule.ts';
import type { CheckData, InspectionModel } from './types.ts';

const named = z.string().min(1);
const defectClass = z.enum(['A', 'B', 'C', 'notice']);
const citation = z.strictObject({ text: named, verified: z.enum(['yes', 'practice', 'no']) });
const bilingual = z.strictObject({ 'zh-CN': named, en: named });

const modelSchema: z.ZodType<InspectionModel> = z.strictObject({
  id: named,
  version: named,
  title: bilingual,
  weights: z.strictObject({
    A: z.number().nonnegative(),
    B: z.number().nonnegative(),
    C: z.number().nonnegative(),
    citation,
  }),
  score: z.strictObject({
    base: z.number().positive(),
    least: z.number().nonnegative(),
    perRecords: z.number().int().positive(),
    citation,
  }),
  gate: z.strictObject({ classes: z.array(defectClass), citation }),
  requiredLayers: z.strictObject({ layers: z.array(named), citation }),
  limits: z.strictObject({
    grossShare: z.number().min(0).max(1),
    grossM2: z.number().nonnegative(),
    firstYear: z.number().int(),
    lastYear: z.number().int(),
    citation,
  }),
  impliedSettlement: z.strictObject({ values: z.record(named, named), citation }),
  checks: z.array(
    z.strictObject({ id: named, title: bilingual, class: defectClass, on: z.boolean(), citation }),
  ),
});

/** The inspection that ships with the product. */
export const DEFAULT_MODEL: InspectionModel = modelSchema.parse(data);

const withSettings = (settings: InspectionSettings | undefined): InspectionModel => {
  if (settings === undefined) return DEFAULT_MODEL;
  const { weights, perRecords, gate, requiredLayers, classes, off } = settings;
  const switchedOff = new Set(off ?? []);
  return {
    ...DEFAULT_MODEL,
    weights: { ...DEFAULT_MODEL.weights, ...weights },
    score: { ...DEFAULT_MODEL.score, ...(perRecords !== undefined && { perRecords }) },
    gate: { ...DEFAULT_MODEL.gate, ...(gate && { classes: gate }) },
    requiredLayers: {
      ...DEFAULT_MODEL.requiredLayers,
      ...(requiredLayers && { layers: requiredLayers }),
    },
    checks: DEFAULT_MODEL.checks.map((check): CheckData => ({
      ...check,
      class: classes?.[check.id] ?? check.class,
      on: check.on && !switchedOff.has(check.id),
    })),
  };
};

/** The model a blueprint is inspected by: the default with what its ruleset changes. */
export const modelOf = (ruleset: Ruleset): InspectionModel => withSettings(ruleset.inspection);

export const checkData = (model: InspectionModel, id: string): CheckData | undefined =>
  model.checks.find((check) => check.id === id);
