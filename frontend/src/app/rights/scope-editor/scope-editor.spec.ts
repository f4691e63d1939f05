import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form } from '@angular/forms/signals';
import { registerIcons } from '../../appearance/icons';
import { button, field, texts, type } from '../../testing/page';
import { ScopeEditor } from './scope-editor';
import { rowsOf, scopeRow, scopeRules, scopesOf, scopesWords } from './scope-rows';

@Component({
  selector: 'app-host',
  imports: [ScopeEditor],
  template: `<app-scope-editor [rows]="rows" newPattern="team/**" />`,
})
class Host {
  readonly model = signal([scopeRow('', ['pull'])]);
  readonly rows = form(this.model, scopeRules);
}

function show() {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(Host);
  TestBed.tick();
  return { host: fixture.componentInstance, page: fixture.nativeElement as HTMLElement };
}

describe('the editor of limits', () => {
  it('adds a row with a pattern to begin with, and takes one away', () => {
    const { host, page } = show();
    button(page, 'Add a limit').click();
    TestBed.tick();
    expect(host.model().map(({ pattern }) => pattern)).toEqual(['', 'team/**']);
    button(page, 'Remove limit 1').click();
    TestBed.tick();
    expect(host.model().map(({ pattern }) => pattern)).toEqual(['team/**']);
  });

  it('says while typing what a pattern means', () => {
    const { page } = show();
    type(field(page, 'Repositories'), 'team/*/cache');
    TestBed.tick();
    expect(texts(page, '.field-hint')).toContain('Such as team/app/cache, but nothing with further slashes.');
  });

  it('asks for a pattern and for a verb', () => {
    const { host } = show();
    host.model.set([{ ...scopeRow('', []) }]);
    TestBed.tick();
    expect(
      host
        .rows()
        .errorSummary()
        .map(({ message }) => message),
    ).toEqual(['Type a repository, or a pattern such as team/**.', 'Choose at least one of pull, push and delete.']);
  });

  it('reads and writes what the routes take', () => {
    const registryId = '01890000-0000-7000-8000-000000000001';
    const scopes = [
      { registryId, pattern: 'team/**', actions: ['pull' as const, 'push' as const] },
      { pattern: 'base/*', actions: ['pull' as const] },
    ];
    expect(scopesOf(rowsOf(scopes))).toEqual(scopes);
    expect(scopesWords(scopes, 'all')).toBe('pull, push on team/**; pull on base/*');
    expect(scopesWords(null, 'all that you may')).toBe('all that you may');
  });
});
