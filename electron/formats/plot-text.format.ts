import { crsByEpsg, type Crs } from '../../shared/crs/catalogue.ts';
import { noticed, refused, type Problem, type RawFeature } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FileRef, Format, Probe, ReadOptions } from './define-format.ts';
import { compareArea } from './plot-area.ts';
import { readPlotCrs } from './plot-crs.ts';
import type { FigureSystem } from './plot-figures.ts';
import { areaOf, NOTHING } from './plot-form.ts';
import { joinPlots } from './plot-join.ts';
import { isPlotText } from './plot-recognise.ts';
import { plotShape } from './plot-shape.ts';
import { plotTextWriter } from './plot-text-writer.ts';
import { createSurvey, distinctPoints, isNearCount, type PlotSurvey } from './plot-survey.ts';
import { readPlots, type PlotItem, type RawPlot } from './plot-text.ts';
import { headValue, plotColumns, statedCount, type PlotColumn } from './plot-values.ts';
import { textEncoding } from './text-encoding.ts';
import { readLines } from './text-lines.ts';

/** Longest line, bytes; a longer one is no part of such a file. */
const MAX_LINE = 1 << 16;

interface Passage {
  readonly encoding: string;
  readonly signal: AbortSignal;
  readonly onShare?: (share: number) => void;
}

const itemsOf = (file: FileRef, passage: Passage): AsyncGenerator<PlotItem> =>
  readPlots(readLines(file.path, { ...passage, maxLine: MAX_LINE }));

async function surveyOf(file: FileRef, passage: Passage): Promise<PlotSurvey> {
  const survey = createSurvey();
  for await (const item of itemsOf(file, passage)) survey.take(item);
  return survey.finish();
}

const crsOf = (survey: PlotSurvey): ReturnType<typeof readPlotCrs> =>
  readPlotCrs(
    {
      datum: headValue(survey, '坐标系'),
      width: headValue(survey, '几度分带', '分带'),
      zone: headValue(survey, '带号'),
    },
    survey.system,
  );

const layerName = (file: FileRef): string => file.name.replace(/\.[^.]+$/, '') || file.name;

const GEOMETRIES: Readonly<Record<string, string>> = { 面: 'Polygon', 线: 'LineString', 点: 'Point' };

async function probe(
  file: FileRef,
  options: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Probe>> {
  const encoding = await textEncoding(file.path, options.encoding, options.signal);
  const survey = await surveyOf(file, { encoding, signal: options.signal });
  if (options.signal.aborted) return fail('cancelled');
  const { crs, notes } = crsOf(survey);
  const taken = encoding === 'utf-8' ? [] : [noticed(null, 'encoding-taken', { encoding }, 'info')];
  return ok({
    layers: [
      {
        name: layerName(file),
        count: survey.plots,
        geometry: survey.graphics.map((word) => GEOMETRIES[word]!).join(', '),
        crs,
        encoding,
        fields: plotColumns(survey).map(({ name, type }) => ({ name, type })),
      },
    ],
    notes: [...taken, ...notes, ...survey.notes],
  });
}

/** The system of a file, as far as its plots are measured in it. */
interface Ground {
  readonly system: FigureSystem | null;
  readonly crs: Crs | null;
}

/** Why a plot is left out; null when it is not. */
function faultOf(
  plot: RawPlot,
  ground: Ground,
): [code: string, params: Record<string, string | number>] | null {
  if (plot.fault !== null) return [plot.fault.code, { line: plot.fault.line, text: plot.fault.text }];
  if (plot.lines === 0) return ['plot-empty', { line: plot.line }];
  for (const [system, { line, text }] of plot.systems)
    if (system !== ground.system) return ['plot-other-system', { line, text }];
  return null;
}

function* readPlot(
  plot: RawPlot,
  number: number,
  survey: PlotSurvey,
  columns: readonly PlotColumn[],
  ground: Ground,
): Generator<RawFeature | Problem> {
  const fault = faultOf(plot, ground);
  if (fault !== null) {
    yield refused(number, ...fault);
    return;
  }
  const { geometry, dropped } = plotShape(plot);
  if (geometry === null) {
    yield refused(number, 'plot-few-points', { line: plot.line, points: distinctPoints(plot) });
    return;
  }
  const { form, line } = plot;
  if (form === null) yield noticed(number, 'plot-no-line', { line });
  if (plot.blocks > 1) yield noticed(number, 'plot-joined', { line, count: plot.blocks }, 'info');
  if (plot.mended !== null) yield noticed(number, 'plot-closing-mended', { line: plot.mended });
  for (const at of dropped) yield noticed(number, 'plot-ring-dropped', { line: at });
  const stated = statedCount(form, survey);
  const distinct = distinctPoints(plot);
  if (stated !== null && !isNearCount(stated, distinct, plot.lines))
    yield noticed(number, 'plot-count', { line, stated, count: distinct });
  const area = form === null ? null : areaOf(form.area);
  if (area !== null && area > 0 && geometry.kind === 'polygon') {
    const note = compareArea(area, geometry, ground.system === 'degrees', ground.crs, {
      feature: number,
      line,
    });
    if (note !== null) yield note;
  }
  const says = form ?? NOTHING;
  const values = columns.map(({ name, value }) => [name, value(says)] as const);
  yield { kind: 'feature', number, values: Object.fromEntries(values), geometry };
}

async function* read(file: FileRef, options: ReadOptions): AsyncGenerator<RawFeature | Problem> {
  const { signal, onShare } = options;
  const encoding = await textEncoding(file.path, options.encoding, signal);
  const survey = await surveyOf(file, { encoding, signal });
  const { crs } = crsOf(survey);
  const columns = plotColumns(survey);
  const ground: Ground = {
    system: survey.system,
    crs: crs.kind === 'known' ? (crsByEpsg(crs.epsg) ?? null) : null,
  };
  const items = itemsOf(file, { encoding, signal, onShare });
  let number = 0;
  for await (const item of survey.isNumbered ? items : joinPlots(items)) {
    if (signal.aborted) return;
    if (item.kind === 'plot') yield* readPlot(item.plot, ++number, survey, columns, ground);
  }
}

/**
 * Boundary-point files (界址点 TXT, 电子报盘) in all forms that programs in use write: see domain notes 5.4. They have
 * no ending of their own, so that they are known by content alone.
 */
export const plotTextFormat: Format = {
  id: 'plot-text',
  extensions: [],
  recognises: isPlotText,
  probe,
  read,
  writer: plotTextWriter,
};
