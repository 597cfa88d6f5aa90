import { toGeoJson } from '../geometry/geojson.ts';
import { text } from '../i18n/text.ts';
import { gateOf } from './gate.ts';
import { checkData } from './model.ts';
import { defectText, uncheckedText, type InspectionWords } from './words.ts';
import type { InspectionReport, Score } from './types.ts';

const scoreJson = ({ score, records, t, counts, points, excepted }: Score) => ({
  score,
  records,
  t,
  defects: counts,
  points,
  excepted,
});

/** A report for machines (`lantu inspect --json`): areas and points as numbers, geometry in EPSG:4490. */
export function inspectionJson(report: InspectionReport, words: InspectionWords) {
  const { model } = report;
  return {
    format: 'lantu-inspection/1',
    made: report.made,
    blueprint: report.blueprint,
    revision: report.rev,
    ruleset: report.ruleset,
    model: {
      id: model.id,
      version: model.version,
      weights: model.weights,
      score: model.score,
      gate: model.gate,
    },
    total: scoreJson(report.total),
    layers: report.layers.map(({ layer, ...score }) => ({ layer, ...scoreJson(score) })),
    checks: report.checks.map((one) => ({
      id: one.check,
      title: checkData(model, one.check)?.title ?? null,
      class: one.class,
      defects: one.found,
      excepted: one.excepted,
      listed: one.listed,
      looked: one.looked,
      citation: checkData(model, one.check)?.citation ?? null,
    })),
    defects: report.defects.map((defect) => ({
      check: defect.check,
      class: defect.class,
      layer: defect.layer,
      uid: defect.uid,
      rule: defect.rule,
      message: defectText(words, defect),
      box: defect.box,
      geometry: defect.shapes.map((shape) => toGeoJson(shape)),
      exception: defect.exception,
    })),
    not_checked: report.unchecked.map((one) => ({ ...one, message: uncheckedText(words, one) })),
    gate: {
      open: gateOf(report).open,
      blocking: gateOf(report).blocking.map(({ check, class: of, count }) => ({ check, class: of, count })),
    },
    statement: text(words.language, 'statement.report', { date: report.made.slice(0, 10) }),
  };
}

/** The same in pieces for a file, since defects may be many: head, one defect a line, tail. */
export function* inspectionJsonPieces(report: InspectionReport, words: InspectionWords): Generator<string> {
  const { defects, ...head } = inspectionJson(report, words);
  yield `${JSON.stringify(head).slice(0, -1)},"defects":[`;
  let separator = '\n';
  for (const defect of defects) {
    yield separator + JSON.stringify(defect);
    separator = ',\n';
  }
  yield '\n]}\n';
}
