import { DEFAULT_MODEL, modelOf } from '../../../shared/inspection/model.ts';
import { withInspection } from '../../../shared/inspection/settings.ts';
import { DEFECT_CLASSES, SCORED_CLASSES, type DefectClass } from '../../../shared/inspection/types.ts';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayers } from '../../state/layers.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { RulesetDraft } from './use-ruleset-draft.ts';

interface TabParts {
  readonly draft: RulesetDraft;
}

/** How an inspection weighs what it finds: weights, divisor, gate, required layers, and the class of each check. */
export function InspectionTab({ draft }: TabParts) {
  const { t } = useText();
  const { weights, score, gate, requiredLayers } = modelOf(draft.ruleset);
  return (
    <div className="ruleset-page inspection-page">
      <p>{t('inspection.settings-text')}</p>
      <div className="row">
        {SCORED_CLASSES.map((of) => (
          <Figure
            key={of}
            draft={draft}
            name={`weight ${of}`}
            label={t('inspection.weight-of', { class: t(`inspection.class.${of}`) })}
            value={weights[of]}
            most={100}
            take={(value) => draft.change((ruleset) => withInspection(ruleset, { weights: { [of]: value } }))}
          />
        ))}
        <Figure
          draft={draft}
          name="per-records"
          label={t('inspection.per-records')}
          value={score.perRecords}
          most={10_000_000}
          whole
          take={(perRecords) => draft.change((ruleset) => withInspection(ruleset, { perRecords }))}
        />
      </div>
      {[weights.citation, score.citation].map(({ text, verified }) => (
        <p key={text} className="cap">
          {t('inspection.basis', { text, verified: t(`verified.${verified}`) })}
        </p>
      ))}
      <h3>{t('inspection.gate')}</h3>
      <div className="chips" role="group" aria-label={t('inspection.gate')}>
        {DEFECT_CLASSES.map((of) => (
          <Chip
            key={of}
            selected={gate.classes.includes(of)}
            onChange={(on) =>
              draft.change((ruleset) =>
                withInspection(ruleset, {
                  gate: DEFECT_CLASSES.filter((one) => (one === of ? on : gate.classes.includes(one))),
                }),
              )
            }
          >
            {t(`inspection.class.${of}`)}
          </Chip>
        ))}
      </div>
      <h3>{t('inspection.required-layers')}</h3>
      <RequiredLayers draft={draft} chosen={requiredLayers.layers} />
      <h3>{t('inspection.checks')}</h3>
      <Checks draft={draft} />
    </div>
  );
}

/** A figure that is written with the draft as soon as it is one. */
function Figure({
  draft,
  name,
  label,
  value,
  most,
  whole = false,
  take,
}: TabParts & {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly whole?: boolean;
  readonly take: (value: number) => void;
}) {
  const { t } = useText();
  const key = `inspection ${name}`;
  const typed = draft.wrong.get(key);
  const change = (text: string): void => {
    const number = Number(text);
    const fits =
      /^\d+(\.\d+)?$/.test(text.trim()) &&
      number <= most &&
      (whole ? number >= 1 && Number.isInteger(number) : true);
    draft.setWrong(key, fits && String(number) === text.trim() ? null : text);
    if (fits) take(number);
  };
  return (
    <TextField
      label={label}
      value={typed ?? String(value)}
      numeric
      onChange={change}
      {...(typed === undefined ? {} : { error: t('ui.field.number') })}
    />
  );
}

function RequiredLayers({ draft, chosen }: TabParts & { readonly chosen: readonly string[] }) {
  const { t, name } = useText();
  const layers = useLayers((state) => state.layers);
  const schemas = layers?.map(({ schema }) => schema) ?? BUILTIN_LAYERS;
  return (
    <div className="chips" role="group" aria-label={t('inspection.required-layers')}>
      {schemas.map(({ id, name: both }) => (
        <Chip
          key={id}
          selected={chosen.includes(id)}
          onChange={(on) =>
            draft.change((ruleset) =>
              withInspection(ruleset, {
                requiredLayers: on ? [...chosen, id] : chosen.filter((one) => one !== id),
              }),
            )
          }
        >
          {name(both)}
        </Chip>
      ))}
    </div>
  );
}

/** Every check with its switch and class; the class that ships is said where it differs. */
function Checks({ draft }: TabParts) {
  const { t, name } = useText();
  const { checks } = modelOf(draft.ruleset);
  const choices = DEFECT_CLASSES.map((of) => ({ id: of, label: t(`inspection.class.${of}`) }));
  return (
    <table className="tbl inspection-checks">
      <tbody>
        {checks.map(({ id, title, class: of, on, citation }) => {
          const standard = DEFAULT_MODEL.checks.find((one) => one.id === id)?.class ?? of;
          return (
            <tr key={id}>
              <td>
                <Checkbox
                  selected={on}
                  onChange={(next) =>
                    draft.change((ruleset) => withInspection(ruleset, { check: { id, on: next } }))
                  }
                >
                  {id} {name(title)}
                </Checkbox>
              </td>
              <td>
                <Select
                  hideLabel
                  label={t('inspection.class-of', { check: `${id} ${name(title)}` })}
                  value={of}
                  choices={choices}
                  disabled={!on}
                  onChange={(next) =>
                    draft.change((ruleset) =>
                      withInspection(ruleset, { check: { id, class: next as DefectClass } }),
                    )
                  }
                />
              </td>
              <td className="cap" title={citation.text}>
                {standard === of
                  ? null
                  : `${t('ui.ruleset.was', { value: t(`inspection.class.${standard}`) })} · `}
                {citation.text} · {t(`verified.${citation.verified}`)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
