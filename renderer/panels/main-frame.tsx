import { useEffect } from 'react';
import { useText } from '../i18n/use-text.ts';
import { CompareView } from '../map/compare/compare-view.tsx';
import { shellClient } from '../bridge/client.ts';
import { useFieldMode } from '../state/field-mode.ts';
import { LIMITS, useLayout } from '../state/layout.ts';
import { usePhotos } from '../state/photos.ts';
import { useSession } from '../state/session.ts';
import { useSheets } from '../state/sheets.ts';
import { useTool } from '../state/tool.ts';
import { Splitter } from '../ui/splitter.tsx';
import { FieldBottom } from './field-mode/field-bottom.tsx';
import { FieldOverMap } from './field-mode/field-plate.tsx';
import { FieldRail } from './field-mode/field-rail.tsx';
import { FieldSide } from './field-mode/field-side.tsx';
import { FieldTop } from './field-mode/field-top.tsx';
import { Dock } from './dock/dock.tsx';
import { Guarded } from './guarded.tsx';
import { SheetEditor } from './layout/index.tsx';
import { LayersPanel } from './layers/layers-panel.tsx';
import { PhotosSide } from './photos/photos-side.tsx';
import { RightSide } from './right-side.tsx';
import { StatusBar } from './status-bar/status-bar.tsx';
import { TitleBar } from './title-bar/title-bar.tsx';
import { ToolBar } from './toolbar/toolbar.tsx';

/**
 * Panels around the map, or what field mode has in their places. The map stays mounted whatever they do: it has the same
 * place in both.
 */
export function MainFrame() {
  const { t } = useText();
  const layout = useLayout();
  const { change } = layout;
  const field = useFieldMode((state) => state.on);
  const hand = useTool(({ tool }) =>
    tool === 'field-tap' ? 'tap' : tool === 'field-sketch' ? 'sketch' : '',
  );
  const photos = usePhotos((state) => state.open);
  const sheets = useSheets((state) => state.open);
  const title = useSession((state) => state.blueprint?.name ?? '');
  useEffect(() => {
    void shellClient().setTitle({ title });
  }, [title]);
  const rightOpen = layout.rightOpen && !(layout.dockMax && layout.dockOpen);
  return (
    <div className={field ? 'app field' : 'app'} data-hand={hand}>
      {field ? <FieldTop /> : <TitleBar />}
      <div className="desk">
        <div className="desk-map" inert={sheets}>
          {field ? null : <ToolBar />}
          <div className="work">
            {field ? (
              <FieldRail />
            ) : layout.leftOpen ? (
              <>
                <nav className="left" style={{ width: layout.left }} aria-label={t('ui.layers')}>
                  <Guarded>
                    <LayersPanel />
                  </Guarded>
                </nav>
                <Splitter
                  label={t('ui.resize.left')}
                  axis="x"
                  size={layout.left}
                  min={LIMITS.left[0]}
                  max={LIMITS.left[1]}
                  onResize={(left) => change({ left })}
                />
              </>
            ) : null}
            <main className="mid">
              <div className="map-place">
                <Guarded>
                  <CompareView />
                </Guarded>
                {field ? <FieldOverMap /> : null}
              </div>
              {field ? (
                <FieldBottom />
              ) : layout.dockOpen ? (
                <>
                  {layout.dockMax ? null : (
                    <Splitter
                      label={t('ui.resize.dock')}
                      axis="y"
                      reverse
                      size={layout.dock}
                      min={LIMITS.dock[0]}
                      max={LIMITS.dock[1]}
                      onResize={(dock) => change({ dock })}
                    />
                  )}
                  <section
                    className={layout.dockMax ? 'dock max' : 'dock'}
                    style={layout.dockMax ? {} : { height: layout.dock }}
                    aria-label={t('ui.dock')}
                  >
                    <Guarded>
                      <Dock />
                    </Guarded>
                  </section>
                </>
              ) : null}
            </main>
            {field ? (
              <Guarded>{photos ? <PhotosSide /> : <FieldSide />}</Guarded>
            ) : rightOpen ? (
              <>
                <Splitter
                  label={t('ui.resize.right')}
                  axis="x"
                  reverse
                  size={layout.right}
                  min={LIMITS.right[0]}
                  max={LIMITS.right[1]}
                  onResize={(right) => change({ right })}
                />
                <aside className="right" style={{ width: layout.right }} aria-label={t('ui.inspector')}>
                  <Guarded>
                    <RightSide />
                  </Guarded>
                </aside>
              </>
            ) : null}
          </div>
        </div>
        {sheets ? (
          <Guarded>
            <SheetEditor />
          </Guarded>
        ) : null}
      </div>
      {field ? null : <StatusBar />}
    </div>
  );
}
