export type ShapeKind = 'blocking' | 'error' | 'warning' | 'notice' | 'unchecked';

/**
 * Severity as a shape, so that it survives grey print: filled octagon with bar, filled diamond (must be dealt
 * with), hollow triangle, hollow circle with dot (look at), dashed circle (not established).
 */
export function SeverityShape({ kind }: { readonly kind: ShapeKind }) {
  const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 } as const;
  return (
    <svg viewBox="0 0 16 16" className={`sev-shape ${kind}`} aria-hidden="true">
      {kind === 'blocking' ? (
        <>
          <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
          <rect x="4" y="7" width="8" height="2" className="sev-bar" />
        </>
      ) : null}
      {kind === 'error' ? <path d="M8 1l7 7-7 7-7-7z" fill="currentColor" /> : null}
      {kind === 'warning' ? (
        <>
          <path d="M8 2l6.5 11.5h-13z" {...stroke} strokeLinejoin="round" />
          <path d="M8 6.5v3M8 11.2v.8" {...stroke} />
        </>
      ) : null}
      {kind === 'notice' ? (
        <>
          <circle cx="8" cy="8" r="6.4" {...stroke} />
          <circle cx="8" cy="8" r="2" fill="currentColor" />
        </>
      ) : null}
      {kind === 'unchecked' ? <circle cx="8" cy="8" r="6.2" {...stroke} strokeDasharray="3.2 2.2" /> : null}
    </svg>
  );
}

/** Shape and word; a chip with its own weak fill, or inline. */
export const Severity = ({
  kind,
  word,
  chip,
}: {
  readonly kind: ShapeKind;
  readonly word: string;
  readonly chip?: boolean;
}) => (
  <span className={`sev ${kind}${chip ? ' chip' : ''}`}>
    <SeverityShape kind={kind} />
    {word}
  </span>
);
