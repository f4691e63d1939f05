import { Injectable } from '@nestjs/common';
import { FindStoredName, ProbeName } from '@spectacles/contracts';
import { MessageClient } from '@spectacles/platform';
import { NamespaceNotAvailable, RegistryNotRead } from './namespaces.errors.js';

/** A part of a registry's names, where it is stored, and what is to be pushed there. */
export interface WantedNames {
  readonly registryId: string;
  /** Where the registry is. */
  readonly url: string;
  readonly path: string;
  readonly repository: string;
}

/**
 * What of a registry's names is in use: as the catalog has it from sweeps, and as the registry itself says now. Whoever
 * becomes the owner of a path by pushing first must not become the owner of what others stored there.
 */
@Injectable()
export class StoredNames {
  constructor(private readonly messages: MessageClient) {}

  /** Refuses where something is stored below the path, and where that is not known. */
  async requireNone(wanted: WantedNames, atLeast: number): Promise<void> {
    const { repository, ...known } = wanted;
    const { readAt, name } = await this.messages.request(FindStoredName, known);
    if (name !== null) throw storedAlready(wanted.path);
    if (readAt === null)
      throw new RegistryNotRead(
        'The contents of the registry were not read yet, so that nobody knows what is stored there. ' +
          'It is made by the first push after a sweep has succeeded; an administrator sees the sweeps with the registry.',
      );
    // What came since the last sweep, and not through this house: only the registry knows.
    const probe = await this.messages.request(ProbeName, { ...known, repository, atLeast });
    if (probe.outcome === 'stored') throw storedAlready(wanted.path);
    if (probe.outcome === 'unknown')
      throw new RegistryNotRead(`The registry did not tell what is stored there. ${probe.reason} Push again later.`);
  }
}

function storedAlready(path: string): NamespaceNotAvailable {
  return new NamespaceNotAvailable(
    `Something is stored in "${path}" already. An administrator can make the namespace and give it to you.`,
  );
}
