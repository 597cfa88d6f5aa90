import { useText } from '../../i18n/use-text.ts';
import type { Placed } from '../../../shared/photo/place-photo.ts';
import { useCamera } from '../../state/camera.ts';
import {
  changeImport,
  forgetImport,
  saveImport,
  usePhotoImport,
  wantedOf,
  type PhotoEntry,
} from '../../state/photo-import.ts';
import { boxAround } from '../../state/zoom.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Empty } from '../../ui/empty.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { FileX } from 'lucide-react';
import { ImportSubject } from './import-subject.tsx';
import { ImportTrack } from './import-track.tsx';
import { takenWords } from './words.ts';

interface Line {
  readonly entry: PhotoEntry;
  readonly at: Placed;
}

/** The map shows all that would be placed. */
function showAll(lines: readonly Line[]): void {
  const box = boxAround(
    lines.flatMap(({ at: { place } }) => (place === null ? [] : [[...place, ...place] as const])),
  );
  if (box !== null) useCamera.getState().zoomTo(box);
}

/** What was found, where each would be placed, and what they show; one step writes it all. */
export function ImportView() {
  const { t } = useText();
  const state = usePhotoImport();
  const { entries, placed, refused, job } = state;
  const lines = (entries ?? []).flatMap((entry, i): Line[] => {
    const at = placed[i];
    return at === undefined ? [] : [{ entry, at }];
  });
  const wanted = wantedOf(state);
  const known = lines.filter(({ entry }) => 'found' in entry.from && entry.from.found.known).length;
  const kept = lines.some(({ entry }) => 'kept' in entry.from);
  const withPlace = wanted.filter(({ at }) => at.place !== null);
  const why = job !== null ? t('photos.busy') : wanted.length === 0 ? t('photos.nothing-to-write') : null;
  return (
    <>
      <section className="sec">
        <h4>{t(kept ? 'photos.kept-title' : 'photos.found-title')}</h4>
        <p className="cap" role="status">
          {t('photos.sum', { n: lines.length, placed: withPlace.length, known, refused: refused.length })}
        </p>
      </section>
      <div className="photos-lines">
        {lines.length === 0 ? (
          <Empty icon={<FileX />} title={t('photos.nothing-found')}>
            {t('photos.nothing-found-why')}
          </Empty>
        ) : (
          <VirtualTable<Line>
            label={t('photos.found-title')}
            rowHeight={44}
            columns={[
              { id: 'name', header: t('photos.column'), width: '1fr', cell: (line) => <Found of={line} /> },
            ]}
            count={lines.length}
            row={(index) => lines[index]}
            rowKey={({ entry }) => entry.id}
            isSelected={() => false}
            current={-1}
            onPick={(index) => {
              const place = lines[index]?.at.place ?? null;
              if (place !== null) useCamera.getState().goTo(place, null);
            }}
          />
        )}
      </div>
      <div className="scroll photos-options">
        {refused.length === 0 ? null : (
          <details className="sec dense">
            <summary>{t('photos.refused', { n: refused.length })}</summary>
            <ul className="photos-refused">
              {refused.slice(0, MOST_REFUSED).map(({ name, why: reason }) => (
                <li key={name}>
                  <span className="el path">{name}</span>
                  <span className="mut">{t(`evidence.refused.${reason}`)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
        <ImportTrack />
        {kept ? null : <ImportSubject />}
      </div>
      <footer className="photos-foot row wrap">
        <Button kind="primary" onPress={() => void saveImport()} {...(why === null ? {} : { reason: why })}>
          {t(kept ? 'photos.write-places' : 'photos.write', { n: wanted.length })}
        </Button>
        <Button
          onPress={() => showAll(wanted)}
          {...(withPlace.length === 0 ? { reason: t('photos.no-place') } : {})}
        >
          {t('photos.show-all')}
        </Button>
        <span className="grow" />
        <Button kind="bare" onPress={forgetImport} {...(job === null ? {} : { reason: t('photos.busy') })}>
          {t('photos.leave')}
        </Button>
      </footer>
    </>
  );
}

const MOST_REFUSED = 200;

function Found({ of: { entry, at } }: { readonly of: Line }) {
  const { t } = useText();
  const left = usePhotoImport((state) => state.left.has(entry.id));
  const known = 'found' in entry.from && entry.from.found.known;
  const kind = 'found' in entry.from ? entry.from.found.kind : entry.from.kept.kind;
  const change = (on: boolean): void => {
    const next = new Set(usePhotoImport.getState().left);
    if (on) next.delete(entry.id);
    else next.add(entry.id);
    changeImport({ left: next });
  };
  const state = known
    ? { tone: 'tag', words: t('photos.known') }
    : at.place !== null
      ? { tone: 'tag ok', words: t(`evidence.placed.${at.placedBy}`) }
      : kind === 'photo'
        ? { tone: 'tag warn', words: t('evidence.placed.none') }
        : { tone: 'tag', words: t(`evidence.kind.${kind}`) };
  return (
    <div className="photo-row">
      <Checkbox label={entry.name} selected={!known && !left} disabled={known} onChange={change} />
      <span className="photo-two grow">
        <span className="row">
          <span className="el grow path" title={entry.name}>
            {entry.name}
          </span>
          <span className={state.tone}>{state.words}</span>
        </span>
        <span className="cap el">
          {takenWords(at.takenAt) ?? t('photos.no-time')}
          {known || at.why === null ? null : ` · ${t(`evidence.why.${at.why}`)}`}
        </span>
      </span>
    </div>
  );
}
