/** Grey shapes where the numbers will be; they appear only when an answer takes its time. */
function Blocks({ kind, count }: { readonly kind: string; readonly count: number }) {
  return Array.from({ length: count }, (_, index) => <span key={index} className={`skeleton skeleton-${kind}`} />);
}

export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="skeletons">
      <Blocks kind="title" count={1} />
      <div className="overview"><div className="tiles"><Blocks kind="tile" count={7} /></div><div className="rail"><Blocks kind="tile" count={2} /></div></div>
    </div>
  );
}

export function ChartsSkeleton() {
  return <div role="status" aria-label="Loading" className="skeletons metric-grid"><Blocks kind="chart" count={4} /></div>;
}

export function RowsSkeleton() {
  return <div role="status" aria-label="Loading" className="skeletons"><Blocks kind="row" count={8} /></div>;
}
