import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { NamespaceView } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { button, field, texts, type } from '../testing/page';
import { DeleteNamespace, type NamespaceDeletion } from './delete-namespace';

const ID = '01890000-0000-7000-8000-000000000001';
const namespace: NamespaceView = {
  id: ID,
  registryId: ID,
  registryName: 'reg',
  publicHost: 'reg:5000',
  path: 'team',
  owner: { kind: 'group', id: ID, name: 'platform' },
  description: '',
  ownAccess: { actions: [], source: '' },
  manageable: true,
  ownRole: null,
  public: false,
  rulesOnly: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

const place = { registryId: ID, registryName: 'reg', namespaceId: ID, path: 'team' };

function show() {
  const deletion: NamespaceDeletion = {
    namespace,
    removal: {
      grants: 2,
      members: 1,
      robots: ['team+ci'],
      owned: [],
      changes: [
        { principal: { kind: 'user', id: ID, name: 'bob' }, place, before: ['pull', 'push', 'browse'], after: [] },
        { principal: { kind: 'everyone', id: null, name: 'everyone' }, place, before: [], after: ['pull', 'browse'] },
      ],
      more: false,
    },
  };
  const close = vi.fn();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      { provide: MAT_DIALOG_DATA, useValue: deletion },
      { provide: MatDialogRef, useValue: { close } },
    ],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(DeleteNamespace);
  TestBed.tick();
  return { fixture, close, page: fixture.nativeElement as HTMLElement, http: TestBed.inject(HttpTestingController) };
}

describe('the question before a namespace goes', () => {
  it('names the robots, and says in words whose rights shrink and whose widen', () => {
    const { page } = show();
    expect(page.textContent).toContain('team+ci');
    const rows = [...page.querySelectorAll<HTMLElement>('tbody tr')].map((row) =>
      texts(row, 'td').map((cell) => cell.replaceAll(/\s+/g, ' ')),
    );
    expect(rows).toEqual([
      ['pull, push', 'nothing'],
      ['nothing', 'pull more than now'],
    ]);
    expect(texts(page, 'tbody th')).toEqual(['bobperson', 'Everyone signed inevery person and robot with an account']);
  });

  it('deletes only once the name was typed', async () => {
    const { fixture, page, http, close } = show();
    button(page, 'Delete the namespace').click();
    await fixture.whenStable();
    http.expectNone(() => true);
    expect(texts(page, '.field-error')).toEqual(['Type team to go on.']);
    type(field(page, 'Type team to confirm'), 'team');
    button(page, 'Delete the namespace').click();
    http
      .expectOne({ method: 'DELETE', url: `api/v1/namespaces/${ID}` })
      .flush(null, { status: 204, statusText: 'Gone' });
    await vi.waitFor(() => {
      expect(close).toHaveBeenCalledWith(true);
    });
  });
});
