import { emptyRegistry, hostOf, newRegistry, registryChange } from './registry-form';

describe('the form of a registry', () => {
  it('leaves blanks to the server', () => {
    const body = newRegistry({ ...emptyRegistry, name: ' r ', url: 'http://r:5000', service: 'r' });
    expect(body).toMatchObject({ name: 'r', url: 'http://r:5000', service: 'r' });
    expect(body).not.toHaveProperty('publicHost');
    expect(body).not.toHaveProperty('issuer');
    expect(body).not.toHaveProperty('caCertificate');
  });

  it('never changes the service, and takes a certificate away where the field was emptied', () => {
    const change = registryChange({ ...emptyRegistry, service: 'r', caCertificate: '  ' });
    expect(change).not.toHaveProperty('service');
    expect(change.caCertificate).toBeNull();
  });

  it.each([
    ['https://registry.example.org', 'registry.example.org'],
    ['http://localhost:5000/', 'localhost:5000'],
    ['registry', ''],
  ])('suggests for %s the host "%s"', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });
});
