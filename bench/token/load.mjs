/** The clients: keep-alive connections that ask for tokens, each request of another user for a repository of theirs. */
import { connect } from 'node:net';
import { clearInterval, setInterval } from 'node:timers';
import { cpuSeconds } from './machine.mjs';
import { GRANTS_PER_NAMESPACE, granteeOf, NAMESPACES, namespacePath, SERVICE, tokenOf, userName } from './policy.mjs';

const DISTINCT_USERS = 2_000;

/** What stands in a text for the number of its request, where each asks for another repository. */
const NUMBER = '00000000';

/** What a request presents: the user's password or token, a wrong password from an address of its own, or nothing. */
const presentations = {
  password: (user) => basic(user, `a password of ${user}`),
  token: (user) => basic(user, tokenOf(user)),
  wrong: (user, number) =>
    `${basic(user, `wrong ${number} ${performance.now()}`)}X-Forwarded-For: 10.${(number >> 8) & 255}.${number & 255}.1\r\n`,
  nothing: () => '',
};
const basic = (user, secret) => `Authorization: Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}\r\n`;

function requests({ host, port, path, presents, different = false }) {
  const made = [];
  const users = new Set();
  const repository = different ? `app${NUMBER}` : 'app';
  for (let number = 0; users.size < DISTINCT_USERS; number += 1) {
    const namespace = (number * 31) % NAMESPACES;
    const user = userName(granteeOf(namespace, number % GRANTS_PER_NAMESPACE));
    if (users.has(user)) continue;
    users.add(user);
    made.push(
      Buffer.from(
        `GET ${path}?account=${user}&scope=repository%3A${namespacePath(namespace)}%2F${repository}%3Apull%2Cpush&service=${SERVICE} HTTP/1.1\r\n` +
          `Host: ${host}:${port}\r\n${presentations[presents](user, made.length)}User-Agent: bench\r\nAccept: */*\r\n\r\n`,
      ),
    );
  }
  return made;
}

/** Numbers requests that ask each for something else: none is like another, so that nothing is counted instead of written. */
class Numbering {
  constructor() {
    this.places = new Map();
    this.last = 0;
  }

  number(text) {
    const place = this.places.get(text) ?? text.indexOf(NUMBER);
    this.places.set(text, place);
    if (place === -1) return;
    this.last += 1;
    text.write(String(this.last).padStart(NUMBER.length, '0'), place, 'latin1');
  }
}
const numbering = new Numbering();

/** A connection with one request under way; tells the status and size of each answer. */
class Client {
  constructor({ host, port }, onAnswer) {
    this.rest = Buffer.alloc(0);
    this.busy = false;
    this.onAnswer = onAnswer;
    this.socket = connect({ host, port, noDelay: true });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('error', reject);
    });
    this.socket.on('data', (data) => this.read(data));
  }

  send(request, dueAt) {
    this.busy = true;
    this.dueAt = dueAt;
    numbering.number(request);
    this.socket.write(request);
  }

  read(data) {
    const buffer = this.rest.length === 0 ? data : Buffer.concat([this.rest, data]);
    const end = buffer.indexOf('\r\n\r\n');
    const length = end === -1 ? null : /content-length: (\d+)/i.exec(buffer.toString('latin1', 0, end));
    if (length === null || buffer.length < end + 4 + Number(length[1])) {
      this.rest = buffer;
      return;
    }
    this.rest = Buffer.alloc(0);
    this.busy = false;
    this.onAnswer(this, buffer.toString('latin1', 9, 12) === '200', performance.now() - this.dueAt);
  }
}

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

function summary(latencies, failures, milliseconds) {
  const sorted = latencies.sort((a, b) => a - b);
  return {
    requests: sorted.length,
    failures,
    seconds: milliseconds / 1000,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
  };
}

/** Every connection asks again as soon as it is answered. */
async function closedLoop(target, texts, { connections, seconds }) {
  const latencies = [];
  let failures = 0;
  let next = 0;
  let running = true;
  const clients = Array.from(
    { length: connections },
    () =>
      new Client(target, (client, ok, latency) => {
        latencies.push(latency);
        if (!ok) failures += 1;
        if (running) client.send(texts[(next += 1) % texts.length], performance.now());
      }),
  );
  await Promise.all(clients.map((client) => client.opened));
  const startedAt = performance.now();
  for (const client of clients) client.send(texts[(next += 1) % texts.length], performance.now());
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  running = false;
  const elapsed = performance.now() - startedAt;
  for (const client of clients) client.socket.destroy();
  return summary(latencies, failures, elapsed);
}

/** Requests come at a rate, whatever the answers do; the wait for a free connection counts as latency. */
async function openLoop(target, texts, { connections, seconds, rate }) {
  const latencies = [];
  const waiting = [];
  let failures = 0;
  let next = 0;
  const clients = Array.from(
    { length: connections },
    () =>
      new Client(target, (client, ok, latency) => {
        latencies.push(latency);
        if (!ok) failures += 1;
        const dueAt = waiting.shift();
        if (dueAt !== undefined) client.send(texts[(next += 1) % texts.length], dueAt);
      }),
  );
  await Promise.all(clients.map((client) => client.opened));
  const startedAt = performance.now();
  let sent = 0;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - startedAt;
      for (; sent < (elapsed * rate) / 1000; sent += 1) {
        const dueAt = startedAt + (sent * 1000) / rate;
        const free = clients.find((client) => !client.busy);
        if (free === undefined) waiting.push(dueAt);
        else free.send(texts[(next += 1) % texts.length], dueAt);
      }
      if (elapsed < seconds * 1000) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  const elapsed = performance.now() - startedAt;
  for (const client of clients) client.socket.destroy();
  return summary(latencies, failures, elapsed);
}

/** Each request once, one after the other on each connection: every password is verified and remembered. */
async function warmUp(target, texts, { connections }) {
  let next = 0;
  let failures = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      await new Promise((resolve, reject) => {
        const step = (client) => {
          const text = texts[next];
          next += 1;
          if (text === undefined) {
            client.socket.destroy();
            resolve();
          } else client.send(text, performance.now());
        };
        const client = new Client(target, (answered, ok) => {
          if (!ok) failures += 1;
          step(answered);
        });
        client.opened.then(() => step(client), reject);
      });
    }),
  );
  return { requests: texts.length, failures };
}

const job = JSON.parse(process.argv[2]);
const url = new URL(job.url);
const target = { host: url.hostname, port: Number(url.port), path: url.pathname };
const texts = requests({ ...target, presents: job.presents });
const run = { closed: closedLoop, open: openLoop, warm: warmUp }[job.kind];
const result = await run(target, texts, job);
process.stdout.write(JSON.stringify({ ...result, cpuSeconds: cpuSeconds(process.pid) }));
