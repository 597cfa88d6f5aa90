import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { filteredEvidence } from '../../../shared/photo/evidence-filter.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFieldWork } from '../../state/field-work.ts';
import { closeViewer, usePhotos, viewPhoto } from '../../state/photos.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EvidenceStage } from './evidence-stage.tsx';
import { ViewerFacts } from './viewer-facts.tsx';
import './photos.css';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, audio, [role="slider"]');

/** One piece of evidence over the whole window, in the order of the list; made to be read in the sun. */
export function PhotoViewer() {
  const { t } = useText();
  const viewed = usePhotos((state) => state.viewed);
  const filter = usePhotos((state) => state.filter);
  const all = useFieldWork((state) => state.attachments);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const one = all.find(({ uid }) => uid === viewed);
  // One that the filter leaves out was opened from the map: then all are in line.
  const line = useMemo(() => {
    const fitting = filteredEvidence(all, filter);
    return fitting.some(({ uid }) => uid === viewed)
      ? fitting
      : filteredEvidence(all, { kind: 'all', place: 'all', link: 'all' });
  }, [all, filter, viewed]);
  const at = line.findIndex(({ uid }) => uid === viewed);
  const [before, after] = [line[at - 1], line[at + 1]];
  const open = one !== undefined;
  const gone = viewed !== null && !open;
  useEffect(() => {
    // It was removed, or undone away.
    if (gone) closeViewer();
  }, [gone]);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent): void => {
      // The button in focus went away with what it did: the window over the page has not taken the focus back yet.
      if (event.key === 'Escape' && document.activeElement === document.body) return closeViewer();
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing(event.target))
        return;
      const next = event.key === 'ArrowLeft' ? before : event.key === 'ArrowRight' ? after : undefined;
      if (next === undefined) return;
      event.preventDefault();
      viewPhoto(next.uid);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, before, after]);
  if (one === undefined) return null;
  const step = (to: typeof before, label: string, icon: typeof ChevronLeft) => {
    const Icon = icon;
    return (
      <AriaButton
        className="photo-step"
        aria-label={label}
        isDisabled={to === undefined}
        onPress={() => to && viewPhoto(to.uid)}
      >
        <Icon />
      </AriaButton>
    );
  };
  return (
    <Dialog
      title={one.name}
      tags={
        <span className="tag">
          {t(`evidence.kind.${one.kind}`)} {at + 1} / {line.length}
        </span>
      }
      closeLabel={t('ui.close')}
      onClose={closeViewer}
      className="photo-viewer"
      footer={
        <>
          <span className="grow" />
          <Button onPress={closeViewer}>{t('ui.close')}</Button>
        </>
      }
    >
      <div className="photo-body">
        {step(before, t('photos.before'), ChevronLeft)}
        <EvidenceStage key={one.uid} of={one} />
        {step(after, t('photos.after'), ChevronRight)}
        <ViewerFacts of={one} readOnly={readOnly} />
      </div>
    </Dialog>
  );
}
