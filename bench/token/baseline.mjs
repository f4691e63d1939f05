/** Plain Fastify that signs each answer at once: what the latency under a steady load is compared with. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { fastify } from 'fastify';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = randomBytes(1100);
const filler = randomBytes(500).toString('base64url');

const server = fastify();
server.get('/token', (_request, reply) => {
  const signature = sign('sha256', data, privateKey).toString('base64url');
  return reply
    .type('application/json')
    .send(JSON.stringify({ token: filler + signature, access_token: filler + signature }));
});
process.send(await server.listen({ host: '127.0.0.1', port: 0 }));
