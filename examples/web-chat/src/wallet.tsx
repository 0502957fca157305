import { useOutbox } from '@sora/client/react';
import { useCallback, useEffect, useState } from 'react';
import { useApp } from './app-context.ts';
import { topUp } from './backend.ts';

export function Wallet() {
  const { call, userId } = useApp();
  const { items } = useOutbox();
  const [balance, setBalance] = useState<string>();
  const read = useCallback(() => {
    void call({ method: 'GET', path: `/v1/wallets/${userId}` }).then((verdict) => { if (verdict.kind === 'ok') setBalance(String(verdict.body['balance'])); });
  }, [call, userId]);
  // After each message that was acknowledged: it may have been a paid one.
  useEffect(read, [read, items.length]);
  return (
    <span className="wallet">
      {balance === undefined ? '…' : `${(Number(balance) / 100).toFixed(2)} USD`}
      <button type="button" onClick={() => { void topUp(userId).then(read); }}>Top up</button>
    </span>
  );
}
