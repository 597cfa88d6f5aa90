import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignFinding } from '../../../shared/commands/assign-finding.command.ts';
import type { FindingTarget } from '../../../shared/commands/finding-target.ts';
import {
  BOTTOM_LINE_REASONS,
  EXCEPTION_REASONS,
  markException,
  reasonsFor,
  REASONS_WITH_TEXT,
} from '../../../shared/commands/mark-exception.command.ts';
import { markFinding } from '../../../shared/commands/mark-finding.command.ts';
import { reopenFinding } from '../../../shared/commands/reopen-finding.command.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { SEVERITIES, type Severity } from '../../../shared/rules/rule.ts';
import { feature, opsOf, outcome, run, snapshotOf, square } from './snapshot.ts';

const snapshot = snapshotOf([]);
const target = (severity: Severity, uid = 'p'): FindingTarget => ({
  rule: 'park-redline',
  subject: { table: 'industrial_park', uid },
  counterpartLayer: 'ecological_redline',
  piece: null,
  shape: square(110, 30, 0.001),
  areaM2: 12,
  severity,
});
const params = (severity: Severity, more = {}) => ({
  targets: [target(severity)],
  reason: 'agreed' as (typeof EXCEPTION_REASONS)[number],
  note: '',
  number: null as string | null,
  expires: null as string | null,
  ...more,
});

describe('mark-exception', () => {
  it('admits two reasons on a bottom-line conflict, and wants the number of an approval', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom(...EXCEPTION_REASONS),
        fc.constantFrom(null, '', '  ', '示范〔2026〕1号'),
        fc.constantFrom('', ' ', '图斑边界采集有误'),
        (severity, reason, number, note) => {
          const said = outcome(markException, snapshot, params(severity, { reason, number, note }));
          const barred = severity === 'blocking' && reason !== 'data-error' && reason !== 'approved';
          if (barred) expect(said).toBe('command.exception-bottom-line');
          else if (reason === 'approved' && (number ?? '').trim() === '')
            expect(said).toBe('command.exception-number');
          else if (REASONS_WITH_TEXT.includes(reason) && note.trim() === '')
            expect(said).toBe('command.exception-text');
          else expect(said).toBe('done');
          expect(reasonsFor([severity]).includes(reason)).toBe(!barred);
        },
      ),
    );
  });

  it('is refused whole where one of several is a bottom-line conflict', () => {
    const targets = [target('notice', 'a'), target('blocking', 'b'), target('error', 'c')];
    expect(run(markException, snapshot, { ...params('notice'), targets })).toMatchObject({
      ok: false,
      error: { code: 'command.exception-bottom-line', params: { count: 1 } },
    });
    const ops = opsOf(markException, snapshot, {
      ...params('notice'),
      targets,
      reason: 'approved',
      number: ' 示范〔2026〕1号 ',
    });
    expect(ops.map(({ after }) => [after!.fields!['subject_uid'], after!.fields!['severity']])).toEqual([
      ['a', 'notice'],
      ['b', 'blocking'],
      ['c', 'error'],
    ]);
    expect(ops[0]!.after!.fields).toMatchObject({
      status: 'exception',
      reason: 'approved',
      number: '示范〔2026〕1号',
      author: '张三',
      time: snapshot.now,
      area_m2: 12,
    });
    expect(new Set(ops.map(({ at }) => at.uid)).size).toBe(3);
  });

  it('names a person, and holds at least today', () => {
    expect(outcome(markException, { ...snapshot, author: ' ' }, params('error'))).toBe(
      'command.exception-author',
    );
    expect(outcome(markException, snapshot, params('error', { expires: '2026-11-21' }))).toBe(
      'command.exception-expired',
    );
    expect(outcome(markException, snapshot, params('error', { expires: '2026-11-22' }))).toBe('done');
    expect(() => outcome(markException, snapshot, params('error', { expires: '2026-02-30' }))).toThrow(
      /expires/,
    );
  });

  it('has a text for each reason in both languages', () => {
    for (const reason of [...EXCEPTION_REASONS, ...BOTTOM_LINE_REASONS]) {
      for (const table of Object.values(TEXTS)) expect(table).toHaveProperty([`findings.reason.${reason}`]);
    }
  });
});

describe('assigning, marking and reopening', () => {
  it('assigns several as one change, and takes them back', () => {
    const targets = [target('error', 'a'), target('error', 'b')];
    const given = { targets, assignee: ' 李四 ', due: '2026-12-31', note: '' };
    expect(run(assignFinding, snapshot, given)).toMatchObject({
      value: { label: 'history.assign-finding', params: { count: 2, assignee: '李四' } },
    });
    expect(opsOf(assignFinding, snapshot, given).map(({ after }) => after!.fields!['assignee'])).toEqual([
      '李四',
      '李四',
    ]);
    const taken = opsOf(assignFinding, snapshot, { ...given, assignee: null });
    expect(taken[0]!.after!.fields).toMatchObject({ status: 'assigned', assignee: null, due: null });
    expect(() => outcome(assignFinding, snapshot, { ...given, assignee: '  ' })).toThrow(/assignee/);
  });

  it('marks a layer as a whole, which has no uid', () => {
    const whole = { ...target('notice', ''), shape: null, areaM2: 0 };
    const [op] = opsOf(markFinding, snapshot, { targets: [whole], status: 'seen' });
    expect(op!.after).toMatchObject({ geometry: null, fields: { subject_uid: '', status: 'seen' } });
  });

  it('takes back an exception once, keeping what was said', () => {
    const word = feature('lantu_memory', 'm', null, { status: 'exception', reason: 'agreed', closed: null });
    const note = feature('lantu_memory', 'n', null, { status: 'note' });
    const known = snapshotOf([word, note]);
    const [op, ...more] = opsOf(reopenFinding, known, { memories: ['m', 'm'], note: ' 情况有变 ' });
    expect(more).toEqual([]);
    expect(op).toEqual({
      at: { table: 'lantu_memory', uid: 'm' },
      kind: 'patch',
      after: { fields: { closed: snapshot.now, closed_by: '张三', closed_note: '情况有变' } },
    });
    expect(outcome(reopenFinding, known, { memories: ['x'], note: '' })).toBe('command.note-gone');
    expect(outcome(reopenFinding, known, { memories: ['n'], note: '' })).toBe('command.exception-closed');
    const closed = snapshotOf([{ ...word, fields: { ...word.fields, closed: snapshot.now } }]);
    expect(outcome(reopenFinding, closed, { memories: ['m'], note: '' })).toBe('command.exception-closed');
  });
});
