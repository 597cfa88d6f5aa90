import type {
  BoundRule,
  CoverageRule,
  GroupRule,
  NearestRule,
  PairRule,
  SelfRule,
} from '../rules/bound-rule.ts';
import { carriesRole } from '../rules/roles.ts';
import type { NotChecked } from '../rules/rule.ts';
import { hasRows, hasShapes, type SourceLayer } from './source.ts';

/** What every binding tells the table: whose findings these are. */
interface BindingBase<R extends BoundRule> {
  readonly id: string;
  readonly rule: R;
}

/** One rule on one subject layer: with one counterpart layer, or, for a unit of all around, with all of the role. */
export interface Binding extends BindingBase<PairRule> {
  readonly subject: string;
  readonly subjectRole: string;
  /** Exactly one for an intersection; one or more otherwise. */
  readonly counterparts: readonly string[];
  /** Role of each counterpart layer. */
  readonly counterpartRoles: ReadonlyMap<string, string>;
  /** Whether the counterpart's features never overlap each other. */
  readonly disjoint: boolean;
}

/** A distance rule on one subject layer and every layer of the counterpart role. */
export interface NearestBinding extends BindingBase<NearestRule> {
  readonly subject: string;
  readonly counterparts: readonly string[];
}

/** A rule about single features on one layer. */
export interface SelfBinding extends BindingBase<SelfRule> {
  readonly layer: SourceLayer['schema'];
}

/** A rule about groups with every layer it reads. */
export interface GroupBinding extends BindingBase<GroupRule> {
  readonly layers: readonly SourceLayer['schema'][];
}

/** A rule about one coverage; `county` is the county layer, which only `range` needs. */
export interface CoverageBinding extends BindingBase<CoverageRule> {
  readonly layer: SourceLayer['schema'];
  readonly county: string | null;
}

/** What a ruleset means for the layers there are. */
export interface Plan {
  /** Rules on pairs of layers. */
  readonly bindings: readonly Binding[];
  readonly nearest: readonly NearestBinding[];
  readonly self: readonly SelfBinding[];
  readonly groups: readonly GroupBinding[];
  readonly coverages: readonly CoverageBinding[];
  /** The layer that carries the county role; null where there is none with a shape. */
  readonly county: string | null;
  readonly notChecked: readonly NotChecked[];
}

const carrying = (layers: readonly SourceLayer[], roles: readonly string[]): SourceLayer[] =>
  layers.filter(({ schema }) => carriesRole(schema, roles));

/** The layers a rule lacks on one side: those of the role, all empty; the ruleset's own name for it where none has it. */
function missing(
  layers: readonly SourceLayer[],
  roles: readonly string[],
  named: string | undefined,
): string[] {
  if (roles.length === 0 || layers.some(hasRows)) return [];
  if (layers.length > 0) return layers.map(({ schema }) => schema.id);
  return [named ?? roles[0] ?? ''];
}

function pairBindings(rule: PairRule, layers: readonly SourceLayer[]): Binding[] {
  const bindings: Binding[] = [];
  for (const { schema: subject } of carrying(layers, rule.data.subjectRoles).filter(hasShapes)) {
    const role = subject.role ?? '';
    const roles = rule.counterpartRolesOf?.(role) ?? rule.data.counterpartRoles;
    const full = carrying(layers, roles).filter(hasShapes);
    if (full.length === 0) continue;
    const groups = rule.operation === 'intersection' || rule.apart ? full.map((layer) => [layer]) : [full];
    for (const group of groups) {
      const ids = group.map(({ schema }) => schema.id);
      bindings.push({
        id: [rule.id, subject.id, ...ids].join(' '),
        rule,
        subject: subject.id,
        subjectRole: role,
        counterparts: ids,
        counterpartRoles: new Map(group.map(({ schema }) => [schema.id, schema.role ?? ''])),
        disjoint: group.every(({ schema }) => schema.coverage),
      });
    }
  }
  return bindings;
}

/**
 * What keeps a rule that is asked from both sides from being bound: each side is there by itself, being the
 * subject of one question and the counterpart of the other, and yet nothing can be held against anything.
 */
const emptyRoles = ({ data }: PairRule, layers: readonly SourceLayer[]): string[] => [
  ...new Set(
    [...data.subjectRoles, ...data.counterpartRoles].flatMap((role) =>
      missing(carrying(layers, [role]), [role], undefined),
    ),
  ),
];

/**
 * Binds rules to the layers that carry their roles. A rule whose subject or counterpart has nothing in it is
 * not checked, once, with what is missing; it never meets an empty layer.
 */
export function planChecks(rules: readonly BoundRule[], layers: readonly SourceLayer[]): Plan {
  const plan = {
    bindings: [] as Binding[],
    nearest: [] as NearestBinding[],
    self: [] as SelfBinding[],
    groups: [] as GroupBinding[],
    coverages: [] as CoverageBinding[],
    notChecked: [] as NotChecked[],
  };
  const county = carrying(layers, ['county']).find(hasShapes)?.schema.id ?? null;
  for (const rule of rules) {
    const { data } = rule;
    const subjects = carrying(layers, data.subjectRoles);
    const counterparts = carrying(layers, data.counterpartRoles);
    const lacking = [
      ...new Set([
        ...missing(subjects, data.subjectRoles, data.layers?.[0]),
        ...missing(counterparts, data.counterpartRoles, data.layers?.[1]),
        ...(rule.kind === 'coverage' && rule.of === 'range' && county === null ? ['county'] : []),
      ]),
    ];
    if (lacking.length > 0) {
      plan.notChecked.push({ rule: rule.id, missing: lacking });
      continue;
    }
    const filled = (among: readonly SourceLayer[]): string[] =>
      among.filter(hasShapes).map(({ schema }) => schema.id);
    switch (rule.kind) {
      case 'pair': {
        const bindings = pairBindings(rule, layers);
        plan.bindings.push(...bindings);
        const absent = bindings.length === 0 ? emptyRoles(rule, layers) : [];
        if (absent.length > 0) plan.notChecked.push({ rule: rule.id, missing: absent });
        break;
      }
      case 'nearest':
        for (const subject of filled(subjects)) {
          const to = filled(counterparts);
          plan.nearest.push({
            id: [rule.id, subject, ...to].join(' '),
            rule,
            subject,
            counterparts: to,
          });
        }
        break;
      case 'self':
        for (const { schema } of layers.filter(hasRows)) {
          if (rule.appliesTo(schema)) plan.self.push({ id: `${rule.id} ${schema.id}`, rule, layer: schema });
        }
        break;
      case 'group':
        plan.groups.push({
          id: rule.id,
          rule,
          layers: layers
            .filter(hasRows)
            .map(({ schema }) => schema)
            .filter((schema) => rule.appliesTo(schema)),
        });
        break;
      case 'coverage':
        for (const { schema } of subjects.filter(hasShapes)) {
          plan.coverages.push({ id: `${rule.id} ${schema.id}`, rule, layer: schema, county });
        }
    }
  }
  return { ...plan, county };
}

/** Fields of a layer that any of the bindings reads, for one read that serves them all. */
export function fieldsRead(bindings: readonly (Binding | NearestBinding)[], layer: string): string[] {
  const fields = new Set<string>();
  for (const { rule, subject, counterparts } of bindings) {
    if (subject === layer) for (const field of rule.subjectFields) fields.add(field);
    if (counterparts.includes(layer)) for (const field of rule.counterpartFields) fields.add(field);
  }
  return [...fields].sort();
}
