import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ImportReport } from '@spectacles/contracts';
import { registerIcons } from '../appearance/icons';
import { CurrentRegistry } from '../registries/current-registry';
import { button, texts } from '../testing/page';
import { ImportDockerAuth } from './import-docker-auth';

function show() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), CurrentRegistry],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(ImportDockerAuth);
  TestBed.tick();
  const page = fixture.nativeElement as HTMLElement;
  const write = (text: string) => {
    const area = page.querySelector('textarea');
    if (area === null) throw new Error('There is nowhere to paste.');
    area.value = text;
    area.dispatchEvent(new Event('input'));
    TestBed.tick();
  };
  const answer = async (report: ImportReport) => {
    const sent = TestBed.inject(HttpTestingController).expectOne(({ url }) => url === 'api/v1/imports/docker-auth');
    sent.flush(report);
    await fixture.whenStable();
    return sent.request;
  };
  return { page, write, answer };
}

const fine: ImportReport = {
  dryRun: true,
  taken: [{ at: '/users/alice', what: 'The user alice', note: null }],
  refused: [],
  warnings: [{ pointer: '/acl/0', code: 'WIDE', message: 'Matches everybody.' }],
};

describe('the import', () => {
  it('tries first, as the text that the file is, and applies only what was tried', async () => {
    const { page, write, answer } = show();
    write('users: {}');
    button(page, 'Try it').click();
    const request = await answer(fine);
    expect(request.headers.get('Content-Type')).toBe('application/yaml');
    expect(request.body).toBe('users: {}');
    expect(request.params.get('dryRun')).toBe('true');
    expect(texts(page, 'h3')).toEqual(['! Worth a look (1)', '+ Taken (1)']);
    expect(texts(page, 'button')).toContain('Apply it');
    write('users: { mallory: {} }');
    expect(texts(page, 'button')).not.toContain('Apply it');
    expect(texts(page, 'h3')).toEqual([]);
  });

  it('says why something is refused, and offers nothing to apply', async () => {
    const { page, write, answer } = show();
    write('acl: 1');
    button(page, 'Try it').click();
    await answer({ ...fine, taken: [], refused: [{ at: '/acl', reason: 'The list of rules is missing.' }] });
    expect(page.textContent).toContain('Nothing is changed while anything is refused.');
    expect(page.textContent).toContain('The list of rules is missing.');
    expect(texts(page, 'button')).not.toContain('Apply it');
  });
});
