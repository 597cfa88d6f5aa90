import type { ReactNode } from 'react';

/** What a place is for and the next step, where there is nothing to show; or what went wrong and the way out. */
export function Empty({
  icon,
  title,
  children,
  actions,
  kind,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly kind?: 'error';
}) {
  return (
    <div className={kind === 'error' ? 'empty error' : 'empty'} role={kind === 'error' ? 'alert' : 'note'}>
      {icon}
      <strong>{title}</strong>
      {children === undefined ? null : <div className="text">{children}</div>}
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
}
