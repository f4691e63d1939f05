import { Controller } from '@nestjs/common';
import { ReserveNamespace } from '@spectacles/contracts';
import { HandleRequest } from '@spectacles/platform';
import type { z } from 'zod';
import { ReservationService } from './reservation.service.js';

@Controller()
export class ReservationMessages {
  constructor(private readonly reservations: ReservationService) {}

  @HandleRequest(ReserveNamespace)
  reserve(request: z.output<typeof ReserveNamespace.request>): Promise<z.output<typeof ReserveNamespace.reply>> {
    return this.reservations.reserve(request);
  }
}
