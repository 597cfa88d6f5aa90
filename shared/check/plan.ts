import type { BoundRule } from '../rules/define-rule.ts';
import type { NotChecked } from '../rules/rule.ts';
import { hasShapes, type SourceLayer } from './source.ts';

/** One rule on one subject layer: with one counterpart layer, or, for a difference, with all that carry the role. */
export interface Binding {
  readonly id: string;
  readonly rule: BoundRule;
  readonly subject: string;
  /** Exactly one for an intersection; one or more for a difference. */
  readonly counterparts: readonly string[];
  /** Whether the counterpart's features never overlap each other. */
  readonly disjoint: boolean;
}

/** What a ruleset means for the layers there are. */
export interface Plan {
  readonly bindings: readonly Binding[];
  readonly notChecked: readonly NotChecked[];
}

const carrying = (layers: readonly SourceLayer[], roles: readonly string[]): SourceLayer[] =>
  layers.filter(({ schema }) => schema.role !== null && roles.includes(schema.role));

/** The layers a rule lacks on one side: those of the role, all empty; the ruleset's own name for it where none has it. */
function missing(
  layers: readonly SourceLayer[],
  roles: readonly string[],
  named: string | undefined,
): string[] {
  if (roles.length === 0 || layers.some(hasShapes)) return [];
  if (layers.length > 0) return layers.map(({ schema }) => schema.id);
  return [named ?? roles[0] ?? ''];
}

/**
 * Binds rules to the layers that carry their roles. A rule whose subject or counterpart has nothing in it is
 * not checked, once, with what is missing; it never meets an empty layer.
 */
export function planChecks(rules: readonly BoundRule[], layers: readonly SourceLayer[]): Plan {
  const bindings: Binding[] = [];
  const notChecked: NotChecked[] = [];
  for (const rule of rules) {
    const { data } = rule;
    const subjects = carrying(layers, data.subjectRoles);
    const counterparts = carrying(layers, data.counterpartRoles);
    const lacking = [
      ...missing(subjects, data.subjectRoles, data.layers?.[0]),
      ...missing(counterparts, data.counterpartRoles, data.layers?.[1]),
    ];
    if (lacking.length > 0) {
      notChecked.push({ rule: rule.id, missing: lacking });
      continue;
    }
    const full = counterparts.filter(hasShapes);
    const groups = rule.operation === 'difference' ? [full] : full.map((layer) => [layer]);
    for (const subject of subjects.filter(hasShapes)) {
      for (const group of groups) {
        const ids = group.map(({ schema }) => schema.id);
        bindings.push({
          id: [rule.id, subject.schema.id, ...ids].join(' '),
          rule,
          subject: subject.schema.id,
          counterparts: ids,
          disjoint: group.every(({ schema }) => schema.coverage),
        });
      }
    }
  }
  return { bindings, notChecked };
}

/** Fields of a layer that any of the bindings reads, for one read that serves them all. */
export function fieldsRead(bindings: readonly Binding[], layer: string): string[] {
  const fields = new Set<string>();
  for (const { rule, subject, counterparts } of bindings) {
    if (subject === layer) for (const field of rule.subjectFields) fields.add(field);
    if (counterparts.includes(layer)) for (const field of rule.counterpartFields) fields.add(field);
  }
  return [...fields].sort();
}
