/** S: bare ES256 signatures per core-second, of data as long as a token. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { cpuSeconds } from './machine.mjs';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = randomBytes(1100);
const forSeconds = Number(process.argv[2]);

const signUntil = (moment) => {
  let count = 0;
  while (performance.now() < moment) {
    for (let index = 0; index < 100; index += 1) sign('sha256', data, privateKey);
    count += 100;
  }
  return count;
};

signUntil(performance.now() + 300);
const before = cpuSeconds(process.pid);
const count = signUntil(performance.now() + forSeconds * 1000);
process.stdout.write(JSON.stringify({ perCoreSecond: count / (cpuSeconds(process.pid) - before) }));
