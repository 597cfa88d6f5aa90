import { STORED_EPSG } from '../../shared/crs/catalogue.ts';
import { services } from '../bridge/client.ts';
import { runJob } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSession } from './session.ts';
import { layerOf } from './layers.ts';
import { useSettings } from './settings.ts';

/** Asks where to, then writes one layer as GeoJSON (EPSG:4490). */
export async function exportLayer(layer: string | null): Promise<void> {
  const now = services();
  const state = layer === null ? undefined : layerOf(layer);
  if (now === null || layer === null || state === undefined) return;
  const { language } = useSettings.getState().settings;
  const name = state.schema.name[language];
  const county = useSession.getState().blueprint?.name ?? '';
  const chosen = await now.shell.chooseExport({ suggested: `${county} ${name}.geojson` });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  const written = await runJob({ key: 'ui.job.export', params: { file } }, (options) =>
    now.query.exportLayers(
      {
        layers: [{ layer, fids: null, fields: null }],
        format: 'geojson',
        epsg: STORED_EPSG,
        naming: 'own',
        language,
        encoding: null,
        own: {},
        file: token,
      },
      options,
    ),
  );
  if (written.ok) notify('ok', 'ui.exported', { n: written.value.features, file });
  else notifyFailure(written.error);
}
