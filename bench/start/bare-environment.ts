import { delimiter } from 'node:path';

/** Without what this very run of npm has set: its Node.js, its cache, its settings, and SORA's. Where packages come from stays. */
export function bareEnvironment(own: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const isOurs = (name: string) => (name.startsWith('npm_') && !/^npm_config_(registry|https?_proxy|proxy|noproxy|cafile)$/.test(name)) || /^(SORA_|NODE_OPTIONS$|DATABASE_URL$|INIT_CWD$)/.test(name);
  const kept = Object.entries(process.env).filter(([name]) => !isOurs(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !/node_modules[\\/]\.bin|node-gyp-bin/.test(folder)).join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, ...own };
}
