import { startDistributed } from './distributed.js';
import type { Product, ProductOptions } from './product.js';
import { startStandalone } from './standalone.js';

const TARGETS = { standalone: startStandalone, distributed: startDistributed };

function chosenTarget(): keyof typeof TARGETS {
  const target = process.env['E2E_TARGET'] ?? 'standalone';
  if (target in TARGETS) return target as keyof typeof TARGETS;
  throw new Error(`E2E_TARGET is standalone or distributed, not ${target}.`);
}

/** Starts the product the way this run is about. */
export function startProduct(options: ProductOptions = {}): Promise<Product> {
  return TARGETS[chosenTarget()](options);
}
