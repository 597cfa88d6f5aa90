/** How far something has come; null when it cannot be said. */
export function Progress({ label, share }: { readonly label: string; readonly share: number | null }) {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === undefined ? {} : { 'aria-valuenow': percent })}
      className={share === null ? 'bar unknown' : 'bar'}
    >
      <i style={percent === undefined ? {} : { width: `${percent}%` }} />
    </div>
  );
}
