import { Focus, Lock, Trash2 } from 'lucide-react';
import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { titleOfFeature } from '../../i18n/feature-title.ts';
import { schemaOf } from '../../state/layers.ts';
import { findingSentence } from '../../i18n/rules.ts';
import { useText } from '../../i18n/use-text.ts';
import { focusFinding } from '../../state/finding-focus.ts';
import { useFindings } from '../../state/findings.ts';
import { useLayer } from '../../state/layers.ts';
import { sameRef } from '../../state/selection.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AreaSection } from './parts/area-section.tsx';
import { FeatureForm } from './parts/feature-form.tsx';
import { OpinionsSection } from './parts/opinions-section.tsx';
import { useFeatures } from './use-feature.ts';

/** One feature: what it is, its area, its form, what it contradicts. */
export function FeatureView({ feature: ref }: { readonly feature: RecordRef }) {
  const { t, failure: said } = useText();
  const { features, failure } = useFeatures([ref]);
  if (failure) {
    return <Empty kind="error" icon={<SeverityShape kind="error" />} title={said(failure)} />;
  }
  if (features === null) return <Skeleton rows={8} label={t('ui.loading')} />;
  const [feature] = features;
  if (feature === undefined) return <Empty icon={<Trash2 />} title={t('ui.feature-gone')} />;
  return <Shown feature={feature} />;
}

function Shown({ feature }: { readonly feature: FeatureRecord }) {
  const { t, name, language } = useText();
  const layer = useLayer(feature.layer);
  useCommandState();
  const show = useShow();
  const remove = show(commandById('edit.delete'));
  if (layer === undefined) return null;
  const { schema } = layer;
  return (
    <>
      <div className="scroll grow">
        <section className="sec">
          <div className="row">
            <LayerSwatch layer={schema.id} geometry={schema.geometry} />
            <b className="grow el selectable">{titleOfFeature(feature, schema, language)}</b>
            <span className="cap">{name(schema.name)}</span>
          </div>
          {schema.readOnly ? (
            <p className="note">
              <Lock className="i" />
              {t('ui.control-line-note')}
            </p>
          ) : null}
        </section>
        <AreaSection feature={feature} />
        <FeatureForm feature={feature} layer={layer} />
        <Contradictions feature={feature} />
        <OpinionsSection feature={feature} />
      </div>
      <div className="foot">
        <Button
          kind="danger"
          onPress={remove.run}
          {...(remove.reason === undefined ? {} : { reason: remove.reason })}
        >
          <Trash2 className="i" />
          {t('ui.delete')}
        </Button>
        <span className="grow" />
        <Button kind="bare" onPress={commandById('view.zoom-selection').run}>
          <Focus className="i" />
          {t('ui.locate')}
        </Button>
      </div>
    </>
  );
}

function Contradictions({ feature }: { readonly feature: FeatureRecord }) {
  const { t, language } = useText();
  const ref = { table: feature.layer, uid: feature.uid };
  const all = useFindings((state) => state.findings);
  const own = (all ?? []).filter(
    ({ subject, pieces }) => sameRef(subject, ref) || pieces.some(({ other }) => sameRef(other, ref)),
  );
  if (own.length === 0) return null;
  return (
    <section className="sec">
      <h4>
        {t('ui.contradictions')}
        <span className="r">{own.length}</span>
      </h4>
      <ul className="stack">
        {own.map((finding) => (
          <li key={finding.key}>
            <button type="button" onClick={() => focusFinding(finding, { zoom: true })}>
              <SeverityShape kind={finding.severity} />
              <span className="grow">{findingSentence(language, finding, schemaOf)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
