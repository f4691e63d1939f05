import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { NamespaceView } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { button, field, type } from '../testing/page';
import { NewRobot } from './new-robot';

const ID = '01890000-0000-7000-8000-000000000001';
const namespace: NamespaceView = {
  id: ID,
  registryId: ID,
  registryName: 'Main',
  publicHost: 'registry.example.com',
  path: 'team/backend',
  owner: { kind: 'user', id: ID, name: 'alice' },
  description: '',
  ownAccess: { actions: ['pull'], source: '' },
  manageable: true,
  ownRole: null,
  public: false,
  rulesOnly: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

async function show() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(NewRobot);
  TestBed.tick();
  const http = TestBed.inject(HttpTestingController);
  for (const request of http.match(({ url }) => url === 'api/v1/namespaces')) {
    request.flush({ items: [namespace], next: null });
  }
  const page = fixture.nativeElement as HTMLElement;
  await vi.waitFor(() => {
    expect(page.textContent).toContain('team/backend');
  });
  const submit = async (): Promise<TestRequest> => {
    button(page, 'Make the robot').click();
    return vi.waitFor(() => http.expectOne({ method: 'POST', url: 'api/v1/robots' }));
  };
  return { page, submit };
}

describe('making a robot', () => {
  it('fills the form for a build job in the only namespace that the person runs', async () => {
    const { page, submit } = await show();
    type(field(page, 'Name'), 'ci');
    TestBed.tick();
    expect(page.textContent).toContain('It logs in as team/backend+ci.');
    const { request } = await submit();
    expect(request.body).toMatchObject({
      name: 'ci',
      namespaceId: ID,
      scopes: [{ pattern: 'team/backend/**', actions: ['pull', 'push'] }],
    });
  });

  it('takes what another preset says', async () => {
    const { page, submit } = await show();
    type(field(page, 'Name'), 'prod');
    page.querySelectorAll<HTMLInputElement>('input[name="preset"]')[1]?.click();
    TestBed.tick();
    const { request } = await submit();
    expect(request.body).toMatchObject({ scopes: [{ pattern: 'team/backend/**', actions: ['pull'] }] });
  });

  it('asks for a name before anything is sent', async () => {
    const { page } = await show();
    button(page, 'Make the robot').click();
    await vi.waitFor(() => {
      expect(page.querySelector('[role="alert"]')?.textContent).toContain('Choose a name.');
    });
    TestBed.inject(HttpTestingController).expectNone({ method: 'POST', url: 'api/v1/robots' });
  });
});
