import { useEffect, useMemo } from 'react';
import { polygonAreaM2 } from '../../../../shared/geometry/area.ts';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import type { Language } from '../../../../shared/i18n/languages.ts';
import type { RecordRef } from '../../../../shared/model/record.ts';
import { sentenceArea } from '../../../../shared/rules/sentence.ts';
import type { Finding } from '../../../../shared/rules/rule.ts';
import { fixesFor } from '../../../../shared/fixes/catalogue.ts';
import type { FixOffer } from '../../../../shared/fixes/fix.ts';
import { ruleData } from '../../../i18n/rules.ts';
import { titleOfFeature } from '../../../i18n/feature-title.ts';
import { useText } from '../../../i18n/use-text.ts';
import { endFixPreview, useFixPreview } from '../../../state/fix-preview.ts';
import { useLayers } from '../../../state/layers.ts';
import { useRuleset } from '../../../state/ruleset.ts';
import { useFeatures } from '../use-feature.ts';
import { FixRow } from './fix-row.tsx';

/** Counterparts that are read for the fixes; more than this are not offered one by one anyway. */
const MOST_REFS = 500;

/** Ways to put a finding right, each shown on the map while it is looked at and run as one undoable step. */
export function FindingFixes({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const offers = useOffers(finding);
  useEffect(() => endFixPreview, [finding.key]);
  if (offers === null) return null;
  return (
    <section className="sec fixes">
      <h4>{t('fix.title')}</h4>
      {offers.length === 0 ? (
        <p className="cap">{t(isAboutLines(finding) ? 'fix.lines' : 'fix.none')}</p>
      ) : (
        <ul className="fix-list">
          {offers.map((offer, i) => (
            <FixRow key={offer.id} finding={finding} offer={offer} recommended={i === 0} />
          ))}
        </ul>
      )}
      <PreviewLine />
    </section>
  );
}

/** Whether both sides are control lines, which are not changed here. */
function isAboutLines({ subject, counterpartLayer }: Finding): boolean {
  const readOnly = (layer: string | null): boolean =>
    (useLayers.getState().layers ?? []).some(({ schema }) => schema.id === layer && schema.readOnly);
  return readOnly(subject.table) && readOnly(counterpartLayer);
}

function useOffers(finding: Finding): readonly FixOffer[] | null {
  const layers = useLayers((state) => state.layers);
  const ruleset = useRuleset((state) => state.ruleset);
  const refs = useMemo(() => refsOf(finding), [finding]);
  const { features } = useFeatures(refs);
  return useMemo(() => {
    const rule = ruleData(finding.rule);
    if (features === null || layers === null || rule === undefined) return null;
    const byRef = new Map(features.map((one) => [`${one.layer} ${one.uid}`, one]));
    const feature = (ref: RecordRef) => byRef.get(`${ref.table} ${ref.uid}`);
    const layer = (id: string) => layers.find(({ schema }) => schema.id === id);
    return fixesFor({
      finding,
      rule,
      ruleset,
      subject: feature(finding.subject) ?? null,
      feature,
      schema: (id) => layer(id)?.schema,
      readOnly: (id) => layer(id)?.schema.readOnly ?? true,
      locked: (id) => layer(id)?.locked ?? true,
      layersOf: (role) => layers.filter(({ schema }) => schema.role === role).map(({ schema }) => schema.id),
    });
  }, [finding, features, layers, ruleset]);
}

function refsOf({ subject, pieces }: Finding): readonly RecordRef[] {
  const refs = new Map<string, RecordRef>();
  for (const ref of [subject, ...pieces.map(({ other }) => other)]) {
    if (ref !== null && ref.uid !== '' && refs.size < MOST_REFS) refs.set(`${ref.table} ${ref.uid}`, ref);
  }
  return [...refs.values()];
}

/** What the fix that is looked at would do, in words and figures. */
function PreviewLine() {
  const { t, language, failure } = useText();
  const { of, preview, failure: refused } = useFixPreview();
  const layers = useLayers((state) => state.layers);
  if (of === null) return null;
  if (refused !== null) return <p className="cap warn">{failure(refused)}</p>;
  if (preview === null) return <p className="cap">{t('fix.previewing')}</p>;
  const what = preview.changes.slice(0, 4).map(({ at, kind, fields, before, after }) => {
    const schema = layers?.find(({ schema: one }) => one.id === at.table)?.schema;
    const title = titleOfFeature({ uid: at.uid, fields }, schema, language);
    const state =
      kind === 'delete'
        ? t('fix.deleted')
        : kind === 'put'
          ? t('fix.created')
          : areaText(before, after, language);
    return `${schema?.name[language] ?? at.table}「${title}」${state}`;
  });
  return <p className="cap">{t('fix.preview', { count: preview.changes.length, what: what.join('；') })}</p>;
}

/** How an area changes; nothing where only fields do. */
function areaText(before: Packed | null, after: Packed | null, language: Language): string {
  if (before === after || before?.kind !== 'polygon' || after?.kind !== 'polygon') return '';
  const of = (shape: Packed): string => sentenceArea(language, polygonAreaM2(shape));
  return ` ${of(before)} → ${of(after)}`;
}
