// The limit of this machine: `node:http` reads the body, parses the JSON, drops it, and answers as our server does.
import { createServer } from 'node:http';
import { pointsPerFrame } from './frames.ts';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { seq } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly seq: number };
    const receipt = JSON.stringify({ seq, kind: 'accepted', accepted: pointsPerFrame, rejected: [], nextFlushMs: 60_000 });
    response.writeHead(202, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(receipt) });
    response.end(receipt);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`bare server serves on http://127.0.0.1:${address.port}`);
});
