const minuteMs = 60_000;

/** Measurements lie in slots of this width for their first minutes. */
const slotMs = 10_000;
/** Up to here the charts show those slots; older measurements may be merged into one point a minute. */
const maxMinutesOfSlots = 15;
const maxSteps = 240;

/** Divisors of an hour, so that steps begin on marks of the clock. With the last, a week has 168 steps. */
const stepMinutes = [1, 2, 5, 10, 15, 30, 60];

/** Which instants a dashboard covers; what it reads from the store is [`fromMs`, `toMs`). */
export interface DashboardWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/**
 * The window of the last minutes, in at most 241 steps. It begins on a whole step, so that looking again a second later
 * shows the same steps and not all of them shifted by a second.
 * @param timeRange minutes, 1 to 10,080
 */
export function dashboardWindow(timeRange: number, nowMs: number): DashboardWindow {
  const stepMs = stepFor(timeRange);
  return { fromMs: startOf(nowMs - timeRange * minuteMs, stepMs), toMs: nowMs, stepMs };
}

/** Start of the step that an instant falls into; steps are counted from the epoch. */
export function startOf(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}

/** How long the step that begins at `atMs` has been measured; the last one only until now, but for at least one slot. */
export function measuredMinutes(atMs: number, { toMs, stepMs }: DashboardWindow): number {
  return Math.max(Math.min(stepMs, toMs - atMs), slotMs) / minuteMs;
}

function stepFor(timeRange: number): number {
  if (timeRange <= maxMinutesOfSlots) return slotMs;
  const minutes = stepMinutes.find((step) => timeRange / step <= maxSteps) ?? Math.ceil(timeRange / maxSteps);
  return minutes * minuteMs;
}
