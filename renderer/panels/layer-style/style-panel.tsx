import { RotateCcw, X } from 'lucide-react';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { fillShare, styledSymbol } from '../../../shared/map/styled-symbol.ts';
import { STANDARD_STYLE, type LayerStyle, type StyleRenderer } from '../../../shared/model/layer-style.ts';
import { useText } from '../../i18n/use-text.ts';
import { keepStyle, showStyle, useStylePanel } from '../../state/layer-work.ts';
import { useLayer } from '../../state/layers.ts';
import { useSession } from '../../state/session.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Categories } from './categories.tsx';
import { ColorField } from './color-field.tsx';
import { Graduated } from './graduated.tsx';
import { LabelPart } from './label-part.tsx';
import { OutlinePart, PatternPart, ScalePart, SharePart } from './style-parts.tsx';
import './layer-style.css';

type Kind = StyleRenderer['kind'];
const KINDS: readonly Kind[] = ['standard', 'single', 'categorised', 'graduated'];

/** What the parts of the panel are given. */
export interface StylePart {
  readonly layer: LayerState;
  readonly style: LayerStyle;
  /** Keeps the style with these parts changed, as one step. */
  readonly keep: (patch: Partial<LayerStyle>) => void;
  /** Shows it only, while something is being dragged. */
  readonly preview: (patch: Partial<LayerStyle>) => void;
}

/** How one layer is drawn, beside the map that follows at once. */
export function StylePanel({ layer: id }: { readonly layer: string }) {
  const { t, name } = useText();
  const layer = useLayer(id);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const close = (): void => useStylePanel.getState().show(null);
  if (layer === undefined) return <Missing onClose={close} />;
  const style = layer.style ?? STANDARD_STYLE;
  const part: StylePart = {
    layer,
    style,
    keep: (patch) => {
      if (!readOnly) void keepStyle(id, { ...style, ...patch });
    },
    preview: (patch) => showStyle(id, { ...style, ...patch }),
  };
  const fill = fillShare(styledSymbol(layer));
  const polygon = layer.schema.geometry?.endsWith('POLYGON') === true;
  return (
    <>
      <div className="phead">
        <LayerSwatch layer={id} geometry={layer.schema.geometry} />
        <span className="el grow">
          {t('ui.layer-style')} · {name(layer.schema.name)}
        </span>
        <IconButton label={t('ui.close')} onPress={close}>
          <X className="i" />
        </IconButton>
      </div>
      <div className="style-panel scroll">
        <section>
          <Segmented<Kind>
            label={t('ui.style.by')}
            value={style.renderer.kind}
            choices={KINDS.map((kind) => ({ id: kind, content: t(`ui.style.by.${kind}`) }))}
            onChange={(kind) => {
              if (kind === style.renderer.kind) return;
              // What goes by a field is kept with its classes, as one step; else undo would come to a style
              // without any, which takes them again.
              const take = kind === 'categorised' || kind === 'graduated' ? part.preview : part.keep;
              take({ renderer: begun(kind, layer) });
            }}
          />
          {style.renderer.kind === 'single' ? (
            <ColorField
              label={t('ui.style.color')}
              value={style.renderer.color}
              onPreview={(color) => part.preview({ renderer: { kind: 'single', color } })}
              onDone={(color) => part.keep({ renderer: { kind: 'single', color } })}
            />
          ) : null}
          {style.renderer.kind === 'categorised' ? <Categories {...part} by={style.renderer} /> : null}
          {style.renderer.kind === 'graduated' ? <Graduated {...part} by={style.renderer} /> : null}
        </section>
        {fill === null ? null : <SharePart {...part} share={fill} />}
        <OutlinePart {...part} />
        {polygon ? <PatternPart {...part} /> : null}
        <LabelPart {...part} />
        <ScalePart
          label={t('ui.style.scale')}
          range={style.scale}
          onChange={(scale) => part.keep({ scale })}
        />
      </div>
      <div className="style-foot">
        <Button
          onPress={() => void keepStyle(id, null)}
          {...(readOnly
            ? { reason: t('ui.reason.read-only') }
            : layer.style
              ? {}
              : { reason: t('ui.style.is-standard') })}
        >
          <RotateCcw className="i" />
          {t('ui.style.reset')}
        </Button>
      </div>
    </>
  );
}

/** A renderer to begin with: what it goes by is chosen next. */
function begun(kind: Kind, layer: LayerState): StyleRenderer {
  const symbol = styledSymbol(layer);
  const color = symbol.strokes.at(-1)?.color.light ?? '#0d6b6b';
  const fields = layer.schema.fields.filter((field) => !field.system);
  const coded =
    fields.find((field) => field.domain !== undefined && field.type === 'code') ??
    fields.find(({ name }) => name === 'name');
  const number = fields.find((field) => field.type === 'real' || field.type === 'int');
  switch (kind) {
    case 'single':
      return { kind, color };
    case 'categorised':
      return { kind, field: coded?.name ?? fields[0]?.name ?? 'uid', classes: [], other: '#9aa0a6' };
    case 'graduated':
      return {
        kind,
        field: number?.name ?? fields[0]?.name ?? 'uid',
        method: 'quantile',
        ramp: 'viridis',
        breaks: [0, 1],
        colors: ['#22a884'],
      };
    default:
      return { kind: 'standard' };
  }
}

function Missing({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  return (
    <div className="style-foot">
      <span className="grow cap">{t('ui.style.layer-gone')}</span>
      <Button onPress={onClose}>{t('ui.close')}</Button>
    </div>
  );
}
