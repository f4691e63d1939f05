import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { readRegistryConfiguration, type RegistryView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { CopyBlock } from '../copy/copy-block';
import { LoadState } from '../feedback/load-state';

const VERSIONS = ['2', '3', 'zot'] as const;
const FORMATS = ['yaml', 'compose', 'environment'] as const;
type Version = (typeof VERSIONS)[number];
type Format = (typeof FORMATS)[number];

/** What was chosen to be shown; null is what would be shown anyway. */
export interface ConfigurationChoice {
  readonly version: Version | null;
  readonly format: Format | null;
}

const USUAL_FORMAT: Format = 'yaml';
const versions: Record<RegistryView['kind'], Version> = { 'distribution-2': '2', 'distribution-3': '3', zot: 'zot' };

/** What to paste into the registry, for each version of it and each way to run it. */
@Component({
  selector: 'app-configuration-text',
  imports: [CopyBlock, LoadState, MatButtonToggle, MatButtonToggleGroup],
  template: `
    <div class="choices">
      <mat-button-toggle-group
        aria-label="Version of the registry"
        hideSingleSelectionIndicator
        [value]="version()"
        (change)="version.set($event.value); tell()"
      >
        <mat-button-toggle value="2">Distribution 2</mat-button-toggle>
        <mat-button-toggle value="3">Distribution 3</mat-button-toggle>
        <mat-button-toggle value="zot">zot</mat-button-toggle>
      </mat-button-toggle-group>
      <mat-button-toggle-group
        aria-label="Form of the configuration"
        hideSingleSelectionIndicator
        [value]="format()"
        (change)="format.set($event.value); tell()"
      >
        <mat-button-toggle value="yaml">File</mat-button-toggle>
        <mat-button-toggle value="compose">Compose</mat-button-toggle>
        <mat-button-toggle value="environment">Environment</mat-button-toggle>
      </mat-button-toggle-group>
    </div>
    @if (text.value(); as text) {
      <app-copy-block [text]="text" what="configuration" [tall]="true" />
    } @else {
      <app-load-state [of]="text" [rows]="8" />
    }
    <p>
      The registry also needs our public key:
      <a [href]="bundle()" download="spectacles-bundle.pem">download spectacles-bundle.pem</a>
      @if (version() !== '2') {
        or <a [href]="jwks()" download="spectacles-jwks.json">spectacles-jwks.json</a>
      }
      and put it where the configuration says. Then restart the registry.
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
    }
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
    }
  `,
})
export class ConfigurationText {
  readonly registry = input.required<RegistryView>();
  /** What is asked for, perhaps by the address of the page; anything else is as if nothing were. */
  readonly askedVersion = input<string>();
  readonly askedFormat = input<string>();
  readonly chosen = output<ConfigurationChoice>();
  private readonly usualVersion = computed(() => versions[this.registry().kind]);
  protected readonly version = linkedSignal(
    () => VERSIONS.find((version) => version === this.askedVersion()) ?? this.usualVersion(),
  );
  protected readonly format = linkedSignal<Format>(
    () => FORMATS.find((format) => format === this.askedFormat()) ?? USUAL_FORMAT,
  );
  protected readonly text = inject(ConsoleClient).read(readRegistryConfiguration, () => ({
    params: { id: this.registry().id },
    query: { format: this.format(), version: this.version() },
  }));
  protected readonly bundle = computed(() => `keys/bundle.pem?service=${encodeURIComponent(this.registry().service)}`);
  protected readonly jwks = computed(() => `keys/jwks.json?service=${encodeURIComponent(this.registry().service)}`);

  protected tell(): void {
    const [version, format] = [this.version(), this.format()];
    this.chosen.emit({
      version: version === this.usualVersion() ? null : version,
      format: format === USUAL_FORMAT ? null : format,
    });
  }
}
