import { useEffect, useState } from 'react';
import type { ClassBreaks } from '../../../shared/bridge/column-contract.ts';
import { rampColors, RAMPS } from '../../../shared/map/palettes.ts';
import { BREAK_METHODS, type BreakMethod, type StyleRenderer } from '../../../shared/model/layer-style.ts';
import { services } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { notifyFailure } from '../../state/notices.ts';
import { Select } from '../../ui/select.tsx';
import { ColorField } from './color-field.tsx';
import type { StylePart } from './style-panel.tsx';

type Steps = Extract<StyleRenderer, { kind: 'graduated' }>;

const COUNTS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12];

const shown = (value: number): string =>
  Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toPrecision(3);

/** Classes of a number, from small to large. */
export function Graduated({ layer, keep, preview, by }: StylePart & { readonly by: Steps }) {
  const { t, name } = useText();
  const { schema } = layer;
  const [counts, setCounts] = useState<ClassBreaks | null>(null);
  const classes = by.colors.length;
  const numbers = schema.fields.filter((field) => field.type === 'real' || field.type === 'int');
  /** Asks for borders by what is chosen, then keeps them. */
  const divide = (patch: Partial<Pick<Steps, 'field' | 'method' | 'ramp'>> & { classes?: number }): void => {
    const next = { ...by, ...patch };
    const wanted = patch.classes ?? (classes === 1 ? 5 : classes);
    void services()
      ?.query.classBreaks({ layer: schema.id, field: next.field, method: next.method, classes: wanted })
      .then((answer) => {
        if (!answer.ok) return notifyFailure(answer.error);
        setCounts(answer.value);
        const breaks = answer.value.breaks.length > 1 ? answer.value.breaks : [0, 1];
        const { field, method, ramp } = next;
        const colors = rampColors(ramp, breaks.length - 1);
        keep({ renderer: { kind: 'graduated', field, method, ramp, breaks, colors } });
      });
  };
  useEffect(() => {
    // Just begun: nothing has been divided yet.
    if (by.breaks.length === 2 && by.breaks[0] === 0 && by.breaks[1] === 1) divide({ classes: 5 });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <>
      <Select
        label={t('ui.style.field')}
        value={by.field}
        choices={numbers.map((field) => ({ id: field.name, label: name(field.label) }))}
        onChange={(field) => divide({ field })}
      />
      <div className="two">
        <Select
          label={t('ui.style.method')}
          value={by.method}
          choices={BREAK_METHODS.map((id) => ({ id, label: t(`ui.style.method.${id}`) }))}
          onChange={(method) => divide({ method: method as BreakMethod })}
        />
        <Select
          label={t('ui.style.number')}
          value={String(classes)}
          choices={[...new Set([...COUNTS, classes])]
            .sort((a, b) => a - b)
            .map((n) => ({ id: String(n), label: String(n) }))}
          onChange={(n) => divide({ classes: Number(n) })}
        />
      </div>
      <Select
        label={t('ui.style.ramp')}
        value={by.ramp}
        choices={Object.keys(RAMPS).map((id) => ({
          id,
          label: t(`ui.style.ramp.${id}`),
          icon: <Ramp colors={rampColors(id, 6)} />,
        }))}
        onChange={(ramp) => keep({ renderer: { ...by, ramp, colors: rampColors(ramp, classes) } })}
      />
      <ul className="class-list" aria-label={t('ui.style.classes')}>
        {by.colors.map((color, i) => {
          const label = t('ui.style.range', { from: shown(by.breaks[i]!), to: shown(by.breaks[i + 1]!) });
          const recolored = (to: string): Steps => ({
            ...by,
            colors: by.colors.map((one, at) => (at === i ? to : one)),
          });
          return (
            <li key={`${i} ${by.breaks[i]}`}>
              <ColorField
                label={t('ui.style.color-of', { name: label })}
                hideLabel
                value={color}
                onPreview={(to) => preview({ renderer: recolored(to) })}
                onDone={(to) => keep({ renderer: recolored(to) })}
              />
              <span className="el grow num">{label}</span>
              <span className="cap num">{counts?.counts[i] ?? ''}</span>
            </li>
          );
        })}
      </ul>
      {counts && counts.empty > 0 ? (
        <p className="cap">{t('ui.style.without-number', { count: counts.empty })}</p>
      ) : null}
    </>
  );
}

const Ramp = ({ colors }: { readonly colors: readonly string[] }) => (
  <svg className="ramp" width="48" height="12" aria-hidden="true">
    {colors.map((color, i) => (
      <rect key={color} x={i * 8} width="8" height="12" fill={color} />
    ))}
  </svg>
);
