import { useEffect, useRef } from 'react';
import { actionOf, type Action } from './shortcuts.ts';

/** Does what a pressed key stands for. */
export function useShortcuts(act: (action: Action) => void): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      const action = actionOf({ key: event.key, modified: event.ctrlKey || event.metaKey || event.altKey, typing: isTyping(event.target) });
      if (action === undefined) return;
      event.preventDefault();
      latest.current(action);
    }
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, select, textarea, [contenteditable], dialog *');
}
