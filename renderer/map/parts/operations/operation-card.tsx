import { X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Committed } from '../../../../shared/change/change.ts';
import { useText } from '../../../i18n/use-text.ts';
import { execute } from '../../../state/edit.ts';
import { endFixPreview, previewFix, useFixPreview } from '../../../state/fix-preview.ts';
import { notify, notifyFailure } from '../../../state/notices.ts';
import { useSession } from '../../../state/session.ts';
import { useOperation } from '../../../state/operation.ts';
import { stepHistory } from '../../../state/undo.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';

/** A figure is typed to its end before its effect is asked for, ms. */
const REST_MS = 250;

/**
 * An operation with what it is set to: its effect is shown on the map while it is set, and it is run as one step.
 * @param params null while something is missing
 */
export function OperationCard({
  title,
  command,
  params,
  previews,
  note,
  children,
  onDone,
}: {
  readonly title: string;
  readonly command: string;
  readonly params: Readonly<Record<string, unknown>> | null;
  /** Whether its effect can be shown before it is run. */
  readonly previews: boolean;
  readonly note?: string;
  readonly children?: ReactNode;
  readonly onDone?: (commit: Committed) => void;
}) {
  const { t, failure } = useText();
  const close = useOperation((state) => state.close);
  const [busy, setBusy] = useState(false);
  const wanted = params && previews ? JSON.stringify(params) : null;
  const key = `${command} ${wanted}`;
  const asked = useRef(false);
  const rev = useSession((state) => state.blueprint?.rev);
  // Fixes that are looked at and drags have previews of their own; what they say is not about this.
  const of = useFixPreview((state) => state.of);
  const wrong = useFixPreview((state) => (state.of === key ? state.failure : null));
  const preview = useFixPreview((state) => (state.of === key ? state.preview : null));
  const none = of === null;
  useEffect(() => {
    if (wanted === null) return endFixPreview();
    const timer = setTimeout(() => {
      asked.current = true;
      void previewFix(key, command, JSON.parse(wanted));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [command, wanted, key, rev]);
  // Another's preview is over: this one is shown again.
  useEffect(() => {
    if (none && asked.current && wanted !== null && !busy) void previewFix(key, command, JSON.parse(wanted));
  }, [none, busy, command, wanted, key]);
  useEffect(() => endFixPreview, []);
  const run = async (): Promise<void> => {
    if (!params) return;
    setBusy(true);
    endFixPreview();
    const done = await execute(command, params);
    setBusy(false);
    if (!done.ok) return notifyFailure(done.error);
    close();
    onDone?.(done.value);
    notify('info', done.value.label, done.value.params, {
      key: 'ui.undo',
      run: () => void stepHistory('undo'),
    });
  };
  return (
    <form
      className="map-float map-operation"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div className="row">
        <b className="grow">{title}</b>
        <IconButton label={t('ui.close')} onPress={close}>
          <X className="i" />
        </IconButton>
      </div>
      <div className="body">
        {children}
        {wrong ? <p className="help bad">{failure(wrong)}</p> : null}
        {preview ? <p className="help">{t(preview.label, preview.params)}</p> : null}
        {note ? <p className="help">{note}</p> : null}
      </div>
      <div className="row end">
        <Button kind="bare" onPress={close}>
          {t('ui.cancel')}
        </Button>
        <Button kind="primary" disabled={busy || params === null} onPress={() => void run()}>
          {t('map.operation.run')}
        </Button>
      </div>
    </form>
  );
}
