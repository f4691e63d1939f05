import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { ActivatedRouteSnapshot, RouterStateSnapshot } from '@angular/router';
import { registerIcons } from '../appearance/icons';
import { Confirmation, type Question } from '../dialogs/confirm';
import { button } from '../testing/page';
import { SecretBlock } from './secret-block';
import { asksForSecret } from './shown-secret';

@Component({
  selector: 'app-host',
  imports: [SecretBlock],
  template: `
    @if (shown()) {
      <app-secret-block
        heading="The token ci"
        secret="spt_secret"
        username="alice"
        name="ci"
        onlyHost="registry.example.com"
        (stored)="stored.set(true)"
      />
    }
  `,
})
class Host {
  readonly shown = signal(true);
  readonly stored = signal(false);
}

function show(answer: boolean) {
  const questions: Question[] = [];
  const confirmation = {
    ask: (question: Question) => {
      questions.push(question);
      return Promise.resolve(answer);
    },
  };
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), { provide: Confirmation, useValue: confirmation }],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(Host);
  TestBed.tick();
  const leave = () =>
    TestBed.runInInjectionContext(() =>
      asksForSecret({}, {} as ActivatedRouteSnapshot, {} as RouterStateSnapshot, {} as RouterStateSnapshot),
    );
  return { host: fixture.componentInstance, page: fixture.nativeElement as HTMLElement, questions, leave };
}

describe('a secret that is shown once', () => {
  it('is asked for before the page is left', async () => {
    const { questions, leave } = show(false);
    expect(await leave()).toBe(false);
    expect(questions.map(({ title }) => title)).toEqual(['Leave without the secret?']);
  });

  it('may be left behind by whoever says so', async () => {
    const { questions, leave } = show(true);
    expect([await leave(), await leave()]).toEqual([true, true]);
    expect(questions).toHaveLength(1);
  });

  it('asks nothing once it is stored', async () => {
    const { host, page, questions, leave } = show(false);
    button(page, 'I have stored it').click();
    expect(host.stored()).toBe(true);
    expect(await leave()).toBe(true);
    expect(questions).toEqual([]);
  });

  it('keeps the browser from closing the page unasked', () => {
    show(false);
    const event = new Event('beforeunload', { cancelable: true });
    globalThis.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('stands in no command line', () => {
    const { page } = show(false);
    const blocks = [...page.querySelectorAll('app-copy-block code')].map(({ textContent }) => textContent);
    expect(blocks[0]).toBe('spt_secret');
    expect(blocks[1]).toBe('docker login registry.example.com -u alice --password-stdin');
  });
});
