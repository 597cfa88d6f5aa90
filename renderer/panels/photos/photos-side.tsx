import { X } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { usePhotos } from '../../state/photos.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PhotosPanel } from './photos-panel.tsx';

/** The same panel in field mode, where the one of field mode stands otherwise. */
export function PhotosSide() {
  const { t } = useText();
  return (
    <aside className="field-side photos-side" aria-label={t('photos.panel')}>
      <header className="photos-side-head">
        <b className="grow">{t('photos.panel')}</b>
        <IconButton label={t('ui.close')} onPress={() => usePhotos.getState().show(false)}>
          <X className="i" />
        </IconButton>
      </header>
      <PhotosPanel />
    </aside>
  );
}
