import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { IoHost } from '../io/io-host.ts';
import { refuseOwnFile } from '../export/own-file.ts';
import { inspectionJob } from './inspection-job.ts';
import { writeInspectionWorkbook } from './write-workbook.ts';

/** The last report and the reader it was made of: it is written from here, not sent back and forth. */
interface Made {
  readonly reader: Reader;
  readonly report: InspectionReport;
}

/** The questions of the inspection panel. */
export function inspectionQuestions(
  open: () => Reader | null,
  host: Pick<IoHost, 'loadOverlay' | 'loadFill'>,
): Pick<ApiOf<typeof ioContract>, 'inspect' | 'inspectionWorkbook'> {
  let made: Made | null = null;
  return {
    inspect: async (_params, call): Promise<Result<InspectionReport>> => {
      const reader = open();
      if (reader === null) return fail('read.not-open');
      const [overlay, fill] = await Promise.all([host.loadOverlay(), host.loadFill()]);
      const { ruleset } = reader.ruleset();
      const report = await inspectionJob({ source: reader, ruleset, overlay, fill }, call);
      if (report.ok) made = { reader, report: report.value };
      return report;
    },
    inspectionWorkbook: async ({ path: file, made: wanted, language }, { signal }) => {
      const reader = open();
      if (reader === null) return fail('read.not-open');
      if (made === null || made.reader !== reader || made.report.made !== wanted)
        return fail('inspection.no-report');
      const other = await refuseOwnFile(reader.path, file);
      if (!other.ok) return other;
      const schemas = new Map(reader.schemas().map((schema) => [schema.id, schema]));
      const words = { language, ruleset: reader.ruleset().ruleset, layers: (id: string) => schemas.get(id) };
      return writeInspectionWorkbook(file, made.report, words, signal);
    },
  };
}
