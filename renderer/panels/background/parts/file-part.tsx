import { FileImage } from 'lucide-react';
import { crsByEpsg } from '../../../../shared/crs/catalogue.ts';
import { byteText } from '../../../../shared/background/byte-text.ts';
import type { BackgroundProbe, PictureFacts, TileFacts } from '../../../../shared/background/types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { zoneText } from '../../../i18n/zone-text.ts';
import { CrsQuestion } from '../../parts/crs/crs-question.tsx';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { FileModel } from '../use-file.ts';

/** Choosing a file of this computer; what it is, and what has to be asked of it. */
export function FilePart({ model }: { readonly model: FileModel }) {
  const { t, failure } = useText();
  const { probe, busy, file } = model;
  if (busy) return <Skeleton rows={6} label={t('background.looking')} />;
  const choose = (
    <Button kind={probe === null ? 'primary' : 'plain'} onPress={() => void model.choose()}>
      {t(file === null ? 'background.choose' : 'background.choose-other')}
    </Button>
  );
  if (model.failure !== null) {
    return (
      <Empty
        kind="error"
        icon={<SeverityShape kind="error" />}
        title={t('background.cannot-read', { file: file?.name ?? '' })}
        actions={choose}
      >
        {failure(model.failure)}
      </Empty>
    );
  }
  if (probe === null) {
    return (
      <Empty icon={<FileImage />} title={t('background.choose-title')} actions={choose}>
        {t('background.formats')}
      </Empty>
    );
  }
  return (
    <div className="background-file">
      <div className="row">
        <b className="el grow">{probe.fileName}</b>
        {choose}
      </div>
      <Facts probe={probe} />
      {probe.picture === null ? null : <Picture picture={probe.picture} model={model} />}
    </div>
  );
}

function Facts({ probe }: { readonly probe: BackgroundProbe }) {
  const { t } = useText();
  return (
    <dl className="background-facts">
      <dt>{t('background.format')}</dt>
      <dd>{t(`background.format.${probe.format}`)}</dd>
      <dt>{t('background.size')}</dt>
      <dd className="num">{byteText(probe.bytes)}</dd>
      {probe.tiles === null ? null : <Tiles tiles={probe.tiles} />}
      {probe.picture === null ? null : (
        <>
          <dt>{t('background.pixels')}</dt>
          <dd className="num">
            {probe.picture.width} × {probe.picture.height}
          </dd>
          <dt>{t('background.bands')}</dt>
          <dd>
            {t('background.bands-of', { n: probe.picture.bands, type: probe.picture.sampleType })}
            {probe.picture.sampleType === 'Byte' ? '' : t('background.stretched')}
          </dd>
        </>
      )}
    </dl>
  );
}

function Tiles({ tiles }: { readonly tiles: TileFacts }) {
  const { t } = useText();
  return (
    <>
      <dt>{t('background.zooms')}</dt>
      <dd className="num">{t('background.zoom-range', { min: tiles.minZoom, max: tiles.maxZoom })}</dd>
      {tiles.attribution === '' ? null : (
        <>
          <dt>{t('background.attribution')}</dt>
          <dd>{tiles.attribution}</dd>
        </>
      )}
    </>
  );
}

function Picture({ picture, model }: { readonly picture: PictureFacts; readonly model: FileModel }) {
  const { t, language } = useText();
  const known = picture.epsg === null ? undefined : crsByEpsg(picture.epsg);
  return (
    <section>
      <h3 className="background-head">
        {t('ui.import.crs')}
        <span className={picture.crs === 'none' ? 'tag warn' : 'tag ok'}>
          {t(picture.crs === 'none' ? 'ui.import.crs-unknown' : 'ui.import.crs-known')}
        </span>
      </h3>
      {picture.crs === 'none' ? (
        <CrsQuestion candidates={picture.candidates} epsg={model.epsg} onChange={model.setEpsg} />
      ) : (
        <p className="dense">
          <b>{known ? zoneText(known, language) : picture.crsName}</b>
          {picture.epsg === null ? null : <span className="mut"> EPSG:{picture.epsg}</span>}
        </p>
      )}
      <p className="cap">{t('background.convert-note')}</p>
    </section>
  );
}
