import { PUBLIC } from '../../../../shared/notice/fields.ts';
import { useText } from '../../../i18n/use-text.ts';
import { fieldLabel } from '../../../i18n/field-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { withField, withLayer, type NoticeModel } from '../use-notice.ts';

/** Layers and fields that may go out. What is not on the whitelist is not on offer. */
export function LayersChoice({ model: { form, change } }: { readonly model: NoticeModel }) {
  const { t, name, language } = useText();
  const layers = useLayers((state) => state.layers) ?? [];
  return (
    <section>
      <h3 className="form-head">
        {t('notice.layers')} <span className="cap">{t('notice.layers-text')}</span>
      </h3>
      <ul className="notice-layers">
        {PUBLIC.layers.map(({ layer, fields, kind, name: named }) => {
          const state = layers.find(({ schema }) => schema.id === layer);
          if (state === undefined) return null;
          const { schema, count } = state;
          const chosen = form.layers.find((one) => one.layer === layer);
          const always = [named, kind].map((field) => fieldLabel(schema, field, language));
          return (
            <li key={layer}>
              <div className="row">
                <Checkbox
                  selected={chosen !== undefined}
                  disabled={count === 0}
                  onChange={(on) => change({ layers: withLayer(form.layers, layer, on) })}
                >
                  <LayerSwatch layer={layer} geometry={schema.geometry} />
                  {name(schema.name)}
                </Checkbox>
                <span className="cap">{count}</span>
                <span className="grow" />
                <span className="cap el">{always.join(t('rules.list-separator'))}</span>
              </div>
              {chosen === undefined || fields.length === 0 ? null : (
                <div
                  className="chips"
                  role="group"
                  aria-label={t('notice.fields-of', { layer: name(schema.name) })}
                >
                  {fields.map((field) => (
                    <Chip
                      key={field.name}
                      selected={chosen.fields.includes(field.name)}
                      onChange={(on) => change({ layers: withField(form.layers, layer, field.name, on) })}
                    >
                      {fieldLabel(schema, field.name, language)}
                    </Chip>
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <p className="cap">
        {PUBLIC.citation.text} · {t(`verified.${PUBLIC.citation.verified}`)}
      </p>
    </section>
  );
}
