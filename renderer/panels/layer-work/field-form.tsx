import { useEffect, useState } from 'react';
import type { ConversionReport } from '../../../shared/change/convert-value.ts';
import type { Field } from '../../../shared/model/layer.ts';
import { needsConversion } from '../../../shared/model/schema-diff.ts';
import { OWN_TYPES, POLICIES } from '../../../shared/model/own-layer.ts';
import { services } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CODE_LISTS } from './code-lists.ts';
import { fieldProblems, isSized, specOf, type FieldForm } from './field-model.ts';

/** One field: what it is called, what it holds, what a split and a merge make of it. */
export function FieldFormView({
  form,
  tried,
  onChange,
}: {
  readonly form: FieldForm;
  readonly tried: boolean;
  readonly onChange: (form: FieldForm) => void;
}) {
  const { t } = useText();
  const change = (patch: Partial<FieldForm>): void => onChange({ ...form, ...patch });
  const problems = fieldProblems(form);
  const wrong = (what: keyof typeof problems) => {
    const key = tried ? problems[what] : undefined;
    return key === undefined ? {} : { error: t(key) };
  };
  const policies = POLICIES.map((id) => ({ id, label: t(`ui.policy.${id}`) }));
  return (
    <div className="layer-form">
      <div className="two">
        <TextField
          label={t('ui.field-label-zh')}
          value={form.zh}
          onChange={(zh) => change({ zh })}
          autoFocus
          {...wrong('label')}
        />
        <TextField label={t('ui.field-label-en')} value={form.en} onChange={(en) => change({ en })} />
      </div>
      <div className="two">
        <Select
          label={t('ui.field-type')}
          value={form.type}
          choices={OWN_TYPES.map((id) => ({ id, label: t(`ui.field-type.${id}`) }))}
          onChange={(type) =>
            change({ type: type as FieldForm['type'], ...(type === 'int' && { length: '' }) })
          }
        />
        {form.type === 'code' ? (
          <Select
            label={t('ui.field-domain')}
            value={form.domain}
            placeholder={t('ui.field-domain-choose')}
            choices={CODE_LISTS.map((id) => ({ id, label: t(`ui.code-list.${id}`) }))}
            onChange={(domain) => change({ domain })}
            {...wrong('domain')}
          />
        ) : isSized(form.type) ? (
          <TextField
            label={t(form.type === 'text' ? 'ui.field-length' : 'ui.field-digits')}
            value={form.length}
            onChange={(length) => change({ length })}
            numeric
            {...wrong('length')}
          />
        ) : form.type === 'real' ? (
          <TextField label={t('ui.field-unit')} value={form.unit} onChange={(unit) => change({ unit })} />
        ) : (
          <span />
        )}
      </div>
      <div className="two">
        <Select
          label={t('ui.field-split')}
          value={form.split}
          choices={policies}
          onChange={(split) => change({ split: split as FieldForm['split'] })}
        />
        <Select
          label={t('ui.field-merge')}
          value={form.merge}
          choices={policies}
          onChange={(merge) => change({ merge: merge as FieldForm['merge'] })}
        />
      </div>
      <div className="two">
        <TextField
          label={t('ui.field-name')}
          hint={t('ui.field-name-hint')}
          value={form.name}
          onChange={(name) => change({ name })}
          {...wrong('name')}
        />
        <div className="layer-form-check">
          <Checkbox selected={form.required} onChange={(required) => change({ required })}>
            {t('ui.field-required')}
          </Checkbox>
        </div>
      </div>
    </div>
  );
}

/** What another type would make of the values that are there; null while nothing has to be converted. */
export function useConversion(
  layer: string,
  field: Field | null,
  form: FieldForm | null,
): ConversionReport | null {
  const [answered, setAnswered] = useState<{ readonly to: string; readonly report: ConversionReport } | null>(
    null,
  );
  const spec = form === null ? null : specOf(form);
  const asked =
    field === null || spec === null || (spec.type === 'code' && spec.domain === null)
      ? null
      : JSON.stringify({ type: spec.type, length: spec.length, domain: spec.domain });
  const name = field?.name ?? '';
  const converts = field !== null && asked !== null && convertsTo(field, asked);
  useEffect(() => {
    if (!converts || asked === null) return;
    let wanted = true;
    void services()
      ?.query.conversionPreview({ layer, field: name, to: JSON.parse(asked) as never })
      .then((answer) => {
        if (wanted && answer.ok) setAnswered({ to: asked, report: answer.value });
      });
    return () => {
      wanted = false;
    };
  }, [layer, name, asked, converts]);
  return converts && answered?.to === asked ? answered.report : null;
}

function convertsTo(field: Field, asked: string): boolean {
  const { type, length, domain } = JSON.parse(asked) as {
    type: Field['type'];
    length: number | null;
    domain: string | null;
  };
  const after: Field = { ...field, type, length: length ?? 0, domain: domain ?? '' };
  return needsConversion({ ...field, domain: field.domain ?? '' }, after);
}

/** How many values convert, how many do not, and some of them. */
export function ConversionView({ report }: { readonly report: ConversionReport }) {
  const { t } = useText();
  return (
    <section className="conversion" aria-label={t('ui.conversion')}>
      <p>
        {t('ui.conversion-counts', { converts: report.converts, lost: report.lost, empty: report.empty })}
      </p>
      {report.samples.length === 0 ? null : (
        <ul>
          {report.samples.map(({ from, to, count }) => (
            <li key={String(from)} className={to === null ? 'bad' : ''}>
              <span className="el">{String(from)}</span>
              <span aria-hidden="true">→</span>
              <span className="el">{to === null ? t('ui.conversion-empty') : String(to)}</span>
              <span className="cap num">{count}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
