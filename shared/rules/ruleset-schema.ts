import { z } from 'zod';
import { CHECK_IDS } from '../inspection/check-ids.ts';

const named = z.string().min(1);
const bilingual = z.strictObject({ 'zh-CN': named, en: named });
const verified = z.enum(['yes', 'practice', 'no']);
const severity = z.enum(['blocking', 'error', 'warning', 'notice']);
const citation = z.strictObject({ text: named, verified });
const threshold = z.strictObject({
  name: named,
  default: z.number(),
  unit: z.string(),
  rank: z.enum(['legal', 'technical', 'practice', 'own']),
});

/** One rule as a ruleset file states it. */
export const ruleSchema = z.strictObject({
  id: named,
  title: bilingual,
  group: named,
  kind: z.enum(['finding', 'table']).optional(),
  locality: z.string().optional(),
  subjectRoles: z.array(named).min(1),
  counterpartRoles: z.array(named),
  layers: z.array(named).optional(),
  fields: z.array(named).optional(),
  filter: z.record(z.string(), z.unknown()),
  thresholds: z.array(threshold),
  severity,
  on: z.boolean(),
  citation,
  messages: z.array(z.strictObject({ key: named, 'zh-CN': named, en: named })).min(1),
  fixes: z.array(named),
  source: z.string().optional(),
  note: z.string(),
});

/** The tables that rules refer to by name. */
export const matricesSchema = z.strictObject({
  zone_compatibility: z.array(
    z.strictObject({
      zone: named,
      class: named,
      relation: z.enum(['main', 'compatible', 'conditional', 'barred']),
      condition: bilingual.optional(),
      severity: severity.optional(),
      verified,
      source: z.string(),
    }),
  ),
  function_industry: z.array(
    z.strictObject({
      function: named,
      industryClass: named,
      parkKind: named,
      relation: z.enum(['allowed', 'conditional', 'barred']),
      severity: severity.optional(),
      note: bilingual.optional(),
      verified,
      source: z.string(),
    }),
  ),
  conversion: z.array(
    z.strictObject({
      from: named,
      to: named,
      inside: named,
      relation: z.enum(['allowed', 'needs_approval', 'barred']),
      condition: z.strictObject({ 'zh-CN': z.string(), en: z.string() }),
      citation: z.strictObject({ text: z.string(), verified }),
      source: z.string(),
      precedence: z.number().int(),
    }),
  ),
});

/** Prefixes of classes that count as construction land. */
export const constructionSchema = z.array(named).min(1);

const defectClass = z.enum(['A', 'B', 'C', 'notice']);
const points = z.number().min(0).max(100).optional();

/** What it changes of the inspection; see InspectionSettings. */
const inspectionSchema = z.strictObject({
  weights: z.strictObject({ A: points, B: points, C: points }).optional(),
  perRecords: z.number().int().min(1).max(10_000_000).optional(),
  gate: z.array(defectClass).max(4).optional(),
  requiredLayers: z.array(named).max(500).optional(),
  classes: z.partialRecord(z.enum(CHECK_IDS), defectClass).optional(),
  off: z.array(z.enum(CHECK_IDS)).optional(),
});

/** A whole ruleset: everything that a province may change, in one file. */
export const rulesetSchema = z.strictObject({
  id: named,
  version: named,
  base: z.strictObject({ id: named, version: named }).optional(),
  classEdition: z.enum(['2020', '2023']),
  title: bilingual,
  constructionPrefixes: constructionSchema,
  topologyTolerance: z.strictObject({ gridSteps: z.number().int().nonnegative(), citation }).optional(),
  matching: z
    .strictObject({
      minOverlapShare: z.number().min(0).max(1),
      maxGrowthShare: z.number().min(0).max(10).optional(),
      citation,
    })
    .optional(),
  inspection: inspectionSchema.optional(),
  matrices: matricesSchema,
  rules: z.array(ruleSchema),
});
