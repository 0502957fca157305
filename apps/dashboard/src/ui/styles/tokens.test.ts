import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map([...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [name, [light, dark]]));

const grounds = ['ground', 'surface', 'sunken'];
const inks = ['text', 'text-soft', 'text-quiet'];
const tones = ['healthy', 'degraded', 'critical', 'quiet'];
const pairs: readonly (readonly [string, string])[] = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ...tones.flatMap((tone) => [`${tone}-soft`, 'surface', 'ground'].map((ground) => [tone, ground] as const)),
  ['accent', 'surface'], ['accent', 'ground'], ['on-accent', 'accent'], ['chart-axis', 'surface'],
];

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(ink: string, ground: string, theme: 0 | 1): number {
  const [a = 0, b = 0] = [ink, ground].map((name) => luminance(String(tokens.get(name)?.[theme]))).toSorted((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

test('every text colour is legible on every ground it stands on, in light and in dark (WCAG AA, 4.5)', () => {
  const low = pairs.flatMap(([ink, ground]) => ([0, 1] as const).map((theme) => ({ ink, ground, theme, ratio: contrast(ink, ground, theme) }))).filter(({ ratio }) => !(ratio >= 4.5));
  expect(low).toEqual([]);
});

test('lines of a chart can be told from its ground (WCAG AA for graphics, 3)', () => {
  for (const line of ['chart-main', 'chart-high', 'chart-limit']) for (const theme of [0, 1] as const) expect(contrast(line, 'surface', theme), line).toBeGreaterThanOrEqual(3);
});
