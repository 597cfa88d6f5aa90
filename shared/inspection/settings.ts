import type { InspectionSettings, Ruleset } from '../rules/rule.ts';
import { DEFAULT_MODEL, modelOf } from './model.ts';
import { SCORED_CLASSES } from './types.ts';
import type { DefectClass, InspectionModel, ScoredClass } from './types.ts';

/** What of a model may be set with the ruleset, as a person edits it. */
export interface InspectionEdit {
  readonly weights?: Partial<Record<ScoredClass, number>>;
  readonly perRecords?: number;
  readonly gate?: readonly DefectClass[];
  readonly requiredLayers?: readonly string[];
  /** Class of one check. */
  readonly check?: { readonly id: string; readonly class?: DefectClass; readonly on?: boolean };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join(' ') === [...b].sort().join(' ');

function edited(model: InspectionModel, edit: InspectionEdit): InspectionModel {
  const { weights, perRecords, gate, requiredLayers, check } = edit;
  return {
    ...model,
    weights: { ...model.weights, ...weights },
    score: { ...model.score, perRecords: perRecords ?? model.score.perRecords },
    gate: { ...model.gate, classes: gate ?? model.gate.classes },
    requiredLayers: { ...model.requiredLayers, layers: requiredLayers ?? model.requiredLayers.layers },
    checks: model.checks.map((one) =>
      one.id === check?.id ? { ...one, class: check.class ?? one.class, on: check.on ?? one.on } : one,
    ),
  };
}

/** Only what differs from the model that ships; undefined where nothing does. */
function settingsOf(model: InspectionModel): InspectionSettings | undefined {
  const weights = SCORED_CLASSES.filter((one) => model.weights[one] !== DEFAULT_MODEL.weights[one]);
  const differing = model.checks.filter(
    ({ id, class: of }) => DEFAULT_MODEL.checks.find((one) => one.id === id)?.class !== of,
  );
  const off = model.checks.filter(
    ({ id, on }) => !on && DEFAULT_MODEL.checks.find((one) => one.id === id)?.on === true,
  );
  const { perRecords } = model.score;
  const settings: InspectionSettings = {
    ...(weights.length > 0 && {
      weights: Object.fromEntries(weights.map((one) => [one, model.weights[one]])),
    }),
    ...(perRecords !== DEFAULT_MODEL.score.perRecords && { perRecords }),
    ...(!same(model.gate.classes, DEFAULT_MODEL.gate.classes) && { gate: model.gate.classes }),
    ...(!same(model.requiredLayers.layers, DEFAULT_MODEL.requiredLayers.layers) && {
      requiredLayers: model.requiredLayers.layers,
    }),
    ...(differing.length > 0 && {
      classes: Object.fromEntries(differing.map(({ id, class: of }) => [id, of])),
    }),
    ...(off.length > 0 && { off: off.map(({ id }) => id) }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** A ruleset that changes something of the inspection; changed back to what ships, it says nothing of it. */
export function withInspection(ruleset: Ruleset, edit: InspectionEdit): Ruleset {
  const { inspection: _before, ...rest } = ruleset;
  const settings = settingsOf(edited(modelOf(ruleset), edit));
  return settings === undefined ? rest : { ...rest, inspection: settings };
}
