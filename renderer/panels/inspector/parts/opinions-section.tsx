import { useEffect, useState } from 'react';
import { allRows } from '../../../../shared/bridge/rows-schemas.ts';
import type { FeatureRecord, FieldValue } from '../../../../shared/model/record.ts';
import { codeEntry } from '../../../../shared/model/code-list.ts';
import { isOpinionLayer } from '../../../../shared/notice/opinion-layer.ts';
import { services } from '../../../bridge/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useCamera } from '../../../state/camera.ts';
import { useLayers } from '../../../state/layers.ts';
import { useSelection } from '../../../state/selection.ts';
import { useSession } from '../../../state/session.ts';
import type { Box } from '../../../../shared/geometry/packed.ts';

/** Opinions that are listed of one feature. */
const LISTED = 50;
const FIELDS = ['text', 'person', 'written_on', 'state'] as const;

interface Row {
  readonly uid: string;
  readonly values: readonly FieldValue[];
  readonly box: Box | null;
}

/** What people said of a feature in public notices. A uid has no quotes in it, and nothing else is asked for. */
export function OpinionsSection({ feature: { uid } }: { readonly feature: FeatureRecord }) {
  const { t, language } = useText();
  const layer = useLayers(
    (state) => state.layers?.find(({ schema }) => isOpinionLayer(schema))?.schema.id ?? null,
  );
  const rev = useSession((state) => state.readRev);
  const [found, setFound] = useState<{
    readonly of: string;
    readonly total: number;
    readonly rows: readonly Row[];
  }>();
  useEffect(() => {
    if (layer === null || !/^[\w-]{1,64}$/.test(uid)) return;
    let wanted = true;
    void (async () => {
      const query = services()?.query;
      const filter = { ...allRows(layer), expression: `subject_uid = '${uid}'` };
      const opened = await query?.openRows({ filter, sort: [{ field: 'written_on', descending: true }] });
      if (!opened?.ok || !wanted) return;
      const { view, total } = opened.value;
      const page =
        total === 0 ? null : await query?.rowPage({ view, fields: [...FIELDS], offset: 0, limit: LISTED });
      if (wanted) setFound({ of: uid, total, rows: page?.ok ? page.value.rows : [] });
    })();
    return () => {
      wanted = false;
    };
    // Asked again with each revision: an opinion may have come or been answered.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [layer, uid, rev]);
  if (layer === null || found === undefined || found.of !== uid || found.total === 0) return null;
  const show = ({ uid: opinion, box }: Row): void => {
    useSelection.getState().set([{ table: layer, uid: opinion }]);
    if (box !== null) useCamera.getState().goTo([box[0], box[1]], null);
  };
  return (
    <section className="sec">
      <h4>
        {t('notice.opinions')}
        <span className="r">{found.total}</span>
      </h4>
      <ul className="stack">
        {found.rows.map((row) => {
          const [said, person, day, state] = row.values.map((value) => String(value ?? ''));
          return (
            <li key={row.uid}>
              <button type="button" onClick={() => show(row)} title={said}>
                <span className="grow">
                  {said}
                  <span className="cap">
                    {' '}
                    {[person, day, codeEntry('opinion_state', state ?? '')?.label[language] ?? state]
                      .filter((one) => one !== '')
                      .join(' · ')}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
