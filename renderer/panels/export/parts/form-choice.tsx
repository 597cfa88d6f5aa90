import { CRS_CATALOGUE, crsByEpsg, STORED_EPSG, zoneCrs } from '../../../../shared/crs/catalogue.ts';
import { FIELD_NAMINGS } from '../../../../shared/export/out-fields.ts';
import { zoneText } from '../../../i18n/zone-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useSession } from '../../../state/session.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { RadioList } from '../../../ui/radio-list.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { OWN_OPTIONS } from '../options/catalogue.ts';
import type { ExportModel } from '../use-export.ts';

const OTHER = 'other';

/** The systems a county is asked for: degrees, its own zone with and without the zone number. */
function usualSystems(zoneEpsg: number | null): number[] {
  const own = zoneEpsg === null ? undefined : crsByEpsg(zoneEpsg);
  const bare = own?.zone == null ? undefined : zoneCrs(3, own.zone, false);
  return [STORED_EPSG, ...[own, bare].flatMap((crs) => (crs === undefined ? [] : [crs.epsg]))];
}

function SystemChoice({ model }: { readonly model: ExportModel }) {
  const { t, language } = useText();
  const zone = useSession((state) => state.blueprint?.zoneEpsg ?? null);
  const { epsg } = model.state.choices;
  const usual = usualSystems(zone);
  const other = !usual.includes(epsg);
  const label = (code: number): string => {
    const crs = crsByEpsg(code);
    return crs ? zoneText(crs, language) : `EPSG:${code}`;
  };
  return (
    <section>
      <h3 className="form-head">{t('ui.import.crs')}</h3>
      <RadioList
        label={t('ui.import.crs')}
        value={other ? OTHER : String(epsg)}
        onChange={(id) =>
          model.change({
            epsg:
              id === OTHER
                ? (CRS_CATALOGUE.find((crs) => !usual.includes(crs.epsg))?.epsg ?? STORED_EPSG)
                : Number(id),
          })
        }
        choices={[
          ...usual.map((code) => ({
            id: String(code),
            content: (
              <>
                <span className="grow">{label(code)}</span>
                <span className="mut num">EPSG:{code}</span>
              </>
            ),
          })),
          { id: OTHER, content: t('ui.import.other-crs') },
        ]}
      />
      {other ? (
        <div className="form-other">
          <Combobox
            label={t('ui.import.other-crs')}
            hideLabel
            choices={CRS_CATALOGUE.map((crs) => ({
              id: String(crs.epsg),
              label: zoneText(crs, language),
              code: `EPSG:${crs.epsg}`,
            }))}
            value={String(epsg)}
            openLabel={t('ui.open-list', { name: t('ui.import.crs') })}
            emptyLabel={t('ui.no-match')}
            placeholder={t('ui.choose')}
            onChange={(id) => id !== null && model.change({ epsg: Number(id) })}
          />
        </div>
      ) : null}
    </section>
  );
}

/** In which form: format, system, names, encoding and what the format alone asks. */
export function FormChoice({ model }: { readonly model: ExportModel }) {
  const { t } = useText();
  const { formats, choices } = model.state;
  const { format } = model;
  if (formats === null || format === undefined) return null;
  const Own = OWN_OPTIONS[format.id];
  return (
    <>
      <section>
        <Select
          label={t('export.format')}
          choices={formats.map(({ id, extension }) => ({
            id,
            label: t(`export.format.${id}`),
            note: extension,
          }))}
          value={format.id}
          hint={t(`export.about.${format.id}`)}
          onChange={(id) => model.change({ format: id })}
        />
        {format.layers === 'one' && choices.layers.length > 1 ? (
          <p className="help">{t('export.one-file-each', { n: choices.layers.length })}</p>
        ) : null}
      </section>
      {format.crs === 'any' ? (
        <SystemChoice model={model} />
      ) : (
        <section>
          <h3 className="form-head">{t('ui.import.crs')}</h3>
          <p className="dense">{t('export.degrees')}</p>
        </section>
      )}
      {Own === undefined ? (
        <section className="export-pair">
          <h3 className="form-head">{t('export.naming')}</h3>
          <Segmented
            label={t('export.naming')}
            value={choices.naming}
            choices={FIELD_NAMINGS.map((id) => ({ id, content: t(`export.naming.${id}`) }))}
            onChange={(naming) => model.change({ naming })}
          />
        </section>
      ) : null}
      {format.encodings.length > 1 ? (
        <section className="export-pair">
          <h3 className="form-head">{t('export.encoding')}</h3>
          <Segmented
            label={t('export.encoding')}
            value={
              choices.encoding !== null && format.encodings.includes(choices.encoding)
                ? choices.encoding
                : (format.encodings[0] ?? null)
            }
            choices={format.encodings.map((id) => ({ id, content: id.toUpperCase() }))}
            onChange={(encoding) => model.change({ encoding })}
          />
        </section>
      ) : null}
      {Own === undefined ? null : (
        <Own
          value={choices.own[format.id] ?? {}}
          layer={choices.layers.length === 1 ? (choices.layers[0] ?? null) : null}
          onChange={(own) => model.change({ own: { ...choices.own, [format.id]: own } })}
        />
      )}
    </>
  );
}
