import { formatRoute } from '../../app/route.ts';
import { Bar } from '../../ui/bar.tsx';
import { withRegion, withService, type LayerRoute } from '../layer-head/filter-view.ts';
import type { SplitRow, SplitView } from './split-view.ts';

export function SplitTable({ split, route }: { readonly split: SplitView; readonly route: LayerRoute }) {
  return (
    <table className="rows">
      <thead><tr><th scope="col">{split.label}</th><th scope="col">{split.statistic}</th><th scope="col">n</th></tr></thead>
      <tbody>{split.rows.map((row) => <Row key={row.value} row={row} href={addressOf(split.label, row.value, route)} />)}</tbody>
      {split.more > 0 && <tfoot><tr><td colSpan={3}>{split.more} more: choose one above</td></tr></tfoot>}
    </table>
  );
}

function Row({ row, href }: { readonly row: SplitRow; readonly href: string }) {
  return (
    <tr data-part={row.name}>
      <th scope="row">{row.value === '' ? row.name : <a href={href}>{row.name}</a>}<Bar fill={row.fill} /></th>
      <td>{row.figure}</td>
      <td className="quiet">{row.n}</td>
    </tr>
  );
}

function addressOf(label: string, value: string, route: LayerRoute): string {
  return formatRoute(label === 'Service' ? withService(route, value) : withRegion(route, value));
}
