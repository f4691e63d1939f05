import type { Server } from 'node:http';

const LOOK_MS = 20;

/**
 * Closes a server and lets the answers that are under way go out. Node ends idle connections once, when the closing
 * begins; one that becomes idle after its last answer would hold the process for the whole keep-alive time.
 */
export async function closeGracefully(server: Server, close: () => Promise<void>): Promise<void> {
  const looking = setInterval(() => {
    server.closeIdleConnections();
  }, LOOK_MS);
  try {
    await close();
  } finally {
    clearInterval(looking);
  }
}
