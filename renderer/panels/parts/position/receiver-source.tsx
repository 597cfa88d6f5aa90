import { TriangleAlert } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { askPosition, startPosition, usePosition } from '../../../state/position.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { SourceFields } from './source-fields.tsx';
import { useSourceForm, type SourceKind } from './use-source-form.ts';
import './position.css';

const KINDS: readonly SourceKind[] = ['serial', 'tcp', 'udp', 'file'];

/** What the receiver is read from, and what has become of that. */
export function ReceiverSource() {
  const { t, failure } = useText();
  const service = usePosition((state) => state.service);
  const gone = usePosition((state) => state.gone);
  const form = useSourceForm();
  const status = service?.status ?? { state: 'off', trouble: null };
  const off = status.state === 'off';
  return (
    <section className="sec">
      <h4>
        {t('position.source')}
        <span className="r" role="status" data-source={status.state}>
          {t(`position.source.${status.state}`)}
        </span>
      </h4>
      <div className="pos-block">
        {gone ? (
          <p className="note" role="alert">
            <TriangleAlert className="i" />
            <span className="grow">{t('position.why.gone')}</span>
            <Button onPress={() => void startPosition()}>{t('position.start-again')}</Button>
          </p>
        ) : off ? (
          <>
            <Segmented<SourceKind>
              label={t('position.source')}
              value={form.kind}
              choices={KINDS.map((id) => ({ id, content: t(`position.source.kind.${id}`) }))}
              onChange={form.setKind}
            />
            <SourceFields form={form} />
            <div className="row">
              <Button
                kind="primary"
                onPress={form.connect}
                {...(form.reason === null ? {} : { reason: t(form.reason) })}
              >
                {t(form.kind === 'file' ? 'position.replay' : 'position.connect')}
              </Button>
            </div>
          </>
        ) : (
          <div className="row">
            <span className="grow el">{form.connected}</span>
            <Button onPress={() => void askPosition((client) => client.disconnect({}))}>
              {t(status.state === 'ended' ? 'position.source.close' : 'position.disconnect')}
            </Button>
          </div>
        )}
        {status.trouble === null ? null : (
          <p className="note" role="alert">
            <TriangleAlert className="i" />
            <span>{failure(status.trouble)}</span>
          </p>
        )}
      </div>
    </section>
  );
}
