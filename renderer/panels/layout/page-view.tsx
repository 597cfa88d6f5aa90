import { useRef, type PointerEvent } from 'react';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { useText } from '../../i18n/use-text.ts';
import { selectItem } from '../../state/sheets.ts';
import { useSheetPreview } from '../../state/sheet-preview.ts';
import { ItemBoxes } from './item-boxes.tsx';
import { PageCanvas } from './page-canvas.tsx';
import type { PageViewControl } from './use-page-view.ts';

/** The paper with what is on it. Dragging beside the items moves the paper. */
export function PagePlace({
  layout,
  control,
  locked,
}: {
  readonly layout: SheetLayout;
  readonly control: PageViewControl;
  readonly locked: boolean;
}) {
  const { t, failure } = useText();
  const { view, size, place } = control;
  const preview = useSheetPreview();
  const from = useRef<readonly [number, number] | null>(null);
  const onPointerDown = (event: PointerEvent): void => {
    selectItem(null);
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = [event.clientX, event.clientY];
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (from.current === null) return;
    control.pan(event.clientX - from.current[0], event.clientY - from.current[1]);
    from.current = [event.clientX, event.clientY];
  };
  const { width, height } = layout.page;
  return (
    <div
      ref={place}
      className="sheet-place"
      role="group"
      aria-label={t('print.page')}
      aria-busy={preview.busy}
      data-preview={preview.busy ? 'busy' : 'idle'}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    >
      <div
        className="sheet-paper"
        style={{ left: view.x, top: view.y, width: width * view.scale, height: height * view.scale }}
      />
      <PageCanvas view={view} width={size.width} height={size.height} />
      <ItemBoxes layout={layout} view={view} locked={locked} />
      {preview.busy ? <div className="sheet-busy">{t('print.preview.busy')}</div> : null}
      {preview.failure === null ? null : (
        <div className="sheet-failure" role="alert">
          {failure(preview.failure)}
        </div>
      )}
    </div>
  );
}
