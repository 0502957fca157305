import type { ServiceErrors } from '@sora/core';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/panel.tsx';
import { serviceErrorsView } from './service-errors-view.ts';

export function ServiceErrorsPanel({ services }: { readonly services: readonly ServiceErrors[] }) {
  const { rows, more } = serviceErrorsView(services);
  return (
    <Panel title="Errors by service" note={more === 0 ? 'worst first' : `worst first, ${more} more`}>
      {rows.length === 0 && <p className="empty">No service has sent a good/total metric yet. <code>ERROR</code> of API or Functions, and <code>SUCCESS</code> of Payments, fill this.</p>}
      {rows.length > 0 && (
        <table className="rows service-errors">
          <thead className="unseen"><tr><th>Service</th><th>Error rate</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} data-service={row.service}>
                <th scope="row"><a href={row.href}>{row.service}</a><small>{row.facts}</small><Bar fill={row.fill} tone="critical" /></th>
                <td>{row.rate}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
