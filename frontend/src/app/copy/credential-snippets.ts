import type { Client } from '../repositories/pull-commands';

/** A secret with what it is used with. */
export interface HandedCredential {
  readonly host: string;
  readonly username: string;
  readonly secret: string;
  /** What its owner calls it. */
  readonly name: string;
}

const LONGEST_NAME = 63;

/** Logs in without the secret on the command line, where other users and the shell's history could read it. */
export function stdinLogin(client: Client, { host, username }: Pick<HandedCredential, 'host' | 'username'>): string {
  return `${client} login ${host} -u ${shellWord(username)} --password-stdin`;
}

/** A file that logs in when it is run; holds the secret. */
export function loginScript(client: Client, credential: HandedCredential): string {
  return `#!/bin/sh\n${stdinLogin(client, credential)} <<'SECRET'\n${credential.secret}\nSECRET\n`;
}

/** A pull secret as `kubectl apply -f` takes it; holds the secret. */
export function kubernetesSecret({ host, username, secret, name }: HandedCredential): string {
  const auth = base64(`${username}:${secret}`);
  const configuration = JSON.stringify({ auths: { [host]: { username, password: secret, auth } } });
  return [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: ${labelOf(name)}`,
    'type: kubernetes.io/dockerconfigjson',
    'data:',
    `  .dockerconfigjson: ${base64(configuration)}`,
    '',
  ].join('\n');
}

/** A step of GitHub Actions; the secret stays in the repository's secrets. */
export function githubStep({ host, username }: Pick<HandedCredential, 'host' | 'username'>): string {
  return [
    '- uses: docker/login-action@v3',
    '  with:',
    `    registry: ${host}`,
    `    username: ${JSON.stringify(username)}`,
    '    password: ${{ secrets.REGISTRY_SECRET }}',
    '',
  ].join('\n');
}

/** A job of GitLab CI; the secret is a masked variable of the project. */
export function gitlabJob({ host, username }: Pick<HandedCredential, 'host' | 'username'>): string {
  return [
    'push:',
    '  image: docker:cli',
    '  services: [docker:dind]',
    '  before_script:',
    `    - printf %s "$REGISTRY_SECRET" | docker login ${host} -u ${shellWord(username)} --password-stdin`,
    '  script:',
    `    - docker push ${host}/…`,
    '',
  ].join('\n');
}

/** The name as Kubernetes and file systems take it. */
export function labelOf(name: string): string {
  const label = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-+|-+$/g, '');
  return label === '' ? 'registry-pull' : label;
}

function shellWord(word: string): string {
  return /^[\w.@+/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
