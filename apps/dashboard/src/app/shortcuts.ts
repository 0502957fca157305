import { layerNames, metricLayers, type LayerName } from '@sora/core';

export type Action =
  | { readonly kind: 'overview' | 'events' | 'money' | 'chats' | 'rules' | 'theme' | 'refresh' | 'help' }
  | { readonly kind: 'layer'; readonly layer: LayerName };

export interface Shortcut {
  readonly key: string;
  readonly does: string;
  readonly action: Action;
}

/** All of them, as `?` shows them. */
export const shortcuts: readonly Shortcut[] = [
  { key: 'o', does: 'Overview', action: { kind: 'overview' } },
  ...layerNames.map((layer, index): Shortcut => ({ key: String(index + 1), does: metricLayers[layer].title, action: { kind: 'layer', layer } })),
  { key: 'e', does: 'Events', action: { kind: 'events' } },
  { key: 'm', does: 'Money', action: { kind: 'money' } },
  { key: 'c', does: 'Chats', action: { kind: 'chats' } },
  { key: 's', does: 'Security rules', action: { kind: 'rules' } },
  { key: 'r', does: 'Read everything again', action: { kind: 'refresh' } },
  { key: 't', does: 'Light or dark', action: { kind: 'theme' } },
  { key: '?', does: 'This list', action: { kind: 'help' } },
];

interface Press {
  readonly key: string;
  /** Ctrl, Alt or Meta is down: the browser's own shortcut. */
  readonly modified: boolean;
  /** The focus is where one types or chooses. */
  readonly typing: boolean;
}

export function actionOf({ key, modified, typing }: Press): Action | undefined {
  if (modified || typing) return undefined;
  return shortcuts.find((shortcut) => shortcut.key === key)?.action;
}
