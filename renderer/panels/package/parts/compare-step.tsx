import type { ComparedLayer } from '../../../../shared/package/compare.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import type { ReceiveModel, TakeMode } from '../use-receive.ts';
import { ComparedFeatures } from './compared-features.tsx';

const MODES: readonly TakeMode[] = ['merge', 'replace'];

const mayTake = ({ refused, unreadable }: ComparedLayer): boolean => refused === null && unreadable === 0;

/** What the package would change here, layer by layer, and which of it is taken. */
export function CompareStep({ model }: { readonly model: ReceiveModel }) {
  const { t } = useText();
  const { comparison, mode, shown } = model.state;
  if (comparison === null) return null;
  const open = comparison.layers.find(({ layer }) => layer === shown);
  return (
    <div className="package-compare">
      {comparison.otherCounty ? (
        <p className="form-ask row">
          <SeverityShape kind="warning" />
          {t('package.other-county')}
        </p>
      ) : null}
      <div className="package-pair">
        <h3 className="form-head">
          {t('package.compared')}
          <span className="cap">{t(`package.mode-why.${mode}`)}</span>
        </h3>
        <Segmented
          label={t('package.mode')}
          value={mode}
          choices={MODES.map((id) => ({ id, content: t(`package.mode.${id}`) }))}
          onChange={(id) => model.change({ mode: id })}
        />
      </div>
      <div className="tbl-box package-layer-table">
        <table className="tbl">
          <thead>
            <tr>
              <th className="box" aria-label={t('package.column.take')} />
              <th>{t('package.report.layer')}</th>
              <th className="n">{t('package.column.in-package')}</th>
              <th className="n">{t('package.column.here')}</th>
              <th className="n">{t('package.column.added')}</th>
              <th className="n">{t('package.column.changed')}</th>
              <th className="n">{t('package.column.removed')}</th>
              <th className="n">{t('package.column.same')}</th>
              <th className="why">{t('package.column.note')}</th>
            </tr>
          </thead>
          <tbody>
            {comparison.layers.map((layer) => (
              <LayerRow key={layer.layer} layer={layer} model={model} />
            ))}
          </tbody>
        </table>
      </div>
      {open === undefined ? null : <ComparedFeatures layer={open} mode={mode} />}
    </div>
  );
}

function LayerRow({ layer, model }: { readonly layer: ComparedLayer; readonly model: ReceiveModel }) {
  const { t, name, failure } = useText();
  const { layers, shown, mode } = model.state;
  const taken = layers.includes(layer.layer);
  const title = name(layer.name);
  const figure = (value: number): string => (value === 0 ? '·' : value.toLocaleString('en'));
  const why =
    layer.refused !== null
      ? t(`package.refused.${layer.refused}`)
      : layer.why !== null
        ? t('package.unreadable', { n: layer.unreadable, why: failure(layer.why) })
        : layer.unknownFields.length > 0
          ? t('package.unknown-fields', { fields: layer.unknownFields.join(t('rules.list-separator')) })
          : '';
  return (
    <tr
      className={layer.layer === shown ? 'pick sel' : 'pick'}
      onClick={() => model.change({ shown: layer.layer })}
    >
      <td className="box">
        <Checkbox
          label={t('package.take-layer', { layer: title })}
          selected={taken}
          disabled={!mayTake(layer)}
          onChange={(on) =>
            model.change({
              layers: on ? [...layers, layer.layer] : layers.filter((one) => one !== layer.layer),
              shown: layer.layer,
            })
          }
        />
      </td>
      <td>{title}</td>
      <td className="n">{layer.inPackage.toLocaleString('en')}</td>
      <td className="n">{layer.here.toLocaleString('en')}</td>
      <td className="n">{figure(layer.added)}</td>
      <td className="n">{figure(layer.changed)}</td>
      <td className={mode === 'replace' ? 'n' : 'n mut'}>{figure(layer.removed)}</td>
      <td className="n mut">{figure(layer.same)}</td>
      <td className="why" title={why}>
        {why === '' ? null : <SeverityShape kind={mayTake(layer) ? 'notice' : 'unchecked'} />}
        {why}
      </td>
    </tr>
  );
}
