import { useEffect, useState } from 'react';
import { TASKS } from '../../../shared/exchange/tasks.ts';
import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { titleOfFeature } from '../../i18n/feature-title.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFieldWork } from '../../state/field-work.ts';
import { useLayer } from '../../state/layers.ts';
import { useSession } from '../../state/session.ts';

/** What something that evidence hangs on is called, with its layer; null while that is not known. */
export function useRefTitle(ref: RecordRef | null): string | null {
  const { t, name, language } = useText();
  const [found, setFound] = useState<FeatureRecord | null>(null);
  const layer = useLayer(ref?.table ?? null);
  const task = useFieldWork((state) =>
    ref?.table === TASKS ? (state.tasks?.find(({ uid }) => uid === ref.uid) ?? null) : null,
  );
  const rev = useSession((state) => state.readRev);
  const [table, uid] = [ref?.table, ref?.uid];
  useEffect(() => {
    let ended = false;
    if (table === undefined || uid === undefined || table === TASKS) return;
    void services()
      ?.query.features({ refs: [{ table, uid }] })
      .then((answer) => {
        if (!ended) setFound(answer.ok ? (answer.value[0] ?? null) : null);
      });
    return () => {
      ended = true;
    };
  }, [table, uid, rev]);
  if (ref === null) return null;
  if (task !== null) return t('photos.of-task', { title: task.title });
  if (found === null || found.uid !== ref.uid) return null;
  const title = titleOfFeature(found, layer?.schema, language);
  return layer === undefined ? title : t('photos.of-feature', { layer: name(layer.schema.name), title });
}
