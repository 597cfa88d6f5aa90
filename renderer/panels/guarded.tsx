import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { SeverityShape } from '../ui/severity.tsx';

/** A panel of its own: where it fails, it says so in its place and can be tried again. */
export function Guarded({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <ErrorBoundary
      fallback={(message, retry) => (
        <Empty
          kind="error"
          icon={<SeverityShape kind="error" />}
          title={t('ui.panel-failed')}
          actions={<Button onPress={retry}>{t('ui.retry')}</Button>}
        >
          {t('error.internal', { message })}
        </Empty>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
