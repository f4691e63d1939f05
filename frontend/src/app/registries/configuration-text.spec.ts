import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { RegistryView } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { button } from '../testing/page';
import { type ConfigurationChoice, ConfigurationText } from './configuration-text';

const ID = '01890000-0000-7000-8000-000000000001';
const registry: RegistryView = {
  id: ID,
  service: 'my-registry',
  name: 'My registry',
  url: 'http://registry.example.org:5000',
  publicHost: 'registry.example.org',
  issuer: 'Auth service',
  kind: 'distribution-3',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: null,
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  createOnPushLimit: 20,
  personalNamespaces: false,
  realm: 'http://auth.example.org/token',
  createdAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

function show(asked: { askedVersion?: string; askedFormat?: string }) {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(ConfigurationText);
  for (const [name, value] of Object.entries({ registry, ...asked })) fixture.componentRef.setInput(name, value);
  TestBed.tick();
  return { fixture, page: fixture.nativeElement as HTMLElement, http: TestBed.inject(HttpTestingController) };
}

function asks(http: HttpTestingController): string {
  return http.expectOne(({ url }) => url.includes(`registries/${ID}/`)).request.urlWithParams.split('?')[1] ?? '';
}

describe('the configuration to copy', () => {
  it('is for the version that the registry is of, as a file, where the address says nothing it knows', () => {
    const { http } = show({ askedVersion: '9', askedFormat: 'toml' });
    const query = new URLSearchParams(asks(http));
    expect([query.get('version'), query.get('format')]).toEqual(['3', 'yaml']);
  });

  it('is for the version and in the form that the address names', () => {
    const { http } = show({ askedVersion: 'zot', askedFormat: 'environment' });
    const query = new URLSearchParams(asks(http));
    expect([query.get('version'), query.get('format')]).toEqual(['zot', 'environment']);
  });

  it('tells what was chosen, and nothing for what is usual', () => {
    const { fixture, page } = show({ askedVersion: '2' });
    const told: ConfigurationChoice[] = [];
    fixture.componentInstance.chosen.subscribe((choice) => told.push(choice));
    button(page, 'Compose').click();
    button(page, 'Distribution 3').click();
    expect(told).toEqual([
      { version: '2', format: 'compose' },
      { version: null, format: 'compose' },
    ]);
  });
});
