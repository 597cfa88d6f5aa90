import { describe, expect, it } from 'vitest';
import { addTask } from '../../../shared/commands/add-task.command.ts';
import { editTask } from '../../../shared/commands/edit-task.command.ts';
import { orderTasks } from '../../../shared/commands/order-tasks.command.ts';
import { recordVerdict } from '../../../shared/commands/record-verdict.command.ts';
import { removeTask } from '../../../shared/commands/remove-task.command.ts';
import { handPosition } from '../../../shared/field/verdict.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { feature, opsOf, outcome, run, snapshotOf } from './snapshot.ts';

const own = feature('lantu_task', 'own', packFlat('point', [[[110, 30]]]), {
  kind: 'own',
  title: '看水渠',
  note: '',
  rank: 1,
});
const given = feature('lantu_task', 'given', null, {
  kind: 'finding',
  title: '核实图斑',
  note: '看清',
  rank: 2,
  assignee: '王测',
});
const snapshot = snapshotOf([own, given]);

describe('a task of one’s own', () => {
  const params = {
    uid: 'new',
    title: ' 看桥 ',
    note: '',
    place: [110.1234567894, 30] as [number, number],
    subject: null,
    assignee: '王测',
    rank: 3,
  };
  it('is written with who and when, its place on the grid', () => {
    const [op] = opsOf(addTask, snapshot, params);
    expect(op).toMatchObject({
      at: { table: 'lantu_task', uid: 'new' },
      kind: 'put',
      after: {
        fields: { kind: 'own', title: '看桥', rank: 3, assignee: '王测', author: '张三', severity: null },
      },
    });
    expect([...op!.after!.geometry!.xy]).toEqual([110.123456789, 30]);
  });
  it('is refused with a uid that is taken, or without a name', () => {
    expect(outcome(addTask, snapshot, { ...params, uid: 'own' })).toBe('task.known');
    expect(addTask.params.safeParse({ ...params, title: '  ' }).success).toBe(false);
    expect(addTask.params.safeParse({ ...params, place: [110, 91] }).success).toBe(false);
  });
  it('may be changed and taken away; one of the office only given to another', () => {
    expect(opsOf(editTask, snapshot, { uid: 'own', title: '看水渠', note: '东段' })).toEqual([
      { at: { table: 'lantu_task', uid: 'own' }, kind: 'patch', after: { fields: { note: '东段' } } },
    ]);
    const [moved] = opsOf(editTask, snapshot, { uid: 'own', place: [110, 31] });
    expect([...moved!.after!.geometry!.xy]).toEqual([110, 31]);
    const [taken] = opsOf(editTask, snapshot, { uid: 'own', place: null });
    expect(taken!.after).toEqual({ fields: {}, geometry: null });
    expect(outcome(editTask, snapshot, { uid: 'own', place: [110, 30] })).toBe('command.unchanged');
    expect(outcome(editTask, snapshot, { uid: 'given', title: 'x' })).toBe('task.of-office');
    expect(outcome(editTask, snapshot, { uid: 'given', assignee: null })).toBe('done');
    expect(outcome(editTask, snapshot, { uid: 'gone', assignee: null })).toBe('task.gone');
    expect(opsOf(removeTask, snapshot, { uid: 'own' })).toEqual([
      { at: { table: 'lantu_task', uid: 'own' }, kind: 'delete' },
    ]);
    expect(outcome(removeTask, snapshot, { uid: 'given' })).toBe('task.of-office');
    expect(outcome(removeTask, snapshot, { uid: 'gone' })).toBe('task.gone');
  });
});

describe('the order of tasks', () => {
  it('writes only ranks that differ', () => {
    expect(
      opsOf(orderTasks, snapshot, { order: ['given', 'own'] }).map(({ at, after }) => [at.uid, after]),
    ).toEqual([
      ['given', { fields: { rank: 1 } }],
      ['own', { fields: { rank: 2 } }],
    ]);
    expect(outcome(orderTasks, snapshot, { order: ['own', 'given'] })).toBe('command.unchanged');
    expect(outcome(orderTasks, snapshot, { order: ['own', 'gone'] })).toBe('task.gone');
    expect(orderTasks.params.safeParse({ order: ['own', 'own'] }).success).toBe(false);
  });
});

describe('a verdict', () => {
  const params = {
    uid: 'given',
    verdict: 'changed' as const,
    note: '东侧外移',
    form: '{"land_class":"paddy"}',
    sketch: '{"type":"MultiLineString","coordinates":[[[110,30],[110.1,30]]]}',
    position: { ...handPosition([110, 30]), accuracyM: null },
  };
  it('is one step with all that was found, who found it and when', () => {
    const done = run(recordVerdict, snapshot, params);
    expect(done).toMatchObject({
      ok: true,
      value: {
        label: 'history.record-verdict.changed',
        params: { title: '核实图斑' },
        ops: [
          {
            kind: 'patch',
            after: {
              fields: {
                verdict: 'changed',
                verdict_note: '东侧外移',
                form: params.form,
                sketch: params.sketch,
                observer: '张三',
                observed_at: '2026-11-22T00:00:00.000Z',
              },
            },
          },
        ],
      },
    });
    // What did not change is not written: it may be changed elsewhere.
    expect(opsOf(recordVerdict, snapshot, params)[0]!.after!.fields).not.toHaveProperty('accuracy_m');
  });
  it('may be taken back, and says nothing where nothing is different', () => {
    const known = snapshotOf([
      { ...given, fields: { ...given.fields, verdict: 'confirmed', verdict_note: '是' } },
    ]);
    const same = {
      uid: 'given',
      verdict: 'confirmed' as const,
      note: '是',
      form: null,
      sketch: null,
      position: null,
    };
    expect(outcome(recordVerdict, known, same)).toBe('command.unchanged');
    const back = run(recordVerdict, known, { ...same, verdict: null });
    expect(back).toMatchObject({ ok: true, value: { label: 'history.record-verdict.open' } });
  });
  it('is refused for a task that is gone, and with a form or a sketch that is none', () => {
    expect(outcome(recordVerdict, snapshot, { ...params, uid: 'gone' })).toBe('task.gone');
    expect(outcome(recordVerdict, snapshot, { ...params, form: '{"land_class":"sea"}' })).toBe(
      'task.bad-form',
    );
    expect(outcome(recordVerdict, snapshot, { ...params, sketch: '{"type":"Point"}' })).toBe(
      'task.bad-sketch',
    );
    expect(recordVerdict.params.safeParse({ ...params, verdict: 'maybe' }).success).toBe(false);
  });
});
