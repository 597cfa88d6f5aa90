import { inspectionHtml } from '../../../shared/inspection/html-report.ts';
import { inspectionJson } from '../../../shared/inspection/json-report.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import { services } from '../../bridge/client.ts';
import { inspectionWords } from '../../i18n/inspection-words.ts';
import { texts } from '../../i18n/use-text.ts';
import { useInspection } from '../../state/inspection.ts';
import { runJob } from '../../state/jobs.ts';
import { notify, notifyFailure } from '../../state/notices.ts';

/** Asks where to, then writes the whole report, whatever is filtered. */
export async function exportInspection(format: 'html' | 'xlsx' | 'json'): Promise<void> {
  const now = services();
  const { report } = useInspection.getState();
  if (now === null || report === null) return;
  const said = texts();
  const chosen = await now.shell.chooseExport({
    suggested: `${report.blueprint.name} ${said.t('inspection.title')}.${format}`,
  });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  const { language } = said;
  const written = await runJob({ key: 'ui.job.export', params: { file } }, (options) =>
    format === 'xlsx'
      ? now.query.inspectionWorkbook({ file: token, made: report.made, language }, options)
      : now.query.writeText({ file: token, content: contentOf(format, report, language) }, options),
  );
  if (written.ok) notify('ok', 'inspection.exported', { file });
  else notifyFailure(written.error);
}

function contentOf(format: 'html' | 'json', report: InspectionReport, language: Language): string {
  const words = inspectionWords(language);
  return format === 'html'
    ? inspectionHtml(report, words)
    : `${JSON.stringify(inspectionJson(report, words), null, 1)}\n`;
}
