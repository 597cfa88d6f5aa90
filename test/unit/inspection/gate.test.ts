import { describe, expect, it } from 'vitest';
import { createCollector } from '../../../shared/inspection/collect.ts';
import { gateOf, overrideGate } from '../../../shared/inspection/gate.ts';
import { inspectionHtml } from '../../../shared/inspection/html-report.ts';
import { DEFAULT_MODEL } from '../../../shared/inspection/model.ts';
import { makeReport } from '../../../shared/inspection/report.ts';
import type { InspectionModel, InspectionReport } from '../../../shared/inspection/types.ts';
import { escapeHtml, html } from '../../../shared/html/html.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';

const HOSTILE = '<script>alert(1)</script>&"\'\u0000';

/** A report of defects by check, each as often as said; those of `aside` set aside. */
function reportOf(
  found: Readonly<Record<string, number>>,
  { aside = 0, limit = 2000, model = DEFAULT_MODEL, name = '小县' } = {} as {
    aside?: number;
    limit?: number;
    model?: InspectionModel;
    name?: string;
  },
): InspectionReport {
  const collector = createCollector(model, limit);
  let left = aside;
  for (const [check, n] of Object.entries(found)) {
    for (let i = 0; i < n; i++) {
      collector.add(
        check,
        {
          layer: 'land_use',
          uid: `u${i}`,
          detail: '',
          messages: [{ key: 'shape-none', params: { a: { kind: 'text', value: HOSTILE } } }],
        },
        left-- > 0
          ? {
              rule: 'x',
              exception: { reason: null, note: HOSTILE, author: '张三', time: '2026-11-22T00:00:00Z' },
            }
          : undefined,
      );
    }
  }
  return makeReport({
    source: { info: (key) => (key === 'name' ? name : null) },
    facts: { systems: [], tables: [] },
    ruleset: DEFAULT_RULESET,
    model,
    rev: 7,
    made: '2026-11-22T00:00:00.000Z',
    collector,
    unchecked: [{ check: 'T12', rule: null, why: 'no-neighbour', layers: [] }],
    looked: new Set(['T2', 'T3']),
  });
}

describe('the gate', () => {
  it('is shut by open defects of its classes alone, and shows what was not checked', () => {
    const gate = gateOf(reportOf({ T2: 2, T3: 5 }));
    expect(gate.open).toBe(false);
    expect(gate.blocking.map(({ check, count, defects }) => [check, count, defects.length])).toEqual([
      ['T2', 2, 2],
    ]);
    expect(gate.unchecked).toHaveLength(1);
    expect(gateOf(reportOf({ T3: 5 })).open).toBe(true);
    expect(gateOf(reportOf({ T2: 2 }, { aside: 2 })).open).toBe(true);
    expect(gateOf(reportOf({ T2: 2 }, { aside: 1 })).blocking[0]?.count).toBe(1);
  });

  it('counts what is not listed as well', () => {
    const gate = gateOf(reportOf({ T2: 30 }, { limit: 10 }));
    expect(gate.blocking[0]).toMatchObject({ count: 30 });
    expect(gate.blocking[0]?.defects).toHaveLength(10);
  });

  it('follows the classes of the model', () => {
    const model = { ...DEFAULT_MODEL, gate: { ...DEFAULT_MODEL.gate, classes: ['A', 'B'] as const } };
    expect(gateOf(reportOf({ T3: 1 }, { model })).open).toBe(false);
  });

  it('is gone over with a reason and a name, and then says over what', () => {
    const report = reportOf({ T2: 2, A5: 1 });
    const said = { reason: ' 省厅同意先行报送 ', person: '张三', time: '2026-11-22T08:00:00Z' };
    expect(must(overrideGate(report, said))).toEqual({
      reason: '省厅同意先行报送',
      person: '张三',
      time: '2026-11-22T08:00:00Z',
      inspection: { made: report.made, rev: 7, model: 'lantu-inspection 2026.1' },
      blocking: [
        { check: 'T2', class: 'A', count: 2 },
        { check: 'A5', class: 'A', count: 1 },
      ],
    });
    const code = (more: Partial<typeof said>): string => {
      const result = overrideGate(report, { ...said, ...more });
      return result.ok ? '' : result.error.code;
    };
    expect(code({ reason: '  x ' })).toBe('inspection.reason');
    expect(code({ reason: '长'.repeat(1001) })).toBe('inspection.reason');
    expect(code({ person: ' ' })).toBe('inspection.person');
  });
});

describe('the page', () => {
  it('shows hostile text as text', () => {
    const report = reportOf({ T2: 1 }, { name: HOSTILE, aside: 1 });
    const words = { language: 'zh-CN', ruleset: DEFAULT_RULESET, layers: () => undefined } as const;
    const page = inspectionHtml(
      { ...report, defects: report.defects.map((one) => ({ ...one, rule: null })) },
      words,
    );
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
    // oxlint-disable-next-line no-control-regex
    expect(page).not.toMatch(/\u0000/);
    expect(page).toContain("default-src 'none'");
  });

  it('escapes everything that is no markup', () => {
    expect(escapeHtml(HOSTILE)).toBe('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\ufffd');
    expect(html`<p title="${HOSTILE}">${[html`<b>${'<'}</b>`, 3, null]}</p>`.text).toBe(
      `<p title="${escapeHtml(HOSTILE)}"><b>&lt;</b>3</p>`,
    );
  });
});
