import { PanelRightClose, X } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useCompare } from '../state/compare.ts';
import { useFindingsMap } from '../state/findings-map.ts';
import { useStylePanel } from '../state/layer-work.ts';
import { useLayout } from '../state/layout.ts';
import { refKey, useSelection } from '../state/selection.ts';
import { usePositionWork } from '../state/position-work.ts';
import { usePhotoImport } from '../state/photo-import.ts';
import { usePhotos } from '../state/photos.ts';
import { useTool } from '../state/tool.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { ComparePanel } from './compare/compare-panel.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { StylePanel } from './layer-style/style-panel.tsx';
import { PhotosPanel } from './photos/photos-panel.tsx';
import { PositionPanel } from './position/position-panel.tsx';

type Own = 'compare' | 'position' | 'photos';
type Page = Own | 'inspector';

const LABELS: Readonly<Record<Own, string>> = {
  compare: 'compare.panel',
  position: 'position.panel',
  photos: 'photos.panel',
};

/**
 * The column at the right: the inspector, and while two states are compared the comparison. Drawing, selecting and a
 * finding in focus turn to the inspector, which has what is then asked for. A layer's style has it while it is set,
 * and positions or photographs while their panel is open.
 */
export function RightSide() {
  const compared = useCompare((state) => state.mode !== 'single');
  const styled = useStylePanel((state) => state.layer);
  // What is being drawn has its form in the inspector.
  const drawing = useTool((state) => state.tool.startsWith('draw-'));
  const positions = usePositionWork((state) => state.open);
  const photos = usePhotos((state) => state.open);
  if (styled !== null && !drawing) return <StylePanel key={styled} layer={styled} />;
  if (photos) return <TwoPages key="photos" of="photos" />;
  if (positions) return <TwoPages key="position" of="position" />;
  return compared ? <TwoPages key="compare" of="compare" /> : <Inspector />;
}

function TwoPages({ of }: { readonly of: Own }) {
  const { t } = useText();
  const wanted = useWanted();
  // While photographs are brought in, what is selected is what they are to hang on.
  const importing = usePhotoImport((state) => state.entries !== null);
  const stays = of === 'photos' && importing;
  const [turned, setTurned] = useState<{ readonly page: Page; readonly wanted: string }>({
    page: of,
    wanted,
  });
  const setPage = (page: Page): void => setTurned({ page, wanted });
  // What is asked for newly turns the page; a person may turn it back.
  if (turned.wanted !== wanted)
    setTurned({ page: wanted === '' || stays ? turned.page : 'inspector', wanted });
  const { page } = turned;
  return (
    <>
      <div className="phead">
        <Segmented<Page>
          label={t('ui.inspector')}
          value={page}
          choices={[
            { id: of, content: t(LABELS[of]) },
            { id: 'inspector', content: t('ui.attributes') },
          ]}
          onChange={setPage}
        />
        <span className="grow" />
        {page === 'position' ? (
          <IconButton label={t('ui.close')} onPress={() => usePositionWork.getState().show(false)}>
            <X className="i" />
          </IconButton>
        ) : null}
        {page === 'photos' ? (
          <IconButton label={t('ui.close')} onPress={() => usePhotos.getState().show(false)}>
            <X className="i" />
          </IconButton>
        ) : null}
        {page === 'compare' ? (
          <IconButton
            label={t('ui.toggle.right')}
            keys="Ctrl+2"
            onPress={() => useLayout.getState().change({ rightOpen: false })}
          >
            <PanelRightClose className="i" />
          </IconButton>
        ) : null}
      </div>
      <PageContent page={page} />
    </>
  );
}

function PageContent({ page }: { readonly page: Page }) {
  if (page === 'inspector') return <Inspector />;
  if (page === 'compare') return <ComparePanel />;
  return page === 'photos' ? <PhotosPanel /> : <PositionPanel />;
}

/** What asks for the inspector, as a text that changes with it; empty for nothing. */
function useWanted(): string {
  const selected = useSelection((state) => state.refs.slice(0, 20).map(refKey).join());
  const focused = useFindingsMap((state) => state.focused ?? '');
  const drawing = useTool((state) => (state.sketch.current === null ? '' : 'drawing'));
  return `${selected}${focused}${drawing}`;
}
