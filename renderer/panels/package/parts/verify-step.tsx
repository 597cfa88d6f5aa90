import { useState } from 'react';
import { detailText, reasonText, shownValue, subjectText } from '../../../../shared/package/check-text.ts';
import { blockingText, inspectedText } from '../../../../shared/package/inspected.ts';
import type { Manifest } from '../../../../shared/package/manifest.ts';
import { stateText } from '../../../../shared/package/readme.ts';
import { groupedFingerprint } from '../../../../shared/package/signature.ts';
import { tableLeftParams } from '../../../../shared/package/tables-left.ts';
import { tally, type PackageCheck, type Verification } from '../../../../shared/package/verification.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { ReceiveModel } from '../use-receive.ts';

/** Outcomes with the shapes that say how grave they are: an equal one needs none. */
const SHAPES = { wrong: 'blocking', note: 'unchecked' } as const;
/** The gravest first. */
const ORDER = { wrong: 0, note: 1, equal: 2 } as const;

/** What was compared and how it came out; what does not agree stands first. */
export function VerifyStep({ model }: { readonly model: ReceiveModel }) {
  const { t } = useText();
  const { verification } = model.state;
  const [onlyWrong, setOnlyWrong] = useState(false);
  if (verification === null) return null;
  const { checks, manifest, wrong } = verification;
  const counts = tally(checks);
  const listed = checks
    .filter(({ state }) => !onlyWrong || state !== 'equal')
    .toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
  return (
    <div className="form-two package-two">
      <div className="form-col">
        <section className="package-checks">
          <h3 className="form-head">
            {wrong === 0 ? (
              t('package.all-agree', { n: counts.equal })
            ) : (
              <span className="form-failed row">
                <SeverityShape kind="blocking" />
                {t('package.some-wrong', { n: wrong })}
              </span>
            )}
            <span className="cap grow">{t('package.counts', counts)}</span>
            <Chip selected={onlyWrong} onChange={setOnlyWrong}>
              {t('package.only-wrong')}
            </Chip>
          </h3>
          <div className="tbl-box package-scroll" tabIndex={0} role="region" aria-label={t('package.checks')}>
            <table className="tbl checks selectable">
              <thead>
                <tr>
                  <th className="state">{t('package.column.state')}</th>
                  <th className="what">{t('package.column.what')}</th>
                  <th>{t('package.column.subject')}</th>
                  <th className="value">{t('package.column.expected')}</th>
                  <th className="value">{t('package.column.found')}</th>
                </tr>
              </thead>
              <tbody>
                {listed.map((check, i) => (
                  // Checks are made once and never change.
                  // oxlint-disable-next-line react/no-array-index-key
                  <CheckRow key={i} check={check} manifest={manifest} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
      <div className="form-col">
        <Facts verification={verification} />
        <Signature model={model} verification={verification} />
      </div>
    </div>
  );
}

/** One comparison: what of, and the two values or why there are none. */
function CheckRow({ check, manifest }: { readonly check: PackageCheck; readonly manifest: Manifest }) {
  const { t, language } = useText();
  const { state, code, expected, found } = check;
  const detail = detailText(language, check, manifest);
  const subject = subjectText(language, check, manifest);
  const why = reasonText(language, check);
  const what = t(`package.check.${code}`);
  return (
    <tr className={state}>
      <td className="state">
        {state === 'equal' ? null : <SeverityShape kind={SHAPES[state]} />}
        {t(`package.state-word.${state}`)}
      </td>
      <td className="what" title={what}>
        {what}
      </td>
      <td className="path" title={`${subject} ${detail}`.trim()}>
        <span className="lines">
          {subject}
          {detail === '' ? null : <span className="mut"> {detail}</span>}
        </span>
      </td>
      {why !== '' && expected === null && found === null ? (
        <td colSpan={2} title={why}>
          <span className="lines">{why}</span>
        </td>
      ) : (
        <>
          <td className="path num" title={expected ?? ''}>
            {shownValue(expected)}
          </td>
          <td className="path num" title={`${found ?? ''} ${why}`.trim()}>
            {why === '' ? shownValue(found) : <span className="lines">{why}</span>}
          </td>
        </>
      )}
    </tr>
  );
}

/** Whose package it is, as it says of itself. */
function Facts({ verification }: { readonly verification: Verification }) {
  const { t, language } = useText();
  const { manifest } = verification;
  const { inspection, override, tables } = manifest;
  const overridden = (override?.inspection?.blocking ?? []).map((line) => blockingText(language, line));
  const left = (tables?.left ?? []).map((one) => tableLeftParams(language, one).table);
  const facts: readonly (readonly [string, string])[] = [
    [t('package.report.county'), `${manifest.county.code} ${manifest.county.name}`],
    [t('package.report.state'), stateText(manifest)],
    ...(manifest.stage === '' ? [] : [[t('package.stage'), manifest.stage] as const]),
    [t('package.report.as-of'), manifest.asOf],
    [t('package.report.ruleset'), `${manifest.ruleset.id} ${manifest.ruleset.version}`],
    [t('package.report.product'), `${manifest.product.name} ${manifest.product.version}`],
    ...(inspection === undefined
      ? []
      : [[t('package.report.inspection'), inspectedText(language, inspection)] as const]),
    ...(override === null
      ? []
      : [[t('package.report.override'), `${override.reason}（${override.by}）`] as const]),
    ...(overridden.length === 0
      ? []
      : [[t('package.report.overridden'), overridden.join(t('package.list-separator'))] as const]),
    ...(left.length === 0
      ? []
      : [[t('package.tables-left'), left.join(t('package.list-separator'))] as const]),
  ];
  return (
    <section>
      <h3 className="form-head">{t('package.says')}</h3>
      <dl className="package-facts selectable">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="cap">{t('statement.report', { date: manifest.asOf })}</p>
    </section>
  );
}

/** Who signed, and whether that is somebody the user knows. */
function Signature({
  model,
  verification: { signature },
}: {
  readonly model: ReceiveModel;
  readonly verification: Verification;
}) {
  const { t } = useText();
  const [name, setName] = useState('');
  const { state, known, fingerprint } = signature;
  const word = state === 'valid' ? (known ? 'known' : 'unknown') : state;
  return (
    <section>
      <h3 className="form-head">{t('package.signature')}</h3>
      <p className="package-signed">
        {word === 'known' ? null : (
          <SeverityShape
            kind={word === 'invalid' ? 'blocking' : word === 'unknown' ? 'warning' : 'unchecked'}
          />
        )}
        {t(`package.signature.${word}`, { name: signature.name ?? '' })}
      </p>
      {fingerprint === null ? null : (
        <p className="path fingerprint selectable" aria-label={t('package.fingerprint')}>
          {groupedFingerprint(fingerprint)}
        </p>
      )}
      {word === 'unknown' ? (
        <div className="package-trust">
          <TextField
            label={t('package.trust-name')}
            value={name}
            placeholder={t('package.trust-example')}
            onChange={setName}
          />
          <Button
            onPress={() => void model.trust(name.trim())}
            {...(name.trim() === '' ? { reason: t('package.trust-name-needed') } : {})}
          >
            {t('package.trust')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
