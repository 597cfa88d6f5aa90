import { describe, expect, it } from 'vitest';
import { addHoleCommand } from '../../../shared/commands/add-hole.command.ts';
import { addPartCommand } from '../../../shared/commands/add-part.command.ts';
import { COMMANDS, findCommand } from '../../../shared/commands/catalogue.ts';
import type { CommandContext } from '../../../shared/commands/define-command.ts';
import { deleteFeatures } from '../../../shared/commands/delete-features.command.ts';
import { deleteRingCommand } from '../../../shared/commands/delete-ring.command.ts';
import { editAttributes } from '../../../shared/commands/edit-attributes.command.ts';
import { editGeometry } from '../../../shared/commands/edit-geometry.command.ts';
import { noteFinding } from '../../../shared/commands/note-finding.command.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf, square } from './snapshot.ts';

const park = feature('industrial_park', 'p', square(110, 30, 0.1), {
  name: '甲园',
  park_kind: 'industrial_park',
  area_m2: 1,
});
const parcel = feature('land_use', 'l', square(111, 30, 0.1), {
  land_class: '0101',
  land_class_name: '水田',
});
const snapshot = snapshotOf([park, parcel]);
const hole: [number, number][] = [
  [110.02, 30.02],
  [110.04, 30.02],
  [110.04, 30.04],
];

describe('shape commands', () => {
  it('cut holes and add parts, and take them away again', () => {
    const [holed] = opsOf(addHoleCommand, snapshot, { ref: ref(park), part: 0, ring: hole });
    expect([...holed!.after!.geometry!.parts]).toEqual([0, 2]);
    const inner = feature('industrial_park', 'h', holed!.after!.geometry!);
    const [filled] = opsOf(deleteRingCommand, snapshotOf([inner]), { ref: ref(inner), ring: 1 });
    expect(filled!.after!.geometry!.xy).toEqual(park.geometry!.xy);
    const [two] = opsOf(addPartCommand, snapshot, {
      ref: ref(park),
      rings: [
        [
          [112, 30],
          [112.1, 30],
          [112.1, 30.1],
        ],
      ],
    });
    expect([...two!.after!.geometry!.parts]).toEqual([0, 1, 2]);
    expect(
      outcome(addPartCommand, snapshot, {
        ref: ref(parcel),
        rings: [
          [
            [112, 30],
            [112.1, 30],
            [112.1, 30.1],
          ],
        ],
      }),
    ).toBe('command.single-part');
    expect(outcome(addPartCommand, snapshot, { ref: ref(park), rings: [hole] })).toBe(
      'command.shape.parts-overlap',
    );
    expect(outcome(addHoleCommand, snapshot, { ref: ref(park), part: 3, ring: hole })).toBe(
      'command.part-missing',
    );
    expect(
      outcome(addHoleCommand, snapshot, {
        ref: ref(park),
        part: 0,
        ring: [
          [120, 30],
          [121, 30],
          [121, 31],
        ],
      }),
    ).toBe('command.shape.hole-outside-shell');
    expect(outcome(deleteRingCommand, snapshot, { ref: ref(park), ring: 0 })).toBe('command.ring-too-small');
  });

  it('edit-geometry writes the shape and the area, nothing else, and not twice', () => {
    const [op] = opsOf(editGeometry, snapshot, { ref: ref(park), geometry: square(110, 30, 0.2) });
    expect(op).toMatchObject({ kind: 'patch', at: { uid: 'p' } });
    expect(Object.keys(op!.after!.fields!)).toEqual(['area_m2']);
    expect(outcome(editGeometry, snapshot, { ref: ref(park), geometry: park.geometry! })).toBe(
      'command.unchanged',
    );
  });
});

describe('delete-features', () => {
  it('deletes each once, and all or none', () => {
    const made = run(deleteFeatures, snapshot, { refs: [ref(park), ref(parcel), ref(park)] });
    expect(made).toMatchObject({
      ok: true,
      value: { label: 'history.delete-features', params: { count: 2 } },
    });
    expect(opsOf(deleteFeatures, snapshot, { refs: [ref(park)] })).toEqual([
      { at: ref(park), kind: 'delete' },
    ]);
    expect(
      outcome(deleteFeatures, snapshotOf([park, parcel], ['land_use']), { refs: [ref(park), ref(parcel)] }),
    ).toBe('command.layer-locked');
    expect(outcome(deleteFeatures, snapshot, { refs: [{ table: 'land_use', uid: 'none' }] })).toBe(
      'command.gone',
    );
  });
});

describe('edit-attributes', () => {
  const edit = (fields: Record<string, string | number | null>, record = parcel) => ({
    refs: [ref(record)],
    fields,
  });

  it('writes what changes, with what follows from it', () => {
    const [op] = opsOf(editAttributes, snapshot, edit({ land_class: '0201', plan_status: null }));
    expect(op!.after!.fields).toMatchObject({ land_class: '0201', land_class_name: '果园' });
    expect(op!.after!.fields).not.toHaveProperty('plan_status');
    expect(op!.after!.geometry).toBeUndefined();
  });

  it('refuses what the schema refuses', () => {
    expect(outcome(editAttributes, snapshot, edit({ name: null }, park))).toBe('command.required');
    expect(outcome(editAttributes, snapshot, edit({ land_class: '9999' }))).toBe('command.value.domain');
    expect(outcome(editAttributes, snapshot, edit({ area_m2: 5 }))).toBe('command.computed-field');
    expect(outcome(editAttributes, snapshot, edit({ uid: 'x' }))).toBe('command.unknown-field');
    expect(outcome(editAttributes, snapshot, edit({ ridge_coefficient: '0.1' }))).toBe('command.value.type');
    expect(outcome(editAttributes, snapshot, edit({ name: '甲园' }, park))).toBe('command.unchanged');
  });
});

describe('note-finding', () => {
  it('keeps who said what of which piece, and changes it under the same uid', () => {
    const params = {
      memory: null,
      rule: 'park_in_basic_farmland',
      subject: ref(park),
      counterpartLayer: 'basic_farmland',
      piece: 'b',
      status: 'follow-up' as const,
      note: '待核',
      shape: square(110, 30, 0.01),
    };
    const [op] = opsOf(noteFinding, snapshot, params);
    expect(op).toMatchObject({
      at: { table: 'lantu_memory', uid: 'new-1' },
      kind: 'put',
      after: {
        fields: {
          subject_uid: 'p',
          piece_uid: 'b',
          status: 'follow-up',
          author: '张三',
          time: '2026-11-22T00:00:00.000Z',
        },
      },
    });
    const known = snapshotOf([feature('lantu_memory', 'm', null)]);
    expect(opsOf(noteFinding, known, { ...params, memory: 'm' })[0]!.at.uid).toBe('m');
    expect(outcome(noteFinding, snapshot, { ...params, memory: 'm' })).toBe('command.note-gone');
  });
});

describe('the catalogue', () => {
  it('has every command once, with its texts', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    for (const command of COMMANDS) {
      expect(findCommand(command.id)).toBe(command);
      expect(command.label).toBe(`command.${command.id}`);
      for (const table of Object.values(TEXTS)) expect(table).toHaveProperty([command.label]);
    }
    expect(findCommand('nothing')).toBeUndefined();
  });

  it('says why a command cannot be used', () => {
    const context: CommandContext = {
      readOnly: false,
      selection: [ref(park)],
      activeLayer: 'land_use',
      locked: [],
    };
    // What a person says of findings, the ruleset, versions, sheets, notices, what goes out, evidence, tasks, and what names its layers or rows
    // itself, belong to no feature and no layer.
    const ofFeatures = COMMANDS.filter(
      ({ id }) =>
        !/finding|exception|ruleset|version|notice|opinions|exchange|attachment|-task|-verdict|-sheet$|-layer$|-field$|replace-text|snap-layer/.test(
          id,
        ),
    );
    const intoLayer = new Set(['create-feature', 'paste-features']);
    const reasons = (more: Partial<CommandContext>, of: readonly (typeof COMMANDS)[number][] = ofFeatures) =>
      of.map((command) => {
        const usable = command.available({ ...context, ...more });
        return usable === true ? true : usable.key.replace('command.reason.', '');
      });
    expect(reasons({}, COMMANDS)).toEqual(COMMANDS.map(() => true));
    expect(new Set(reasons({ readOnly: true }, COMMANDS))).toEqual(new Set(['read-only']));
    expect(reasons({ selection: [] })).toEqual(
      ofFeatures.map(({ id }) => (intoLayer.has(id) ? true : 'no-selection')),
    );
    expect(reasons({ locked: ['industrial_park', 'land_use'] })).toEqual(ofFeatures.map(() => 'locked'));
    expect(reasons({ selection: [ref(park), ref(parcel)] })[1]).toBe('one-only');
    expect(reasons({ activeLayer: null })[0]).toBe('no-layer');
  });
});
