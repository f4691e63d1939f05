/**
 * As many tokens as Node can make on one core: nobody is asked who they are, nothing is decided and nothing recorded, the
 * signatures of a turn are made together and their answers written back to back.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = randomBytes(1100);
const filler = randomBytes(500).toString('base64url');
const BATCH_SIZE = 64;
const waiting = [];

function answerAll() {
  const batch = waiting.splice(0, BATCH_SIZE);
  if (waiting.length > 0) setImmediate(answerAll);
  const signatures = batch.map(() => sign('sha256', data, privateKey).toString('base64url'));
  for (const [index, response] of batch.entries()) {
    const token = filler + signatures[index];
    const body = JSON.stringify({ token, access_token: token });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body, 'latin1');
  }
}

const server = createServer((_request, response) => {
  waiting.push(response);
  if (waiting.length === 1) setImmediate(answerAll);
});
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
