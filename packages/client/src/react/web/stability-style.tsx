/** Ground and ink of each tone, light and dark: the ink has a contrast of 7 to 1 and more on its ground. */
const tones = {
  green: ['#e7f6ec', '#0a4f26', '#0f2a1a', '#a5e8bc'],
  yellow: ['#fff6d6', '#524000', '#2e2705', '#f3dc7c'],
  blue: ['#e6f0ff', '#0b3a8a', '#0f2140', '#b3cfff'],
  orange: ['#fff0e2', '#6b2d00', '#33200f', '#ffcb9c'],
} as const;

const variables = (ground: 0 | 2) => Object.entries(tones).map(([tone, colours]) => `--sora-${tone}-ground:${colours[ground]};--sora-${tone}-ink:${colours[ground + 1]};`).join('');

// Without weight, so that an app sets the same variables or its own rules and wins. A theme that the app has set on its root goes before the system's.
const css = `
:where(:root){${variables(0)}}
@media (prefers-color-scheme:dark){:where(:root:not([data-theme=light])){${variables(2)}}}
:where([data-theme=dark]){${variables(2)}}
:where(.sora-banner,.sora-fallback){font:500 0.875rem/1.4 system-ui,sans-serif;margin:0}
:where(.sora-banner-line,.sora-fallback){display:flex;gap:.5rem;align-items:center;justify-content:center;padding:.5rem .75rem}
:where(.sora-fallback){flex-direction:column;align-items:stretch;box-sizing:border-box;width:100%;max-width:40rem;margin:0 auto}
${Object.keys(tones).map((tone) => `:where(.sora-banner[data-tone=${tone}],.sora-fallback[data-tone=${tone}]){background:var(--sora-${tone}-ground);color:var(--sora-${tone}-ink)}`).join('\n')}
:where(.sora-fallback textarea,.sora-fallback button){font:inherit;color:inherit;background:transparent;border:1px solid currentcolor;border-radius:.375rem;padding:.5rem;box-sizing:border-box;width:100%}
:where(.sora-fallback button){width:auto;align-self:flex-start;cursor:pointer;padding:.5rem 1rem}
:where(.sora-fallback textarea,.sora-fallback button):focus-visible{outline:3px solid currentcolor;outline-offset:2px}
:where(.sora-icon){flex:none;width:1.125em;height:1.125em}
@keyframes sora-turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:no-preference){:where(.sora-icon[data-turns]){animation:sora-turn 1.6s linear infinite}}
`;

export function StabilityStyle({ nonce }: { readonly nonce: string | undefined }) {
  return <style nonce={nonce}>{css}</style>;
}
