import { text } from '../../../shared/i18n/text.ts';
import { isTold } from '../../../shared/inspection/score.ts';
import { checkData } from '../../../shared/inspection/model.ts';
import {
  checkText,
  defectText,
  exceptionText,
  layerText,
  madeText,
  placeText,
  scoreText,
  uncheckedText,
  type InspectionWords,
} from '../../../shared/inspection/words.ts';
import { DEFECT_CLASSES, SCORED_CLASSES, type InspectionReport } from '../../../shared/inspection/types.ts';
import type { CellOut, CellStyle, RowOut, SheetOut, WorkbookOut } from '../../formats/xlsx/out-types.ts';

const TITLE: CellStyle = { font: '黑体', size: 16, bold: true, align: 'center' };
const HEAD: CellStyle = {
  font: '黑体',
  bold: true,
  fill: 'E7EEF5',
  lines: true,
  align: 'center',
  wrap: true,
};
const TEXT: CellStyle = { lines: true, wrap: true };
const COUNT: CellStyle = { lines: true, format: '0', align: 'right' };
const POINTS: CellStyle = { lines: true, format: '0.0', align: 'right' };
const NOTE: CellStyle = { wrap: true, size: 9, color: '555B64' };

type Say = (key: string, params?: Record<string, string | number>) => string;

const cell = (value: CellOut | string | number, style: CellStyle): CellOut => ({
  value: value as string | number,
  style,
});
const row = (...cells: readonly CellOut[]): RowOut => ({ cells });
/** One cell over so many columns. */
const wide = (value: string, style: CellStyle, across: number, height?: number): RowOut => ({
  cells: [cell(value, style)],
  merges: [{ column: 1, across, down: 1 }],
  ...(height !== undefined && { height }),
});

interface Parts {
  readonly report: InspectionReport;
  readonly words: InspectionWords;
  readonly say: Say;
}

/** Score by class and by layer, with what the formula rests on and the fixed statement. */
function* scoreRows({ report, words, say }: Parts): Generator<RowOut> {
  const { blueprint, model, total, layers } = report;
  yield wide(`${blueprint.name} ${say('inspection.title')}`, TITLE, COLUMNS, 30);
  yield wide(
    say('inspection.caption', {
      ruleset: report.ruleset.version,
      model: `${model.title[words.language]} ${model.version}`,
      time: madeText(report),
    }),
    NOTE,
    COLUMNS,
  );
  yield row(cell(say('inspection.score'), HEAD), cell(scoreText(words.language, total.score), TEXT));
  yield row();
  yield row(
    ...['class', 'weight', 'count', 'points'].map((key) => cell(say(`inspection.head.${key}`), HEAD)),
  );
  for (const of of SCORED_CLASSES) {
    yield row(
      cell(say(`inspection.class.${of}`), TEXT),
      cell(model.weights[of], COUNT),
      cell(total.counts[of], COUNT),
      cell(total.points[of], POINTS),
    );
  }
  yield row();
  yield row(
    cell(say('inspection.head.layer'), HEAD),
    cell(say('inspection.head.records'), HEAD),
    ...DEFECT_CLASSES.map((of) => cell(say(`inspection.class.${of}`), HEAD)),
    cell(say('inspection.head.excepted'), HEAD),
    cell(say('inspection.score'), HEAD),
  );
  for (const one of layers.filter(isTold)) {
    yield row(
      cell(layerText(words, one.layer), TEXT),
      cell(one.records, COUNT),
      ...DEFECT_CLASSES.map((of) => cell(one.counts[of], COUNT)),
      cell(one.excepted, COUNT),
      cell(scoreText(words.language, one.score), POINTS),
    );
  }
  yield row();
  const { base, perRecords, citation } = model.score;
  yield wide(say('inspection.score-note', { base, per: perRecords }), NOTE, COLUMNS, 26);
  for (const { text: said, verified } of [citation, model.weights.citation]) {
    yield wide(
      say('inspection.basis', { text: said, verified: say(`verified.${verified}`) }),
      NOTE,
      COLUMNS,
      26,
    );
  }
  yield wide(say('statement.report', { date: madeText(report).slice(0, 10) }), NOTE, COLUMNS, 40);
}
/** Columns of the table by layer. */
const COLUMNS = 8;

const heads = (say: Say, ...keys: readonly string[]): RowOut =>
  row(...keys.map((key) => cell(say(`inspection.head.${key}`), HEAD)));

function* checkRows({ report: { checks, model }, words, say }: Parts): Generator<RowOut> {
  yield heads(say, 'check', 'class', 'state', 'count', 'excepted', 'basis');
  for (const { check, class: of, looked, found, excepted } of checks) {
    const citation = checkData(model, check)?.citation;
    yield row(
      cell(checkText(words, model, check), TEXT),
      cell(say(`inspection.class.${of}`), TEXT),
      cell(say(`inspection.looked.${looked}`), TEXT),
      looked === 'none' ? cell('—', TEXT) : cell(found, COUNT),
      cell(excepted, COUNT),
      cell(citation === undefined ? '' : `${citation.text} · ${say(`verified.${citation.verified}`)}`, TEXT),
    );
  }
}

function* uncheckedRows({ report: { unchecked, model }, words, say }: Parts): Generator<RowOut> {
  yield heads(say, 'check', 'why');
  for (const one of unchecked) {
    yield row(cell(checkText(words, model, one.check), TEXT), cell(uncheckedText(words, one), TEXT));
  }
}

function* defectRows({ report, words, say }: Parts): Generator<RowOut> {
  const { defects, model, checks } = report;
  yield heads(say, 'number', 'class', 'check', 'layer', 'defect', 'place', 'excepted');
  for (const [i, defect] of defects.entries()) {
    yield row(
      cell(i + 1, COUNT),
      cell(say(`inspection.class.${defect.class}`), TEXT),
      cell(checkText(words, model, defect.check), TEXT),
      cell(layerText(words, defect.layer), TEXT),
      cell(defectText(words, defect), TEXT),
      cell(placeText(defect), TEXT),
      cell(exceptionText(words.language, defect), TEXT),
    );
  }
  const more = checks.reduce((sum, { found, excepted, listed }) => sum + found + excepted - listed, 0);
  if (more > 0) yield wide(say('inspection.not-listed', { n: more }), NOTE, 7);
}

/** A report as a workbook ready for printing: score, checks, defects, what was not looked at. */
export function inspectionWorkbook(report: InspectionReport, words: InspectionWords): WorkbookOut {
  const say: Say = (key, params) => text(words.language, key, params);
  const parts: Parts = { report, words, say };
  const mark = say('inspection.mark', { mark: say(`classification.${report.blueprint.classification}`) });
  const corner = report.blueprint.fictional ? `${mark} · ${say('inspection.fictional')}` : mark;
  const sheet = (
    name: string,
    widths: readonly number[],
    rows: Iterable<RowOut>,
    table: boolean,
  ): SheetOut => ({
    name,
    widths,
    ...(table && { frozen: 1 }),
    print: {
      paper: 'A4',
      landscape: table,
      corner,
      foot: '&P / &N',
      ...(table && { repeat: [1, 1] as const }),
    },
    rows,
  });
  return {
    title: `${report.blueprint.name} ${say('inspection.title')}`,
    sheets: [
      sheet(say('inspection.score'), [22, 11, 9, 9, 9, 9, 9, 11], scoreRows(parts), false),
      sheet(say('inspection.checks'), [30, 9, 14, 9, 9, 64], checkRows(parts), true),
      sheet(say('inspection.defects'), [7, 9, 24, 16, 62, 24, 26], defectRows(parts), true),
      sheet(say('inspection.unchecked'), [34, 60], uncheckedRows(parts), true),
    ],
  };
}
