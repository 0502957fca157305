import { TimeChart } from '../../ui/chart/time-chart.tsx';
import type { ChartView } from '../../ui/chart/chart-view.ts';
import { Panel } from '../../ui/panel.tsx';

export function BalanceChart({ view, unit }: { readonly view: ChartView; readonly unit: string }) {
  return <Panel title="Running balance" note={`${unit}, of the postings below`}><TimeChart view={view} name="Running balance" hover={ignore} /></Panel>;
}

/** The rows below say what each point is. */
function ignore(): void {}
