import type { NewNamespace } from '@spectacles/contracts';
import type { PickedPrincipal } from '../rights/picked-principal';

/** People and groups own; the forms let nothing else be chosen. */
export function ownerOf(picked: PickedPrincipal | null): NewNamespace['owner'] {
  if (picked === null || !('id' in picked) || picked.kind === 'robot') throw new Error('Only people and groups own.');
  return { kind: picked.kind, id: picked.id };
}
