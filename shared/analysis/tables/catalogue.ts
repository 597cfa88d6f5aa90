import { conversionTable, type ConversionAggregates } from './conversion.ts';
import { indicatorTable, type IndicatorAggregates } from './indicators.ts';
import { lineTable, type LineAggregates } from './lines.ts';
import { parkTable, type ParkAggregates } from './parks.ts';
import { structureTable, type StructureAggregates } from './structure.ts';
import { townshipTable, type TownshipAggregates } from './townships.ts';
import type { OfficialTable, TableAbout, TableId } from './types.ts';

/** What each table is made of. */
export interface TableAggregates {
  readonly structure: StructureAggregates;
  readonly lines: LineAggregates;
  readonly indicators: IndicatorAggregates;
  readonly townships: TownshipAggregates;
  readonly parks: ParkAggregates;
  readonly conversion: ConversionAggregates;
}

type Builders = {
  readonly [K in TableId]: (aggregates: TableAggregates[K], about: TableAbout) => OfficialTable;
};

/** All official tables. To add one, write its file, list it here, and list what gathers its figures in the job. */
export const TABLE_BUILDERS: Builders = {
  structure: structureTable,
  lines: lineTable,
  indicators: indicatorTable,
  townships: townshipTable,
  parks: parkTable,
  conversion: conversionTable,
};
