export function StaleBadge({ stale }: { readonly stale: string | undefined }) {
  return stale === undefined ? null : <p className="stale-badge" role="status">{stale}</p>;
}
