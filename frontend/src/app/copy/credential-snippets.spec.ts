import { githubStep, gitlabJob, kubernetesSecret, labelOf, loginScript, stdinLogin } from './credential-snippets';

const robot = {
  host: 'registry.example.com:5000',
  username: 'team/backend+ci',
  secret: 'spr_verysecret',
  name: 'team/backend+ci',
};

describe('what is taken along with a secret', () => {
  it('logs in without the secret on the command line', () => {
    expect(stdinLogin('podman', robot)).toBe(
      'podman login registry.example.com:5000 -u team/backend+ci --password-stdin',
    );
    expect(stdinLogin('docker', { host: 'h', username: "o'neil $x" })).toBe(
      String.raw`docker login h -u 'o'\''neil $x' --password-stdin`,
    );
  });

  it('hands the secret to the command by its standard input in a script', () => {
    expect(loginScript('docker', robot)).toContain("--password-stdin <<'SECRET'\nspr_verysecret\nSECRET\n");
  });

  it('writes a pull secret that Kubernetes reads', () => {
    const yaml = kubernetesSecret(robot);
    expect(yaml).toContain('type: kubernetes.io/dockerconfigjson');
    expect(yaml).toContain('  name: team-backend-ci\n');
    const data = /dockerconfigjson: (\S+)\n/.exec(yaml)?.[1] ?? '';
    const { auths } = JSON.parse(atob(data)) as { auths: Record<string, { auth: string; password: string }> };
    expect(auths[robot.host]?.password).toBe(robot.secret);
    expect(atob(auths[robot.host]?.auth ?? '')).toBe('team/backend+ci:spr_verysecret');
  });

  it('keeps the secret out of what goes into a repository', () => {
    expect(githubStep(robot) + gitlabJob(robot)).not.toContain(robot.secret);
  });

  it.each([
    ['CI: läuft!', 'ci-l-uft'],
    ['…', 'registry-pull'],
    ['a'.repeat(80), 'a'.repeat(63)],
  ])('calls %j %j where names are narrow', (name, label) => {
    expect(labelOf(name)).toBe(label);
  });
});
