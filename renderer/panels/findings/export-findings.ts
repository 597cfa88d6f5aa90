import type { Finding } from '../../../shared/rules/rule.ts';
import { services } from '../../bridge/client.ts';
import { ruleData } from '../../i18n/rules.ts';
import { today } from '../../i18n/today.ts';
import { texts } from '../../i18n/use-text.ts';
import { findingListing } from '../../state/finding-list.ts';
import { runJob } from '../../state/jobs.ts';
import { notify, notifyFailure } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';
import { exceptionText } from '../../../shared/check/exception-text.ts';
import {
  findingLines,
  findingsCsv,
  findingsGeoJson,
  type FileParts,
} from '../../../shared/check/findings-file.ts';
import { findingsGpx, findingsKml } from '../../../shared/check/findings-places.ts';

/** `kmz` and `gpx` are for phones. */
export const FINDINGS_FORMATS = ['csv', 'geojson', 'kmz', 'gpx'] as const;
export type FindingsFormat = (typeof FINDINGS_FORMATS)[number];

/** Asks where to, then writes the findings that are listed, in their order. */
export async function exportFindings(format: FindingsFormat): Promise<void> {
  const now = services();
  if (now === null) return;
  const { shown, facts } = findingListing();
  const said = texts();
  const county = useSession.getState().blueprint?.name ?? '';
  const chosen = await now.shell.chooseExport({
    suggested: `${county} ${said.t('findings.file-name')}.${format}`,
  });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  const parts: FileParts = {
    language: said.language,
    facts,
    rule: ruleData,
    reason: (finding: Finding) => exceptionText(said.language, finding, facts, today()),
    today: today(),
  };
  const lines = findingLines(shown, parts);
  const titled = { ...parts, title: `${county} ${said.t('findings.file-name')}` };
  const content = {
    csv: () => findingsCsv(lines, parts),
    geojson: () => findingsGeoJson(shown, lines, parts),
    kmz: () => findingsKml(shown, lines, titled),
    gpx: () => findingsGpx(shown, lines, titled),
  }[format]();
  const written = await runJob({ key: 'ui.job.export', params: { file } }, (options) =>
    now.query.writeText({ file: token, content, ...(format === 'kmz' && { inside: 'doc.kml' }) }, options),
  );
  if (written.ok) notify('ok', 'findings.exported', { n: shown.length, file });
  else notifyFailure(written.error);
}
