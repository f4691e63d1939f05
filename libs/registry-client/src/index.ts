export type { Challenge } from './challenge.js';
export { isRefusedAddress } from './address-guard.js';
export { isCheckableDigest } from './digest.js';
export { summarizeImage, type Content, type ImageSource, type ImageSummary } from './image-summary.js';
export type { ManifestReading, ReadManifest } from './manifest-reading.js';
export type { Descriptor, Manifest } from './manifest.js';
export * from './registry-client.js';
export * from './registry-error.js';
