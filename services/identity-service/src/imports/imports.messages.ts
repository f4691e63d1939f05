import { Controller } from '@nestjs/common';
import { type ConsoleReply, importDockerAuth } from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { DockerAuthImport } from './docker-auth-import.service.js';

@Controller()
export class ImportsMessages {
  constructor(private readonly imports: DockerAuthImport) {}

  @HandleConsole(importDockerAuth)
  import(call: OpenConsoleCall<typeof importDockerAuth>): Promise<ConsoleReply> {
    return this.imports.run(call);
  }
}
