import { useEffect, useState } from 'react';
import { byteText } from '../../../shared/background/byte-text.ts';
import type { AreaPlan, KnownServer } from '../../../shared/background/types.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { Failure } from '../../../shared/result.ts';
import { backgroundClient, shellClient } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { runJob } from '../../state/jobs.ts';
import { notify, notifyFailure } from '../../state/notices.ts';
import { useLayout } from '../../state/layout.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';

interface Area {
  readonly server: string;
  readonly box: Box;
  readonly minZoom: number;
  readonly maxZoom: number;
}

/** Asks where the file is to be, and saves the area as a job. */
async function save(area: Area, name: string): Promise<void> {
  const client = backgroundClient();
  const chosen = await shellClient().chooseOfflineArea({
    suggested: `${name} ${area.minZoom}-${area.maxZoom}.mbtiles`,
  });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null || client === null) return;
  const { token } = chosen.value;
  useLayout.getState().showTab('jobs');
  const saved = await runJob({ key: 'background.job.area', params: { name } }, (options) =>
    client.saveArea({ ...area, file: token, allowed: true }, options),
  );
  if (!saved.ok) return notifyFailure(saved.error);
  const { saved: n, empty, failed, bytes } = saved.value;
  notify('ok', failed > 0 ? 'background.area-saved-part' : 'background.area-saved', {
    n,
    empty,
    failed,
    size: byteText(bytes),
  });
}

/** Seconds as minutes, at least one. */
const minutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60));

/** Saves what the map shows now of a tile server as a file: zooms, how much that is, and that it is permitted. */
export function AreaDialog({ server }: { readonly server: KnownServer }) {
  const { t, failure } = useText();
  const close = useDialogs((state) => state.close);
  const box = useView((state) => state.box);
  const zoom = useView((state) => Math.round(state.zoom));
  const { minZoom: low, maxZoom: high, name } = server.settings;
  const within = (value: number): number => Math.max(low, Math.min(high, value));
  const [minZoom, setMinZoom] = useState(within(zoom - 1));
  const [maxZoom, setMaxZoom] = useState(within(zoom + 2));
  const [allowed, setAllowed] = useState(false);
  const [plan, setPlan] = useState<AreaPlan | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  useEffect(() => {
    let live = true;
    if (box === null || minZoom > maxZoom) return;
    void backgroundClient()
      ?.planArea({ server: server.id, box, minZoom, maxZoom })
      .then((answer) => {
        if (!live) return;
        setPlan(answer.ok ? answer.value : null);
        setProblem(answer.ok ? null : answer.error);
      });
    return () => {
      live = false;
    };
  }, [server.id, box, minZoom, maxZoom]);
  const levels = Array.from({ length: high - low + 1 }, (_unused, i) => ({
    id: String(low + i),
    label: String(low + i),
  }));
  const good = box !== null && plan !== null && !plan.tooMany && minZoom <= maxZoom;
  return (
    <Dialog
      title={t('background.area-title', { name })}
      closeLabel={t('ui.close')}
      onClose={close}
      className="background-dialog"
      footer={
        <>
          <span className="grow cap" role="alert">
            {problem ? failure(problem) : ''}
          </span>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!good || !allowed}
            onPress={() => {
              if (box !== null) void save({ server: server.id, box, minZoom, maxZoom }, name);
              close();
            }}
          >
            {t('background.area-save')}
          </Button>
        </>
      }
    >
      <p>{t('background.area-about')}</p>
      <div className="background-fields">
        <div className="two">
          <Select
            label={t('background.min-zoom')}
            value={String(minZoom)}
            choices={levels}
            onChange={(id) => {
              setMinZoom(Number(id));
              setMaxZoom(Math.max(maxZoom, Number(id)));
            }}
          />
          <Select
            label={t('background.max-zoom')}
            value={String(maxZoom)}
            choices={levels}
            onChange={(id) => {
              setMaxZoom(Number(id));
              setMinZoom(Math.min(minZoom, Number(id)));
            }}
          />
        </div>
        {plan === null ? null : (
          <dl className="background-facts">
            <dt>{t('background.area-tiles')}</dt>
            <dd className="num">{plan.tiles}</dd>
            <dt>{t('background.area-size')}</dt>
            <dd className="num">
              {t(plan.measured ? 'background.area-measured' : 'background.area-guess', {
                size: byteText(plan.bytes),
              })}
            </dd>
            <dt>{t('background.area-time')}</dt>
            <dd className="num">{t('background.area-minutes', { n: minutes(plan.seconds) })}</dd>
          </dl>
        )}
        {plan?.tooMany ? (
          <p className="background-note" role="alert">
            {t('background.area-too-many', { n: plan.tiles, limit: plan.limit })}
          </p>
        ) : null}
        <div className="background-terms">
          <p className="cap">{t('background.area-terms')}</p>
          <Checkbox selected={allowed} onChange={setAllowed}>
            {t('background.area-allowed')}
          </Checkbox>
        </div>
      </div>
    </Dialog>
  );
}
