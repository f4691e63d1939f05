import { inject } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';

/** Our own outlined set on a 24-unit grid, drawn with strokes so that one colour and one weight fit everywhere. */
const drawings = {
  home: 'M4 11.500 12 4.500l8 7M6 10v9.500h4.500V14h3v5.500H18V10',
  box: 'm12 3.500 7.500 4.200v8.600L12 20.500l-7.500-4.200V7.700zM4.800 8l7.200 4 7.200-4M12 12v8.300',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 20 20',
  key: 'M8 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 12.500 19.500 4M16 7.500l3 3M13.500 10l2 2',
  folder: 'M3.500 6.500h6l2 2.500h9v10h-17z',
  shield: 'M12 3.500 19 6v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6z',
  server: 'M4 5h16v6H4zM4 13h16v6H4zM7 8h.01M7 16h.01',
  people:
    'M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19.500c.6-3.300 3.200-5 6.500-5s5.900 1.700 6.500 5M15.500 4.800a3.500 3.500 0 0 1 0 6.500M18 14.800c2 .8 3.200 2.400 3.500 4.700',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.6-4 3.700-6 7.500-6s6.900 2 7.500 6',
  robot:
    'M5 9h14v10.500H5zM12 5v4M12 4.500h.01M9 13.500h.01M15 13.500h.01M9.500 16.800h5M2.500 12.500v3M21.500 12.500v3',
  question:
    'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM9.800 9.600a2.300 2.300 0 1 1 3.300 2.100c-.7.400-1.100.8-1.100 1.600M12 16.300h.01',
  list: 'M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500h.01M4.500 12h.01M4.500 17.500h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  collapse: 'M4 5h16v14H4zM9.500 5v14M16 9.500 13.500 12l2.500 2.500',
  expand: 'M4 5h16v14H4zM9.500 5v14M13.500 9.500 16 12l-2.500 2.500',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  plus: 'M12 5v14M5 12h14',
  close: 'm6 6 12 12M18 6 6 18',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  warning: 'M12 4 21 19.500H3zM12 10v4.500M12 17.200h.01',
  failed: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM9 9l6 6M15 9l-6 6',
  info: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 11v5.500M12 8h.01',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  refresh: 'M19.500 12a7.500 7.500 0 1 1-2.200-5.300L19.500 9M19.500 4v5h-5',
  clock: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2',
  'arrow-right': 'M4.500 12h15M13.500 6l6 6-6 6',
  'sign-out': 'M10 4.500H4.500v15H10M14.500 8l4 4-4 4M9 12h9.500',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z',
  screen: 'M3.500 5h17v11.500h-17zM9 20h6M12 16.500V20',
  up: 'm6 14.500 6-6 6 6',
  settings: 'M4 7h8M18 7h2M15 9.500v-5M4 17h2M12 17h8M9 19.500v-5M4 12h16',
  down: 'm6 9.500 6 6 6-6',
  trash: 'M4.500 7h15M9.500 7V4h5v3M6.500 7l1 13h9l1-13M10 11v5.500M14 11v5.500',
  download: 'M12 4v11M7 10.500l5 5 5-5M4.500 20h15',
  edit: 'M4.500 19.500 5.500 15 16 4.500l3.500 3.500L9 18.500z',
  globe:
    'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM3.500 12h17M12 3.500c2.300 2.400 3.500 5.200 3.500 8.500s-1.200 6.100-3.500 8.500c-2.300-2.400-3.500-5.200-3.500-8.500s1.200-6.100 3.500-8.500z',
} as const;

/** Names that `svgIcon` takes. */
export type IconName = keyof typeof drawings;

/** Registers the icons as literals: nothing is fetched. */
export function registerIcons(): void {
  const registry = inject(MatIconRegistry);
  const sanitizer = inject(DomSanitizer);
  for (const [name, path] of Object.entries(drawings)) {
    const width = name === 'more' ? '2.800' : '1.700';
    const svg = `<svg display="block" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;
    registry.addSvgIconLiteral(name, sanitizer.bypassSecurityTrustHtml(svg));
  }
}
