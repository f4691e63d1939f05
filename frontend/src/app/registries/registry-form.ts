import { type FieldTree, required, type SchemaFn, validateStandardSchema } from '@angular/forms/signals';
import {
  type HeaderMode,
  NewRegistry,
  type RegistryChange,
  type RegistryKind,
  type RegistryView,
} from '@spectacles/contracts';
import * as z from 'zod';
import { blankOr, unlessBlank } from '../forms/blank-or';

/** What the form of a registry holds: texts as typed, numbers as numbers. */
export interface RegistryModel {
  name: string;
  url: string;
  kind: RegistryKind;
  service: string;
  publicHost: string;
  issuer: string;
  refuseAnonymous: boolean;
  headerMode: HeaderMode;
  caCertificate: string;
  pullTokenSeconds: number;
  pushTokenSeconds: number;
  /** Only of a registry that is there already. */
  createOnPush: string[];
  createOnPushLimit: number;
  personalNamespaces: boolean;
}

export type RegistryFields = FieldTree<RegistryModel>;

export const emptyRegistry: RegistryModel = {
  name: '',
  url: '',
  kind: 'distribution-3',
  service: '',
  publicHost: '',
  issuer: '',
  refuseAnonymous: false,
  headerMode: 'x5c',
  caCertificate: '',
  pullTokenSeconds: 300,
  pushTokenSeconds: 900,
  createOnPush: [],
  createOnPushLimit: 20,
  personalNamespaces: false,
};

const shape = NewRegistry.shape;
const RegistryForm = z.object({
  name: shape.name,
  url: shape.url,
  service: shape.service,
  publicHost: blankOr(shape.publicHost.unwrap(), 'A host name, with a port where it is not 443.'),
  issuer: blankOr(shape.issuer.unwrap(), 'Printable ASCII.'),
  pullTokenSeconds: z.number().int().min(60, 'At least 60 seconds.').max(86_400, 'At most a day, 86400 seconds.'),
  pushTokenSeconds: z.number().int().min(60, 'At least 60 seconds.').max(86_400, 'At most a day, 86400 seconds.'),
  createOnPushLimit: z.number().int().min(1, 'At least 1.').max(10_000, 'At most 10000.'),
});

/** The rules of the form, from the contract. */
export const registryRules: SchemaFn<RegistryModel> = (path) => {
  required(path.name, { message: 'Give the registry a name.' });
  required(path.url, { message: 'Type the address, such as https://registry.example.org.' });
  required(path.service, { message: 'Type the name that tokens are made out to.' });
  validateStandardSchema(path, () => RegistryForm);
};

/** What a new registry is created from; blanks are the server's to fill in. */
export function newRegistry(model: RegistryModel): NewRegistry {
  return {
    name: model.name.trim(),
    url: model.url.trim(),
    kind: model.kind,
    service: model.service.trim(),
    ...unlessBlank('publicHost', model.publicHost),
    ...unlessBlank('issuer', model.issuer),
    refuseAnonymous: model.refuseAnonymous,
    headerMode: model.headerMode,
    ...unlessBlank('caCertificate', model.caCertificate),
    pullTokenSeconds: model.pullTokenSeconds,
    pushTokenSeconds: model.pushTokenSeconds,
  };
}

export function modelOf(registry: RegistryView): RegistryModel {
  return {
    name: registry.name,
    url: registry.url,
    kind: registry.kind,
    service: registry.service,
    publicHost: registry.publicHost,
    issuer: registry.issuer,
    refuseAnonymous: registry.refuseAnonymous,
    headerMode: registry.headerMode,
    caCertificate: registry.caCertificate ?? '',
    pullTokenSeconds: registry.pullTokenSeconds,
    pushTokenSeconds: registry.pushTokenSeconds,
    createOnPush: registry.createOnPush,
    createOnPushLimit: registry.createOnPushLimit,
    personalNamespaces: registry.personalNamespaces,
  };
}

/** Everything that may change; the service never does. */
export function registryChange(model: RegistryModel): RegistryChange {
  const { service: _service, caCertificate, ...rest } = model;
  return {
    ...rest,
    ...unlessBlank('name', model.name),
    ...unlessBlank('url', model.url),
    caCertificate: caCertificate.trim() === '' ? null : caCertificate.trim(),
  };
}

/** "registry.example.org:5000" of an address, or nothing where it is none. */
export function hostOf(url: string): string {
  return URL.parse(url.trim())?.host ?? '';
}
