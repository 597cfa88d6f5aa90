import type { Crs } from '../../../shared/crs/catalogue.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { boundaryCells, submissionText, type BoundaryHeads } from '../../../shared/map/boundary-text.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { titleOfFeature } from '../../i18n/feature-title.ts';
import { today } from '../../i18n/today.ts';
import { texts } from '../../i18n/use-text.ts';
import { copyText } from '../../state/copy-text.ts';
import { runJob } from '../../state/jobs.ts';
import { layerOf } from '../../state/layers.ts';
import { notify, notifyFailure } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';

/** Names of the columns in the language of the window. */
export function boundaryHeads(): BoundaryHeads {
  const { t } = texts();
  return {
    number: t('coords.number'),
    ring: t('coords.ring'),
    x: t('coords.x'),
    y: t('coords.y'),
    longitude: t('coords.lon'),
    latitude: t('coords.lat'),
    length: t('coords.side-m'),
    bearing: t('coords.bearing'),
  };
}

/** Puts the whole table on the clipboard, cells apart by tabs: a spreadsheet takes it as it is. */
export function copyTable(geometry: Packed, zone: Crs | null, points: number): void {
  const text = boundaryCells(geometry, zone, boundaryHeads(), '\t');
  void copyText(text, texts().t('coords.table-of', { n: points }));
}

/** Asks where to, then writes the table as CSV, or as the text form that boundary points are submitted in. */
export async function exportTable(
  record: FeatureRecord,
  zone: Crs | null,
  form: 'csv' | 'txt',
): Promise<void> {
  const now = services();
  const layer = layerOf(record.layer);
  if (now === null || layer === undefined || record.geometry === null) return;
  const { t, language } = texts();
  const title = titleOfFeature(record, layer.schema, language);
  const county = useSession.getState().blueprint?.name ?? '';
  const content =
    form === 'csv'
      ? `\uFEFF${boundaryCells(record.geometry, zone, boundaryHeads(), ',')}\n`
      : submissionText(record.geometry, zone, {
          producer: county,
          date: today(),
          name: title,
          use: layer.schema.name['zh-CN'],
          code: '',
        });
  if (content === null) return notifyFailure({ code: 'coordinate.no-zone' });
  const chosen = await now.shell.chooseExport({ suggested: `${title} ${t('ui.tab.boundary')}.${form}` });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  const written = await runJob({ key: 'ui.job.export', params: { file } }, (options) =>
    now.query.writeText({ file: token, content }, options),
  );
  if (written.ok) notify('ok', 'coords.exported', { file });
  else notifyFailure(written.error);
}
