import { describe, expect, it } from 'vitest';
import { findCommand } from '../../../shared/commands/catalogue.ts';
import { findFix, fixesFor, FIXES } from '../../../shared/fixes/catalogue.ts';
import type { FixContext, FixOffer } from '../../../shared/fixes/fix.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { FeatureRecord, Fields, RecordRef } from '../../../shared/model/record.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Finding, RuleData, Severity } from '../../../shared/rules/rule.ts';
import { rect } from '../../fixtures/check/shapes.ts';

const record = (layer: string, uid: string, fields: Fields = {}): FeatureRecord => ({
  layer,
  uid,
  fid: 1,
  rev: 1,
  fields,
  geometry: rect(0, 0, 10, 10),
});
const refOf = ({ layer, uid }: FeatureRecord): RecordRef => ({ table: layer, uid });
const ruleOf = (id: string): RuleData => DEFAULT_RULESET.rules.find((rule) => rule.id === id)!;

/** A finding of a rule about a subject, with one piece for each of the others (null: none). */
function findingOf(
  rule: RuleData,
  subject: FeatureRecord,
  others: readonly (FeatureRecord | null)[],
  severity: Severity = rule.severity,
): Finding {
  const geometry = rect(0, 0, 5, 5);
  return {
    key: 'key',
    rule: rule.id,
    severity,
    subject: refOf(subject),
    counterpartLayer: others[0]?.layer ?? rule.layers?.[1] ?? null,
    areaM2: 25,
    box: geometry.box,
    pieces: others.map((other, i) => ({
      key: `piece ${i}`,
      other: other && refOf(other),
      areaM2: 25,
      severity,
      geometry,
      box: geometry.box,
    })),
    message: { key: rule.messages[0]!.key, params: {} },
    rulesetVersion: 'test',
  };
}

function offersOf(
  finding: Finding,
  records: readonly FeatureRecord[],
  locked: readonly string[] = [],
): readonly FixOffer[] {
  const feature = (ref: RecordRef) =>
    records.find(({ layer, uid }) => layer === ref.table && uid === ref.uid);
  const context: FixContext = {
    finding,
    rule: ruleOf(finding.rule),
    ruleset: DEFAULT_RULESET,
    subject: feature(finding.subject) ?? null,
    feature,
    schema: builtinLayer,
    readOnly: (layer) => builtinLayer(layer)?.readOnly ?? true,
    locked: (layer) => locked.includes(layer),
    layersOf: (role) => BUILTIN_LAYERS.filter((layer) => layer.role === role).map(({ id }) => id),
  };
  return fixesFor(context);
}

const park = record('industrial_park', 'park', { name: '东园' });
const farmland = record('basic_farmland', 'field');
const parcel = record('land_use', 'parcel', { land_class: '100101', baseline_class: '0103' });

describe('the catalogue of fixes', () => {
  it('knows every fix that a rule names, and every command an offer gives', () => {
    for (const rule of DEFAULT_RULESET.rules)
      for (const fix of rule.fixes) expect(findFix(fix), fix).toBeDefined();
    expect(new Set(FIXES.map(({ id }) => id)).size).toBe(FIXES.length);
  });

  it('offers what its command accepts and has texts for, whatever the rule', () => {
    let seen = 0;
    for (const rule of DEFAULT_RULESET.rules) {
      for (const subject of BUILTIN_LAYERS.filter(
        ({ role, geometry }) => rule.subjectRoles.includes(role ?? '') && geometry !== null,
      )) {
        const other = BUILTIN_LAYERS.find(({ role }) => rule.counterpartRoles.includes(role ?? ''));
        const a = record(subject.id, 'a', { zone_code: '520', land_class: '0101', area_m2: 5 });
        const b = record(other?.id ?? subject.id, 'b', { zone_code: '310', land_class: '0701', area_m2: 6 });
        for (const others of [[b], [null]]) {
          for (const one of offersOf(findingOf(rule, a, others), [a, b])) {
            seen += 1;
            expect(TEXTS['zh-CN'], one.label).toHaveProperty([one.label]);
            const params = one.choose === null ? one.params : one.choose.params('x');
            const parsed = findCommand(one.command)!.params.safeParse(params);
            expect(parsed.success, `${rule.id} ${one.id}: ${JSON.stringify(parsed.error?.issues)}`).toBe(
              true,
            );
            expect(builtinLayer(one.writes.table)?.readOnly, `${rule.id} ${one.id}`).toBe(false);
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(30);
  });
});

describe('who yields', () => {
  it('a park gives way to the line; the line itself is never offered', () => {
    const offers = offersOf(findingOf(ruleOf('park-basic-farmland'), park, [farmland]), [park, farmland]);
    expect(offers.map(({ command, writes }) => [command, writes.table])).toEqual([
      ['clip-feature', 'industrial_park'],
    ]);
    expect(offers[0]?.params).toEqual({
      ref: refOf(park),
      by: [refOf(farmland)],
      byLayers: [],
      keep: 'outside',
    });
  });

  it('a strip is snapped first', () => {
    const finding = findingOf(ruleOf('park-basic-farmland'), park, [farmland], 'notice');
    expect(offersOf(finding, [park, farmland]).map(({ id }) => id)).toEqual(['snap', 'clip-by-line']);
  });

  it('what lies outside a boundary is kept inside it, by all features of the line', () => {
    const [first] = offersOf(findingOf(ruleOf('park-outside-boundary'), park, [null]), [park]);
    expect(first?.params).toMatchObject({ by: [], byLayers: ['urban_boundary'], keep: 'inside' });
  });

  it('the park yields to the land-use plan before the plan is changed', () => {
    const offers = offersOf(findingOf(ruleOf('park-planned-non-construction'), park, [parcel]), [
      park,
      parcel,
    ]);
    expect(offers.map(({ command, writes }) => `${command} ${writes.table}`)).toEqual([
      'clip-feature industrial_park',
      'split-feature land_use',
    ]);
  });

  it('a coverage is split, not clipped, and the class before the plan comes first', () => {
    const rule = ruleOf('urban-use-outside-boundary');
    const [first] = offersOf(findingOf(rule, parcel, [null]), [parcel]);
    expect(first?.command).toBe('split-feature');
    expect(first?.choose?.suggested[0]).toBe('0103');
    expect(first?.choose?.params('0103')).toMatchObject({ part: 'outside', fields: { land_class: '0103' } });
  });

  it('two control lines have no fix, and a locked layer says why', () => {
    const redline = record('ecological_redline', 'line');
    const lines = findingOf(ruleOf('redline-basic-farmland'), redline, [farmland]);
    expect(offersOf(lines, [redline, farmland])).toEqual([]);
    const locked = offersOf(
      findingOf(ruleOf('park-basic-farmland'), park, [farmland]),
      [park, farmland],
      ['industrial_park'],
    );
    expect(locked[0]?.blocked).toBe('command.reason.locked');
  });
});
