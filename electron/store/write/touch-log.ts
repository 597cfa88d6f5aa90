import type { ChangedInPart, Touched } from '../../../shared/change/change.ts';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';

/** Above this many records of one table, `touched` says `many` and gives merged boxes. */
export const MANY = 1_000;

interface TableLog {
  fids: number[];
  before: Box[];
  after: Box[];
  beforeAll: Box;
  afterAll: Box;
  readonly fields: Set<string>;
  readonly partly: ChangedInPart[];
  records: number;
  /** Rows gained less rows lost. */
  growth: number;
}

/** Collects what a change touches while it is written. */
export interface TouchLog {
  /** @param part where the border of the record differs, where that is a part of it; asked only if it is kept */
  record(
    table: string,
    fid: number,
    before: Box | null,
    after: Box | null,
    fields: readonly string[],
    part?: () => Box | null,
  ): void;
  grow(table: string, by: number): void;
  /** For a batch written by one statement: the number of records and their box. */
  bulk(
    table: string,
    records: number,
    side: 'before' | 'after',
    box: Box | null,
    fields: readonly string[],
  ): void;
  records(): number;
  growth(): ReadonlyMap<string, number>;
  /** Box around everything touched; null when nothing has a place. */
  box(): Box | null;
  afterBox(table: string): Box | null;
  touched(): readonly Touched[];
}

const orNull = (box: Box): Box | null => (isEmptyBox(box) ? null : box);

export function touchLog(): TouchLog {
  const tables = new Map<string, TableLog>();
  const of = (name: string): TableLog => {
    let log = tables.get(name);
    if (log === undefined) {
      log = {
        fids: [],
        before: [],
        after: [],
        beforeAll: EMPTY_BOX,
        afterAll: EMPTY_BOX,
        fields: new Set(),
        partly: [],
        records: 0,
        growth: 0,
      };
      tables.set(name, log);
    }
    return log;
  };
  const add = (log: TableLog, side: 'before' | 'after', box: Box | null): void => {
    if (box === null) return;
    if (log[side].length <= MANY) log[side].push(box);
    if (side === 'before') log.beforeAll = unionBox(log.beforeAll, box);
    else log.afterAll = unionBox(log.afterAll, box);
  };
  return {
    record(table, fid, before, after, fields, part) {
      const log = of(table);
      log.records += 1;
      if (log.fids.length <= MANY) {
        log.fids.push(fid);
        const box = part?.() ?? null;
        if (box !== null) log.partly.push({ fid, box });
      }
      add(log, 'before', before);
      add(log, 'after', after);
      for (const field of fields) log.fields.add(field);
    },
    grow(table, by) {
      of(table).growth += by;
    },
    bulk(table, records, side, box, fields) {
      const log = of(table);
      log.records += records;
      log.fids.length = MANY + 1;
      add(log, side, box);
      for (const field of fields) log.fields.add(field);
    },
    records: () => [...tables.values()].reduce((sum, log) => sum + log.records, 0),
    growth: () => new Map([...tables].map(([name, log]) => [name, log.growth])),
    box() {
      let all = EMPTY_BOX;
      for (const log of tables.values()) all = unionBox(all, unionBox(log.beforeAll, log.afterAll));
      return orNull(all);
    },
    afterBox: (table) => orNull(of(table).afterAll),
    touched: () =>
      [...tables]
        .filter(([, log]) => log.records > 0)
        .map(([layer, log]) => {
          const many = log.fids.length > MANY;
          const merged = (box: Box): Box[] => (isEmptyBox(box) ? [] : [box]);
          return {
            layer,
            fids: many ? ('many' as const) : log.fids,
            before: many ? merged(log.beforeAll) : log.before,
            after: many ? merged(log.afterAll) : log.after,
            fields: [...log.fields].sort(),
            ...(!many && log.partly.length > 0 && { partly: log.partly }),
          };
        }),
  };
}
