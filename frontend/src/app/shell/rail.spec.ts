import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { registerIcons } from '../appearance/icons';
import { Rail } from './rail';

function show(collapsed: boolean) {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])],
  });
  TestBed.runInInjectionContext(registerIcons);
  const fixture = TestBed.createComponent(Rail);
  fixture.componentRef.setInput('collapsed', collapsed);
  TestBed.tick();
  const page = fixture.nativeElement as HTMLElement;
  const names = () => [...page.querySelectorAll('a')].map((a) => a.getAttribute('aria-label') ?? a.textContent.trim());
  const toggle = () => page.querySelector('button[aria-expanded]');
  return { fixture, page, names, toggle };
}

describe('the rail', () => {
  it.each([false, true])('names every page (collapsed: %s)', (collapsed) => {
    expect(show(collapsed).names()).toEqual([
      'Spectacles',
      'Home',
      'Repositories',
      'My access and tokens',
      'Namespaces',
      'Groups',
      'Robots',
      'Access simulator',
      'Token log',
      'Activity',
    ]);
  });

  it('collapses to icons by its button, which says so', () => {
    const { page, toggle } = show(false);
    expect(toggle()?.getAttribute('aria-expanded')).toBe('true');
    (toggle() as HTMLButtonElement).click();
    TestBed.tick();
    expect(toggle()?.getAttribute('aria-expanded')).toBe('false');
    expect(page.querySelector('nav')?.textContent).not.toContain('Repositories');
  });

  it('has no such button as a drawer', () => {
    const { fixture, toggle } = show(false);
    fixture.componentRef.setInput('collapsible', false);
    TestBed.tick();
    expect(toggle()).toBeNull();
  });
});
