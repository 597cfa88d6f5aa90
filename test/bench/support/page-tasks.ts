/**
 * Tasks of the page's own thread, out of a recording of the browser, with what each spent waiting for the map to be
 * drawn. Without a graphics card a frame of the map is drawn by the processors in another process and read back, and
 * the page's thread waits for it: that wait says what a frame of the map costs on such a machine, whoever asked for
 * it; the rest of a task is what the page itself did.
 */
import { readFile, rm } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';

/** A task of the page's thread; times in ms. */
export interface PageTask {
  readonly wall: number;
  /** Of it waiting for drawn pixels. */
  readonly drawing: number;
  /** Time a processor worked for it; less than the others where the thread had to stand in line. */
  readonly processor: number;
  /** What took longest in it besides. */
  readonly spent: string;
}

/** An event of the trace format, as far as it is read here; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
type Timed = TraceEvent & { readonly dur: number };

const CATEGORIES = ['toplevel', 'gpu', 'v8', 'devtools.timeline'];
const TASK = 'ThreadControllerImpl::RunTask';
/** The call that waits for the drawing process. */
const WAIT = 'GLES2::ReadPixels';
/** Shorter tasks are not returned, ms. */
const LEAST_MS = 20;
/** Events shorter than this are not named, ms. */
const NAMED_MS = 5;

const end = (event: Timed): number => event.ts + event.dur;
const thread = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;

/** Events of the thread that draws the page: of all windows and hidden pages the busiest one. */
function ofThePage(events: readonly TraceEvent[]): Timed[] {
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread),
  );
  const byThread = new Map<string, Timed[]>();
  for (const event of events) {
    const { ph, dur } = event;
    const key = thread(event);
    if (ph !== 'X' || dur === undefined || !mains.has(key)) continue;
    const list = byThread.get(key) ?? [];
    if (list.length === 0) byThread.set(key, list);
    list.push({ ...event, dur });
  }
  const busiest = [...byThread.values()].sort((a, b) => b.length - a.length)[0];
  if (!busiest?.some(({ name }) => name === TASK))
    throw new Error('the recording has no task of a page: the names of its events may have changed');
  return busiest.sort((a, b) => a.ts - b.ts);
}

/** Tasks of 20 ms and more in a recording. */
export function tasksOf(events: readonly TraceEvent[]): PageTask[] {
  const page = ofThePage(events);
  const tasks: PageTask[] = [];
  for (const [at, task] of page.entries()) {
    if (task.name !== TASK || task.dur < LEAST_MS * 1000) continue;
    const inside: Timed[] = [];
    for (let next = at + 1; next < page.length && page[next]!.ts < end(task); next++)
      inside.push(page[next]!);
    const waits = inside.filter(({ name }) => name === WAIT);
    const named = inside
      .filter((one) => one.dur >= NAMED_MS * 1000 && !waits.some((wait) => meets(one, wait)))
      .map(({ name, dur }) => `${name} ${(dur / 1000).toFixed(0)}`);
    tasks.push({
      wall: task.dur / 1000,
      drawing: waits.reduce((sum, { dur }) => sum + dur, 0) / 1000,
      processor: (task.tdur ?? 0) / 1000,
      spent: named.join(', '),
    });
  }
  return tasks;
}

const meets = (a: Timed, b: Timed): boolean => a.ts < end(b) && b.ts < end(a);

/** Records the browser while something is done, into a file that is gone afterwards. */
export async function recordTasks(
  app: ElectronApplication,
  file: string,
  work: () => Promise<void>,
): Promise<PageTask[]> {
  await app.evaluate(
    ({ contentTracing }, included) =>
      contentTracing.startRecording({ included_categories: included, excluded_categories: ['*'] }),
    CATEGORIES,
  );
  await work();
  await app.evaluate(({ contentTracing }, to) => contentTracing.stopRecording(to), file);
  const recording = JSON.parse(await readFile(file, 'utf8')) as { traceEvents: TraceEvent[] };
  await rm(file);
  return tasksOf(recording.traceEvents);
}
