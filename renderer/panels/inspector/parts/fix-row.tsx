import { useState } from 'react';
import { sentenceArea } from '../../../../shared/rules/sentence.ts';
import type { Finding } from '../../../../shared/rules/rule.ts';
import type { FixOffer } from '../../../../shared/fixes/fix.ts';
import { codeChoices } from '../../../i18n/code-choices.ts';
import { useText, type Texts } from '../../../i18n/use-text.ts';
import { execute } from '../../../state/edit.ts';
import { endFixPreview, previewFix } from '../../../state/fix-preview.ts';
import { useLayers } from '../../../state/layers.ts';
import { notify, notifyFailure } from '../../../state/notices.ts';
import { stepHistory } from '../../../state/undo.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { TextField } from '../../../ui/text-field.tsx';

/** One offer: what it does, the value it needs, and the button that runs it; looked at, it is shown on the map. */
export function FixRow({
  finding,
  offer,
  recommended,
}: {
  readonly finding: Finding;
  readonly offer: FixOffer;
  readonly recommended: boolean;
}) {
  const texts = useText();
  const { t } = texts;
  const [value, setValue] = useState<string>(offer.choose?.suggested[0] ?? '');
  const [busy, setBusy] = useState(false);
  const { choose, blocked } = offer;
  const ready = choose === null || value !== '';
  const params = choose === null ? offer.params : choose.params(value);
  const look = (): void => {
    if (ready && blocked === null)
      void previewFix(`${finding.key} ${offer.id} ${value}`, offer.command, params);
  };
  const run = async (): Promise<void> => {
    setBusy(true);
    endFixPreview();
    const done = await execute(offer.command, params);
    setBusy(false);
    if (!done.ok) return notifyFailure(done.error);
    notify('info', done.value.label, done.value.params, {
      key: 'ui.undo',
      run: () => void stepHistory('undo'),
    });
  };
  return (
    <li
      className="fix"
      onPointerEnter={look}
      onPointerLeave={endFixPreview}
      onFocus={look}
      onBlur={endFixPreview}
    >
      <span className="grow">
        {labelOf(offer, texts)}
        {recommended ? <span className="tag ok">{t('fix.recommended')}</span> : null}
      </span>
      {choose === null ? null : <ChoiceField offer={offer} value={value} onChange={setValue} />}
      <Button
        kind={recommended ? 'primary' : 'plain'}
        disabled={busy || !ready}
        {...(blocked === null ? {} : { reason: t(blocked) })}
        onPress={() => void run()}
      >
        {t('fix.apply')}
      </Button>
    </li>
  );
}

function ChoiceField({
  offer: { choose },
  value,
  onChange,
}: {
  readonly offer: FixOffer;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t, language } = useText();
  if (choose === null) return null;
  const label = fieldLabel(choose.layer, choose.field, language);
  if (choose.domain === null) {
    return <TextField label={label} hideLabel value={value} placeholder={label} onChange={onChange} />;
  }
  const all = codeChoices(choose.domain, language);
  // What suits stands first; everything else follows as it is listed.
  const first = choose.suggested.flatMap((code) => all.filter(({ id }) => id === code));
  const choices = [
    ...first.map((one) => ({ ...one, depth: 0 })),
    ...all.filter(({ id }) => !choose.suggested.includes(id)),
  ];
  return (
    <Combobox
      label={label}
      hideLabel
      choices={choices}
      value={value === '' ? null : value}
      openLabel={t('ui.open-list', { name: label })}
      emptyLabel={t('ui.no-match')}
      placeholder={t('fix.choose')}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}

const fieldLabel = (layer: string, field: string, language: Texts['language']): string =>
  useLayers
    .getState()
    .layers?.find(({ schema }) => schema.id === layer)
    ?.schema.fields.find(({ name }) => name === field)?.label[language] ?? field;

/** The label of an offer, with areas and names in the language of the window. */
function labelOf({ label, labelParams, choose }: FixOffer, { t, language }: Texts): string {
  const { areaM2, layer, field, ...rest } = labelParams;
  const schema = useLayers.getState().layers?.find(({ schema: one }) => one.id === layer)?.schema;
  return t(label, {
    ...rest,
    ...(typeof areaM2 === 'number' ? { area: sentenceArea(language, areaM2) } : {}),
    ...(layer === undefined ? {} : { layer: schema?.name[language] ?? layer }),
    ...(field === undefined || choose === null
      ? {}
      : { field: fieldLabel(choose.layer, choose.field, language) }),
  });
}
