import type { PlotItem, RawPlot } from './plot-text.ts';

/**
 * The number that all rings of a plot carry where its line is of the form count, name, 面, type; null for other plots.
 * In files for the balance of farmland (进出平衡) every ring has a plot line of its own, and that number counts plots.
 */
function plotNumber(plot: RawPlot): string | null {
  const { form, rings } = plot;
  if (form === null || form.first === null || form.graphic === '' || rings.length === 0) return null;
  const number = rings[0]!.ring;
  return rings.every(({ ring }) => ring === number) ? number : null;
}

/** Whether a plot holds further rings of the one before it: same number, name and type. */
export function continues(before: RawPlot, plot: RawPlot): boolean {
  const number = plotNumber(plot);
  return (
    number !== null &&
    number === plotNumber(before) &&
    before.form!.graphic === plot.form!.graphic &&
    before.form!.name === plot.form!.name &&
    before.form!.kind === plot.form!.kind
  );
}

function join(before: RawPlot, plot: RawPlot): RawPlot {
  for (const [system, one] of plot.systems) {
    const known = before.systems.get(system);
    if (known) known.count += one.count;
    else before.systems.set(system, one);
  }
  const sum = Number(before.form!.first) + Number(plot.form!.first);
  before.rings.push(...plot.rings);
  return {
    ...before,
    form: { ...before.form!, first: Number.isFinite(sum) ? String(sum) : before.form!.first },
    lines: before.lines + plot.lines,
    blocks: before.blocks + 1,
    mended: before.mended ?? plot.mended,
    fault: before.fault ?? plot.fault,
  };
}

/** Plots of which every ring has a line of its own put together; what stands between two plots keeps them apart. */
export async function* joinPlots(items: AsyncIterable<PlotItem>): AsyncGenerator<PlotItem> {
  let held: RawPlot | null = null;
  for await (const item of items) {
    if (item.kind === 'plot' && held !== null && continues(held, item.plot)) {
      held = join(held, item.plot);
      continue;
    }
    if (held !== null) yield { kind: 'plot', plot: held };
    held = null;
    if (item.kind === 'plot') held = item.plot;
    else yield item;
  }
  if (held !== null) yield { kind: 'plot', plot: held };
}
