import { Camera, FileText, FolderInput, ImagePlus, Link2, MapPin, Mic } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { AttachmentRecord } from '../../../shared/bridge/task-contract.ts';
import { filteredEvidence, type EvidenceFilter } from '../../../shared/photo/evidence-filter.ts';
import type { EvidenceKind } from '../../../shared/photo/evidence-kind.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { useFieldWork } from '../../state/field-work.ts';
import { chooseImport, placeKept, usePhotoImport } from '../../state/photo-import.ts';
import { askPlace, usePhotos, viewPhoto } from '../../state/photos.ts';
import { useSession } from '../../state/session.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { takenWords } from './words.ts';

const ICONS: Readonly<Record<EvidenceKind, typeof Camera>> = {
  photo: Camera,
  audio: Mic,
  document: FileText,
};
/** Gone to from farther away, the map comes at least as near as this. */
const NEAR_ZOOM = 15;

function showOnMap({ place }: AttachmentRecord): void {
  if (place === null) return;
  const { zoom } = useView.getState();
  useCamera.getState().goTo(place, zoom < NEAR_ZOOM ? NEAR_ZOOM : null);
}

/** All evidence of the file, as far as the filter lets it through. */
export function PhotoList() {
  const { t } = useText();
  const all = useFieldWork((state) => state.attachments);
  const more = useFieldWork((state) => state.more);
  const filter = usePhotos((state) => state.filter);
  const current = usePhotos((state) => state.current);
  const marks = usePhotos((state) => state.marks);
  const field = useFieldMode((state) => state.on);
  const busy = usePhotoImport((state) => state.job !== null);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const listed = useMemo(() => filteredEvidence(all, filter), [all, filter]);
  const at = listed.findIndex(({ uid }) => uid === current);
  const one = listed[at];
  const unplaced = all.filter(
    ({ place, takenAt, kind }) => kind === 'photo' && place === null && takenAt !== null,
  );
  const why = readOnly ? t('command.reason.read-only') : busy ? t('photos.busy') : null;
  const blocked = why === null ? {} : { reason: why };
  const bring = (
    <>
      <Button
        kind={all.length === 0 ? 'primary' : 'plain'}
        onPress={() => void chooseImport(true)}
        {...blocked}
      >
        <FolderInput className="i" />
        {t('photos.from-folder')}
      </Button>
      <Button onPress={() => void chooseImport(false)} {...blocked}>
        <ImagePlus className="i" />
        {t('photos.from-files')}
      </Button>
    </>
  );
  if (all.length === 0)
    return (
      <Empty icon={<Camera />} title={t('photos.none')} actions={bring}>
        {t('photos.none-why')}
      </Empty>
    );
  return (
    <>
      <section className="sec photos-head">
        <div className="row wrap">{bring}</div>
        <Filters filter={filter} />
        <div className="row dense">
          <Switch selected={marks} onChange={(on) => usePhotos.getState().setMarks(on)}>
            {t('photos.marks-stay')}
          </Switch>
          <span className="grow" />
          <span className="cap">{t('photos.count', { n: listed.length, all: all.length })}</span>
        </div>
        {more ? <p className="cap">{t('photos.more')}</p> : null}
      </section>
      {listed.length === 0 ? (
        <Empty icon={<Camera />} title={t('photos.none-fit')} />
      ) : (
        <VirtualTable<AttachmentRecord>
          label={t('photos.list')}
          rowHeight={field ? 56 : 44}
          columns={[
            { id: 'name', header: t('photos.column'), width: '1fr', cell: (row) => <Row of={row} /> },
          ]}
          count={listed.length}
          row={(index) => listed[index]}
          rowKey={({ uid }) => uid}
          isSelected={({ uid }) => uid === current}
          current={at}
          onPick={(index) => usePhotos.getState().pick(listed[index]?.uid ?? null)}
          onOpen={(index) => {
            const opened = listed[index];
            if (opened !== undefined) viewPhoto(opened.uid);
          }}
        />
      )}
      <footer className="photos-foot row wrap">
        <Button
          onPress={() => one && viewPhoto(one.uid)}
          {...(one === undefined ? { reason: t('photos.pick-first') } : {})}
        >
          {t('photos.view')}
        </Button>
        <Button
          onPress={() => one && showOnMap(one)}
          {...(one?.place == null
            ? { reason: t(one === undefined ? 'photos.pick-first' : 'photos.no-place') }
            : {})}
        >
          {t('photos.on-map')}
        </Button>
        <Button
          onPress={() => one && askPlace(one.uid)}
          {...(why !== null ? { reason: why } : one === undefined ? { reason: t('photos.pick-first') } : {})}
        >
          {t('photos.place')}
        </Button>
        {unplaced.length === 0 ? null : (
          <Button onPress={() => placeKept(unplaced)} {...blocked}>
            {t('photos.place-by-track', { n: unplaced.length })}
          </Button>
        )}
      </footer>
    </>
  );
}

function Filters({ filter }: { readonly filter: EvidenceFilter }) {
  const { t } = useText();
  const { change } = usePhotos.getState();
  return (
    <div className="photos-filters">
      <Segmented<EvidenceFilter['kind']>
        label={t('photos.filter.kind')}
        value={filter.kind}
        choices={(['all', 'photo', 'audio', 'document'] as const).map((id) => ({
          id,
          content: id === 'all' ? t('photos.filter.all') : t(`evidence.kind.${id}`),
        }))}
        onChange={(kind) => change({ kind })}
      />
      <Segmented<EvidenceFilter['place']>
        label={t('photos.filter.place')}
        value={filter.place}
        choices={(['all', 'placed', 'unplaced'] as const).map((id) => ({
          id,
          content: t(`photos.filter.${id}`),
        }))}
        onChange={(place) => change({ place })}
      />
      <Segmented<EvidenceFilter['link']>
        label={t('photos.filter.link')}
        value={filter.link}
        choices={(['all', 'linked', 'unlinked'] as const).map((id) => ({
          id,
          content: t(`photos.filter.${id}`),
        }))}
        onChange={(link) => change({ link })}
      />
    </div>
  );
}

function Row({ of }: { readonly of: AttachmentRecord }) {
  const { t } = useText();
  const { kind, name, caption, takenAt, placedBy, subject } = of;
  const Icon = ICONS[kind];
  const sign = (label: string, icon: ReactNode) => (
    <span role="img" aria-label={label} title={label} className="mut">
      {icon}
    </span>
  );
  return (
    <div className="photo-row">
      <Icon className="i" aria-label={t(`evidence.kind.${kind}`)} />
      <span className="photo-two grow">
        <span className="el">{caption === '' ? name : caption}</span>
        <span className="cap el">
          {takenWords(takenAt) ?? t('photos.no-time')}
          {' · '}
          {t(`evidence.placed.${placedBy}`)}
        </span>
      </span>
      {of.place === null ? null : sign(t('photos.filter.placed'), <MapPin className="i" />)}
      {subject === null ? null : sign(t('photos.filter.linked'), <Link2 className="i" />)}
    </div>
  );
}
