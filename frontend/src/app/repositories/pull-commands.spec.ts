import { loginCommand, pullCommand, pushCommand } from './pull-commands';

describe('commands per client', () => {
  it('pulls by tag and by digest', () => {
    expect(pullCommand('docker', 'r.example:5000/team/app', ':v1')).toBe('docker pull r.example:5000/team/app:v1');
    expect(pullCommand('podman', 'r.example/app', '@sha256:ab')).toBe('podman pull r.example/app@sha256:ab');
    expect(pullCommand('skopeo', 'r.example/app', ':v1')).toBe('skopeo copy docker://r.example/app:v1 dir:image');
  });

  it('logs in and pushes', () => {
    expect(loginCommand('nerdctl', 'r.example', 'alice')).toBe('nerdctl login r.example -u alice');
    expect(pushCommand('docker', 'r.example/app:v1')).toBe('docker push r.example/app:v1');
    expect(pushCommand('skopeo', 'r.example/app:v1')).toBe('skopeo copy dir:image docker://r.example/app:v1');
  });
});
