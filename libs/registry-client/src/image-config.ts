import { z } from 'zod';

/** What an image's configuration says about it. */
export interface ImageConfig {
  /** RFC 3339 with milliseconds; null where it is missing or the zero time of a reproducible build. */
  readonly createdAt: string | null;
  readonly os: string | null;
  readonly architecture: string | null;
  readonly variant: string | null;
}

const Text = z.string().max(128).optional().catch(undefined);
/** Only what is read; the rest of the document is the image's own business. */
const ConfigDocument = z.object({ created: Text, os: Text, architecture: Text, variant: Text });

/** Reads a configuration blob; null for one that is no JSON object. */
export function parseImageConfig(bytes: Uint8Array): ImageConfig | null {
  const document = ConfigDocument.safeParse(parseJson(bytes));
  if (!document.success) return null;
  const { created, os, architecture, variant } = document.data;
  return {
    createdAt: readCreated(created),
    os: wordOrNull(os),
    architecture: wordOrNull(architecture),
    variant: wordOrNull(variant),
  };
}

/** JSON in strict UTF-8; undefined for anything else. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Words that make up a platform, and nothing that could pass for markup or a path. */
export function wordOrNull(text: string | undefined): string | null {
  return text !== undefined && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text) ? text : null;
}

const LATEST_YEAR = 9999;

/** Epoch 0 and Go's zero time mean "not said". */
function readCreated(created: string | undefined): string | null {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  if (!Number.isFinite(time) || time <= 0) return null;
  const date = new Date(time);
  return date.getUTCFullYear() > LATEST_YEAR ? null : date.toISOString();
}
