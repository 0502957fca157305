import type { HealthSummary } from '@sora/core';
import { useEffect, useRef, useState } from 'react';
import { verdictAnnouncement } from './overall-view.ts';

/** Says a changed verdict aloud to a screen reader, and nothing else: numbers change all the time. */
export function Announcer({ summary }: { readonly summary: HealthSummary | undefined }) {
  const before = useRef<HealthSummary>(undefined);
  const [said, say] = useState('');
  useEffect(() => {
    if (summary === undefined) return;
    const words = before.current === undefined ? undefined : verdictAnnouncement(before.current, summary);
    before.current = summary;
    if (words !== undefined) say(words);
  }, [summary]);
  return <p className="unseen" aria-live="polite">{said}</p>;
}
