export interface ChartColours {
  readonly low: string;
  readonly main: string;
  readonly high: string;
  readonly fill: string;
  readonly limit: string;
  readonly grid: string;
  readonly axis: string;
}

/** The theme's colours as a canvas takes them: custom properties resolve only where an element wears them. */
export function chartColours(host: HTMLElement): ChartColours {
  const probe = host.appendChild(document.createElement('span'));
  const colour = (name: string) => {
    probe.style.color = `var(--chart-${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { low: colour('low'), main: colour('main'), high: colour('high'), fill: colour('fill'), limit: colour('limit'), grid: colour('grid'), axis: colour('axis') };
  probe.remove();
  return colours;
}
