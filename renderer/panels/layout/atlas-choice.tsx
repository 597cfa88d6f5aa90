import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { AtlasKind, AtlasRequest } from '../../../shared/print/layout/atlas-schema.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { SHEET_SCALES } from '../../../shared/print/standard-sheets.ts';
import { scaleText } from '../../../shared/map/scale-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSheetPreview } from '../../state/sheet-preview.ts';
import { changeLayout, useSheets } from '../../state/sheets.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';

/** The choices of how a sheet is repeated, as one list. */
const idOf = (atlas: AtlasRequest): string =>
  atlas.kind === 'sheets' ? `sheets:${atlas.scale}` : atlas.kind;

function atlasOf(id: string): AtlasRequest {
  const scale = SHEET_SCALES.find((one) => id === `sheets:${one}`);
  if (scale !== undefined) return { kind: 'sheets', scale };
  if (id === 'frames') return { kind: 'frames', overlap: 0 };
  return { kind: id === 'townships' ? 'townships' : 'none' };
}

/** How the sheet is repeated, and which of its pages is shown. */
export function AtlasChoice({ layout, locked }: { readonly layout: SheetLayout; readonly locked: boolean }) {
  const { t } = useText();
  const page = useSheets((state) => state.page);
  const pages = useSheetPreview((state) => state.pages);
  const label = (kind: AtlasKind): string => t(`print.atlas.${kind}`);
  const go = (step: number): void =>
    useSheets.setState({ page: Math.min(pages.length - 1, Math.max(0, page + step)) });
  return (
    <div className="row sheet-atlas">
      <Select
        label={t('print.atlas')}
        hideLabel
        value={idOf(layout.atlas)}
        disabled={locked}
        choices={[
          { id: 'none', label: label('none') },
          { id: 'townships', label: label('townships') },
          ...SHEET_SCALES.map((scale) => ({
            id: `sheets:${scale}`,
            label: label('sheets'),
            note: scaleText(scale),
          })),
          { id: 'frames', label: label('frames') },
        ]}
        onChange={(id) => {
          useSheets.setState({ page: 0 });
          void changeLayout((now) => ({ ...now, atlas: atlasOf(id) }));
        }}
      />
      {pages.length > 1 ? (
        <>
          <IconButton label={t('print.page.previous')} onPress={() => go(-1)}>
            <ChevronLeft className="i" />
          </IconButton>
          <span className="dense n" data-page={page + 1}>
            {t('print.page.of', { page: page + 1, pages: pages.length })}
            <span className="sheet-page-name el">{pages[page] ?? ''}</span>
          </span>
          <IconButton label={t('print.page.next')} onPress={() => go(1)}>
            <ChevronRight className="i" />
          </IconButton>
        </>
      ) : null}
    </div>
  );
}
