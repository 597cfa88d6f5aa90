/** Rows of bars in their final height while the content is being fetched. */
export function Skeleton({ rows, label }: { readonly rows: number; readonly label: string }) {
  const widths = ['46%', '34%', '42%', '28%', '38%'];
  return (
    <div role="status" aria-label={label} className="skel-rows">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skel-row" aria-hidden="true">
          <span className="skel" style={{ width: 54 }} />
          <span className="skel" style={{ width: widths[row % widths.length] }} />
          <span className="skel end" style={{ width: 40 }} />
        </div>
      ))}
    </div>
  );
}
