import { Combine, RefreshCw, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FieldValues } from '../../../shared/bridge/column-contract.ts';
import { classesOf } from '../../../shared/map/palettes.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';
import { MOST_CLASSES, type StyleClass, type StyleRenderer } from '../../../shared/model/layer-style.ts';
import { useText } from '../../i18n/use-text.ts';
import { services } from '../../bridge/client.ts';
import { useSession } from '../../state/session.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { ColorField } from './color-field.tsx';
import type { StylePart } from './style-panel.tsx';

type Categorised = Extract<StyleRenderer, { kind: 'categorised' }>;

/** The values of a field with their counts, read again when the file changes. */
function useFieldValues(layer: string, field: string): FieldValues | null {
  const rev = useSession((state) => state.readRev);
  const [values, setValues] = useState<FieldValues | null>(null);
  useEffect(() => {
    let wanted = true;
    void services()
      ?.query.fieldValues({ layer, field, limit: MOST_CLASSES })
      .then((answer) => {
        if (wanted) setValues(answer.ok ? answer.value : null);
      });
    return () => {
      wanted = false;
    };
  }, [layer, field, rev]);
  return values;
}

/** A colour for each value of a field. */
export function Categories({ layer, style, keep, preview, by }: StylePart & { readonly by: Categorised }) {
  const { t, name } = useText();
  const { schema } = layer;
  const values = useFieldValues(schema.id, by.field);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const domain = schema.fields.find((field) => field.name === by.field)?.domain;
  const counts = new Map((values?.values ?? []).map(({ value, count }) => [String(value), count]));
  const known = new Set(by.classes.flatMap((one) => one.values.map(String)));
  const missing = (values?.values ?? []).filter(({ value }) => !known.has(String(value)));
  const renew = (classes: readonly StyleClass[]): void => {
    setPicked(new Set());
    keep({ renderer: { ...by, classes } });
  };
  const choose = (field: string): void => {
    setPicked(new Set());
    void services()
      ?.query.fieldValues({ layer: schema.id, field, limit: MOST_CLASSES })
      .then((answer) => {
        if (!answer.ok) return;
        const list = schema.fields.find((one) => one.name === field)?.domain;
        const classes = classesOf(
          answer.value.values.map(({ value }) => value),
          list,
        );
        keep({ renderer: { ...by, field, classes } });
      });
  };
  // A style that has just begun takes the values that are there.
  const empty = by.classes.length === 0;
  useEffect(() => {
    if (empty) choose(by.field);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [empty]);
  const labelOf = ({ values: own, label }: StyleClass): string =>
    label ??
    own
      .map((value) => {
        const entry = domain ? codeEntry(domain, String(value)) : undefined;
        return entry ? name(entry.label) : String(value);
      })
      .join(t('ui.style.and'));
  const change = (at: number, color: string): Categorised => ({
    ...by,
    classes: by.classes.map((one, i) => (i === at ? { ...one, color } : one)),
  });
  const merge = (): void => {
    const chosen = by.classes.filter((_one, i) => picked.has(i));
    const first = [...picked].sort((a, b) => a - b)[0];
    const merged = { ...chosen[0]!, label: null, values: chosen.flatMap((one) => one.values) };
    renew(by.classes.flatMap((one, i) => (i === first ? [merged] : picked.has(i) ? [] : [one])));
  };
  return (
    <>
      <Select
        label={t('ui.style.field')}
        value={by.field}
        choices={schema.fields
          .filter((field) => !field.system && field.name !== 'uid' && field.name !== 'revision')
          .map((field) => ({ id: field.name, label: name(field.label) }))}
        onChange={choose}
      />
      <div className="class-tools">
        <span className="grow cap">
          {t('ui.style.classes-count', { classes: by.classes.length, missing: missing.length })}
        </span>
        <IconButton
          label={t('ui.style.classes-add')}
          onPress={() =>
            renew([
              ...by.classes,
              ...classesOf(
                [...by.classes.flatMap((one) => one.values), ...missing.map(({ value }) => value)],
                domain,
              ).filter((one) => !known.has(String(one.values[0]))),
            ])
          }
          {...(missing.length > 0 ? {} : { reason: t('ui.style.classes-all') })}
        >
          <RefreshCw className="i" />
        </IconButton>
        <IconButton
          label={t('ui.style.classes-merge')}
          onPress={merge}
          {...(picked.size > 1 ? {} : { reason: t('ui.style.classes-pick-two') })}
        >
          <Combine className="i" />
        </IconButton>
        <IconButton
          label={t('ui.style.classes-remove')}
          onPress={() => renew(by.classes.filter((_one, i) => !picked.has(i)))}
          {...(picked.size > 0 ? {} : { reason: t('ui.style.classes-pick-one') })}
        >
          <Trash2 className="i" />
        </IconButton>
      </div>
      <ul className="class-list" aria-label={t('ui.style.classes')}>
        {by.classes.map((one, i) => {
          const label = labelOf(one);
          const count = one.values.reduce<number>((sum, value) => sum + (counts.get(String(value)) ?? 0), 0);
          return (
            <li key={one.values.map(String).join('\n')}>
              <Checkbox
                label={t('ui.style.pick-class', { name: label })}
                selected={picked.has(i)}
                onChange={(on) => {
                  const next = new Set(picked);
                  if (on) next.add(i);
                  else next.delete(i);
                  setPicked(next);
                }}
              />
              <ColorField
                label={t('ui.style.color-of', { name: label })}
                hideLabel
                value={one.color}
                onPreview={(color) => preview({ renderer: change(i, color) })}
                onDone={(color) => keep({ renderer: change(i, color) })}
              />
              <span className="el grow" title={label}>
                {label}
              </span>
              <span className="cap num">{count}</span>
            </li>
          );
        })}
        <li>
          <Checkbox
            label={t('ui.style.other-shown')}
            selected={by.other !== null}
            onChange={(on) => keep({ renderer: { ...by, other: on ? '#9aa0a6' : null } })}
          />
          {by.other === null ? (
            <span className="color-none" />
          ) : (
            <ColorField
              label={t('ui.style.color-of', { name: t('ui.style.other') })}
              hideLabel
              value={by.other}
              onPreview={(other) => preview({ renderer: { ...by, other } })}
              onDone={(other) => keep({ renderer: { ...by, other } })}
            />
          )}
          <span className="el grow">{t('ui.style.other')}</span>
          <span className="cap num">
            {values ? values.empty + missing.reduce((sum, one) => sum + one.count, 0) : ''}
          </span>
        </li>
      </ul>
      {style.renderer.kind === 'categorised' && values && values.distinct > MOST_CLASSES ? (
        <p className="cap">
          {t('ui.style.classes-many', { limit: MOST_CLASSES, distinct: values.distinct })}
        </p>
      ) : null}
    </>
  );
}
