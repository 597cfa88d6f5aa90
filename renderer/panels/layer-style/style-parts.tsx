import { useState } from 'react';
import { styledSymbol } from '../../../shared/map/styled-symbol.ts';
import {
  DASH_KINDS,
  PATTERN_KINDS,
  type DashKind,
  type PatternKind,
  type ScaleRange,
} from '../../../shared/model/layer-style.ts';
import { useText } from '../../i18n/use-text.ts';
import { Select } from '../../ui/select.tsx';
import { ShareSlider } from '../../ui/slider.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ColorField } from './color-field.tsx';
import type { StylePart } from './style-panel.tsx';

const STANDARD = 'standard';

/** How strong the fill is. */
export function SharePart({ keep, preview, share }: StylePart & { readonly share: number }) {
  const { t } = useText();
  return (
    <section>
      <h4>{t('ui.style.fill')}</h4>
      <ShareSlider
        label={t('ui.style.fill')}
        value={share}
        onChange={(fillOpacity) => preview({ fillOpacity })}
        onDone={(fillOpacity) => keep({ fillOpacity })}
      />
    </section>
  );
}

/** Colour, width and dashes of the outline; of the line itself in a layer of lines. */
export function OutlinePart({ layer, style, keep, preview }: StylePart) {
  const { t } = useText();
  const stroke = styledSymbol(layer).strokes.at(-1);
  const { outline } = style;
  const begun = {
    color: stroke?.color.light ?? '#0d6b6b',
    width: stroke?.width ?? 1.5,
    dash: 'solid' as const,
  };
  const now = outline ?? begun;
  return (
    <section>
      <h4>{t('ui.style.outline')}</h4>
      <Select
        label={t('ui.style.dash')}
        hideLabel
        value={outline?.dash ?? STANDARD}
        choices={[STANDARD, ...DASH_KINDS].map((id) => ({ id, label: t(`ui.style.dash.${id}`) }))}
        onChange={(dash) => keep({ outline: dash === STANDARD ? null : { ...now, dash: dash as DashKind } })}
      />
      {outline ? (
        <div className="two">
          <ColorField
            label={t('ui.style.color')}
            value={outline.color}
            onPreview={(color) => preview({ outline: { ...outline, color } })}
            onDone={(color) => keep({ outline: { ...outline, color } })}
          />
          <NumberField
            label={t('ui.style.width')}
            value={outline.width}
            min={0}
            max={12}
            unit="px"
            onDone={(width) => keep({ outline: { ...outline, width } })}
          />
        </div>
      ) : null}
    </section>
  );
}

/** Hatch or dots over the fill. */
export function PatternPart({ layer, style, keep, preview }: StylePart) {
  const { t } = useText();
  const { pattern } = style;
  const symbol = styledSymbol(layer);
  const color = pattern?.color ?? symbol.strokes.at(-1)?.color.light ?? '#0d6b6b';
  const kinds = [STANDARD, 'none', ...PATTERN_KINDS];
  return (
    <section>
      <h4>{t('ui.style.pattern')}</h4>
      <Select
        label={t('ui.style.pattern')}
        hideLabel
        value={pattern?.kind ?? STANDARD}
        choices={kinds.map((id) => ({ id, label: t(`ui.style.pattern.${id}`) }))}
        onChange={(kind) =>
          keep({
            pattern:
              kind === STANDARD
                ? null
                : { kind: kind as PatternKind | 'none', color, pitch: pattern?.pitch ?? 8 },
          })
        }
      />
      {pattern && pattern.kind !== 'none' ? (
        <div className="two">
          <ColorField
            label={t('ui.style.color')}
            value={pattern.color}
            onPreview={(next) => preview({ pattern: { ...pattern, color: next } })}
            onDone={(next) => keep({ pattern: { ...pattern, color: next } })}
          />
          <NumberField
            label={t('ui.style.pitch')}
            value={pattern.pitch}
            min={4}
            max={24}
            unit="px"
            onDone={(pitch) => keep({ pattern: { ...pattern, pitch } })}
          />
        </div>
      ) : null}
    </section>
  );
}

/** Between which scales something is shown; empty for no limit. */
export function ScalePart({
  label,
  range,
  onChange,
}: {
  readonly label: string;
  readonly range: ScaleRange | null;
  readonly onChange: (range: ScaleRange | null) => void;
}) {
  const { t } = useText();
  const change = (patch: Partial<ScaleRange>): void => {
    const next = { min: range?.min ?? null, max: range?.max ?? null, ...patch };
    onChange(next.min === null && next.max === null ? null : next);
  };
  return (
    <section>
      <h4>{label}</h4>
      <div className="two">
        <NumberField
          label={t('ui.style.scale-min')}
          value={range?.min ?? null}
          min={100}
          max={100_000_000}
          prefix="1:"
          onDone={(min) => change({ min })}
          onEmpty={() => change({ min: null })}
        />
        <NumberField
          label={t('ui.style.scale-max')}
          value={range?.max ?? null}
          min={1}
          max={100_000_000}
          prefix="1:"
          onDone={(max) => change({ max })}
          onEmpty={() => change({ max: null })}
        />
      </div>
    </section>
  );
}

/** A number that is kept when the focus leaves; what is no number within the limits goes back. */
export function NumberField({
  label,
  value,
  min,
  max,
  unit,
  prefix,
  onDone,
  onEmpty,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly prefix?: string;
  readonly onDone: (value: number) => void;
  readonly onEmpty?: () => void;
}) {
  const kept = value === null ? '' : String(value);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    if (typed === null) return;
    setTyped(null);
    const text = typed.trim().replace(/^1\s*[:：]/, '');
    if (text === '' && onEmpty) {
      if (value !== null) onEmpty();
      return;
    }
    const number = Number(text);
    if (text !== '' && Number.isFinite(number) && number >= min && number <= max && number !== value)
      onDone(number);
  };
  return (
    <TextField
      label={label}
      value={typed ?? kept}
      onChange={setTyped}
      onCommit={commit}
      numeric
      {...(unit === undefined ? {} : { unit })}
      {...(prefix === undefined ? {} : { icon: <span className="mut">{prefix}</span> })}
    />
  );
}
